"""The range of dates that an article can have, safe in every time zone.

Python's dates end at the years 1 and 9999, addresses have years of four digits, and a discussion
closes some years later: the range ends far within these limits, so no list, feed or sitemap can
fail on a date.
"""

from datetime import UTC, datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

EARLIEST = datetime(1600, 1, 1, tzinfo=UTC)  # before the first newspaper (Strasbourg, 1605)
LATEST = datetime(2200, 1, 1, tzinfo=UTC)


def is_possible(moment: datetime | None) -> bool:
    return moment is not None and EARLIEST <= moment < LATEST


def check(moment: datetime):
    """Raise ValidationError for a date out of range."""
    if not is_possible(moment):
        raise ValidationError(
            _("Please enter a date between the years %(first)d and %(last)d.")
            % {"first": EARLIEST.year, "last": LATEST.year - 1}
        )
