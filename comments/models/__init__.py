"""What readers answer, and what became of it."""

from comments.models.allowance import Allowance
from comments.models.comment import Comment, Status, TooLate, recount
from comments.models.decision import Decision, Way
from comments.models.revision import Revision

__all__ = ["Allowance", "Comment", "Decision", "Revision", "Status", "TooLate", "Way", "recount"]
