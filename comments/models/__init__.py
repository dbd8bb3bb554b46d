"""What readers answer, and what became of it."""

from comments.models.comment import Comment, Status, recount
from comments.models.decision import Decision, Way

__all__ = ["Comment", "Decision", "Status", "Way", "recount"]
