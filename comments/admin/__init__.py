"""The moderators' desk."""

from comments.admin import queue

__all__ = ["queue"]
