from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    """The status of a comment; only approved ones are public."""

    PENDING = "pending", _("waiting")
    APPROVED = "approved", _("approved")
    REJECTED = "rejected", _("rejected")
    SPAM = "spam", _("spam")
    REMOVED = "removed", _("removed")


# Rejected ones; and, with removed ones, all that were hidden.
UNWANTED = (Status.REJECTED, Status.SPAM)
HIDDEN = (*UNWANTED, Status.REMOVED)
