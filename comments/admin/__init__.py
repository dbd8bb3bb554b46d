"""The admin of comments."""

from comments.admin import blocks, moderator_scopes, notifications, queue

__all__ = ["blocks", "moderator_scopes", "notifications", "queue"]
