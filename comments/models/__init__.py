"""The models of comments and moderation."""

from comments.models.claim import Claim
from comments.models.comment import Changed, Comment, HeldForWording, Status, TooLate, recount
from comments.models.commenter import Commenter, Following
from comments.models.daily_email import DailyEmail
from comments.models.decision import BY_PEOPLE, Decision, Way
from comments.models.filter_test import FilterTest
from comments.models.follow_request import FollowRequest
from comments.models.moderator_scope import ModeratorScope
from comments.models.moderator_subscription import ModeratorSubscription
from comments.models.name_reading import NameReading
from comments.models.network_block import NetworkBlock
from comments.models.note import Note
from comments.models.notice import Notice
from comments.models.notification import Notification
from comments.models.personal_rule import PersonalRule
from comments.models.revision import Revision
from comments.models.sender import Sender, SenderBlock
from comments.models.training_example import FeatureCount, TrainingExample

__all__ = [
    "BY_PEOPLE",
    "Changed",
    "Claim",
    "Comment",
    "Commenter",
    "DailyEmail",
    "Decision",
    "FeatureCount",
    "FilterTest",
    "FollowRequest",
    "Following",
    "HeldForWording",
    "ModeratorScope",
    "ModeratorSubscription",
    "NameReading",
    "NetworkBlock",
    "Note",
    "Notice",
    "Notification",
    "PersonalRule",
    "Revision",
    "Sender",
    "SenderBlock",
    "Status",
    "TooLate",
    "TrainingExample",
    "Way",
    "recount",
]
