"""Statistics of moderation, from the log of decisions, never stored.

Moderators with topics see those of their topics.
"""

from comments.statistics.usual_wait import ENOUGH, in_words, usual_wait, will_be_read

__all__ = ["ENOUGH", "in_words", "usual_wait", "will_be_read"]
