"""The usual waiting time, shown beside the form."""

from datetime import timedelta
from math import ceil
from statistics import median

from django.utils import timezone
from django.utils.translation import gettext, ngettext_lazy

from comments.models import Decision
from comments.moderation import Reason
from comments.statistics.durations import Unit, in_units
from comments.statistics.waiting_times import first_about_each

LATELY = timedelta(days=30)
MOST_COUNTED = 2000  # decisions, the latest
ENOUGH = 5  # comments decided about; of fewer nobody can say what is usual
PROMISES = {
    Unit.MINUTES: ngettext_lazy(
        "Comments are usually reviewed within %(number)d minute.",
        "Comments are usually reviewed within %(number)d minutes.",
        "number",
    ),
    Unit.HOURS: ngettext_lazy(
        "Comments are usually reviewed within %(number)d hour.",
        "Comments are usually reviewed within %(number)d hours.",
        "number",
    ),
    Unit.DAYS: ngettext_lazy(
        "Comments are usually reviewed within %(number)d day.",
        "Comments are usually reviewed within %(number)d days.",
        "number",
    ),
}
WILL_BE_READ = {
    Unit.MINUTES: ngettext_lazy(
        "A moderator will read your comment, usually within %(number)d minute.",
        "A moderator will read your comment, usually within %(number)d minutes.",
        "number",
    ),
    Unit.HOURS: ngettext_lazy(
        "A moderator will read your comment, usually within %(number)d hour.",
        "A moderator will read your comment, usually within %(number)d hours.",
        "number",
    ),
    Unit.DAYS: ngettext_lazy(
        "A moderator will read your comment, usually within %(number)d day.",
        "A moderator will read your comment, usually within %(number)d days.",
        "number",
    ),
}


def usual_wait() -> timedelta | None:
    """Return the median wait of recently decided comments.

    None if there were too few.
    """
    lately = Decision.objects.by_people().filter(at__gt=timezone.now() - LATELY)
    waited = first_about_each(lately.exclude(reason_code=Reason.UNDONE), MOST_COUNTED)
    if len(waited) < ENOUGH:
        return None
    return timedelta(seconds=median(comment.wait.total_seconds() for comment in waited))


def in_words(wait: timedelta) -> str:
    unit, number = in_units(wait, ceil)
    return PROMISES[unit] % {"number": number}


def will_be_read() -> str:
    wait = usual_wait()
    if wait is None:
        return gettext("A moderator will read your comment.")
    unit, number = in_units(wait, ceil)
    return WILL_BE_READ[unit] % {"number": number}
