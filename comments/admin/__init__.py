"""The moderators' desk."""

from comments.admin import blocks, letters, queue

__all__ = ["blocks", "letters", "queue"]
