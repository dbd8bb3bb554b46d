"""How long a decision usually takes, as readers are told beside the form."""

from datetime import timedelta
from math import ceil
from statistics import median

from django.utils import timezone
from django.utils.translation import ngettext

from comments.models import Decision
from comments.moderation import Reason
from comments.status import Status

LATELY = timedelta(days=30)
MOST_COUNTED = 2000  # decisions, the latest
ENOUGH = 5  # comments decided about; of fewer nobody can say what is usual


def usual_wait() -> timedelta | None:
    """How long half of the comments waited for a person's decision, of those lately decided.

    None if there were too few of them to say.
    """
    decided = (
        Decision.objects.by_people()
        .filter(at__gt=timezone.now() - LATELY, from_status=Status.PENDING)
        # What moved in waited elsewhere.
        .filter(comment__isnull=False, comment__source=None)
        .exclude(reason=Reason.UNDONE)
    )
    rows = decided.values_list("comment", "at", "comment__created_at")[:MOST_COUNTED]
    # The log has the latest first, so what stays is the first decision about each comment.
    waited = {comment: at - written for comment, at, written in rows}
    if len(waited) < ENOUGH:
        return None
    return timedelta(seconds=median(wait.total_seconds() for wait in waited.values()))


def in_words(wait: timedelta) -> str:
    """The promise that follows from the usual wait: in minutes, hours or days, rounded up."""
    minutes = max(1, ceil(wait / timedelta(minutes=1)))
    if minutes < 120:
        said = ngettext(
            "Usually decided within %(number)d minute (last 30 days).",
            "Usually decided within %(number)d minutes (last 30 days).",
            minutes,
        )
        return said % {"number": minutes}
    hours = ceil(minutes / 60)
    if hours < 48:
        said = ngettext(
            "Usually decided within %(number)d hour (last 30 days).",
            "Usually decided within %(number)d hours (last 30 days).",
            hours,
        )
        return said % {"number": hours}
    days = ceil(hours / 24)
    said = ngettext(
        "Usually decided within %(number)d day (last 30 days).",
        "Usually decided within %(number)d days (last 30 days).",
        days,
    )
    return said % {"number": days}
