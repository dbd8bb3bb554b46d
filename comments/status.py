from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    """What became of a comment. Only approved ones are public."""

    PENDING = "pending", _("waiting")
    APPROVED = "approved", _("approved")
    REJECTED = "rejected", _("rejected")
    SPAM = "spam", _("spam")
    REMOVED = "removed", _("removed")


# What was not wanted; and with it, what was public and is not any more.
UNWANTED = (Status.REJECTED, Status.SPAM)
HIDDEN = (*UNWANTED, Status.REMOVED)
