"""The moderators' desk."""

from comments.admin import letters, queue

__all__ = ["letters", "queue"]
