"""The comment: its columns, and the verbs that change it."""

from comments.models.comment.model import LONGEST_NAME, LONGEST_TEXT, Comment
from comments.models.comment.seen import (
    Changed,
    HeldForWording,
    TooLate,
    seen_token_of,
    text_hash_of,
)
from comments.models.comment.thread_position import STEP, recount
from comments.status import Status

__all__ = [
    "LONGEST_NAME",
    "LONGEST_TEXT",
    "STEP",
    "Changed",
    "Comment",
    "HeldForWording",
    "Status",
    "TooLate",
    "recount",
    "seen_token_of",
    "text_hash_of",
]
