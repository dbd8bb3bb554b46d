"""The admin of comments."""

from comments.admin import blocks, email_log, moderator_scopes, queue

__all__ = ["blocks", "email_log", "moderator_scopes", "queue"]
