"""A comment: what is stored of it, and by which verbs it changes."""

from comments.models.comment.model import LONGEST_NAME, LONGEST_TEXT, Comment
from comments.models.comment.place import STEP, recount
from comments.models.comment.version import Changed, TooLate, sight_of, version_of
from comments.status import Status

__all__ = [
    "LONGEST_NAME",
    "LONGEST_TEXT",
    "STEP",
    "Changed",
    "Comment",
    "Status",
    "TooLate",
    "recount",
    "sight_of",
    "version_of",
]
