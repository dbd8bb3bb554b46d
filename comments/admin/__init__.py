"""The moderators' desk."""

from comments.admin import blocks, letters, queue, remits

__all__ = ["blocks", "letters", "queue", "remits"]
