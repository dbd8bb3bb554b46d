"""What readers answer, and what became of it."""

from comments.models.claim import Claim
from comments.models.comment import Changed, Comment, Status, TooLate, recount
from comments.models.commenter import Commenter, Following
from comments.models.daily_email import DailyEmail
from comments.models.decision import BY_PEOPLE, Decision, Way
from comments.models.digest import Digest
from comments.models.lesson import Evidence, Lesson
from comments.models.letter import Letter
from comments.models.network_block import NetworkBlock
from comments.models.note import Note
from comments.models.notice import Notice
from comments.models.personal_rule import PersonalRule
from comments.models.remit import Remit
from comments.models.revision import Revision

__all__ = [
    "BY_PEOPLE",
    "Changed",
    "Claim",
    "Comment",
    "Commenter",
    "DailyEmail",
    "Decision",
    "Digest",
    "Evidence",
    "Following",
    "Lesson",
    "Letter",
    "NetworkBlock",
    "Note",
    "Notice",
    "PersonalRule",
    "Remit",
    "Revision",
    "Status",
    "TooLate",
    "Way",
    "recount",
]
