"""The moderators' queue in a real browser."""
