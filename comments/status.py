from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    """The status of a comment; only approved ones are public."""

    PENDING = "pending", _("waiting")
    APPROVED = "approved", _("approved")
    REJECTED = "rejected", _("rejected")
    SPAM = "spam", _("spam")
    REMOVED = "removed", _("removed")


HIDDEN = (Status.REJECTED, Status.SPAM, Status.REMOVED)
