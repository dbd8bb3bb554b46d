"""Which dates an article can have: old enough for any archive, and safe in every time zone.

Python's dates end at the years 1 and 9999, addresses have years of four digits, and a discussion
closes some years later: far inside of all that, no list, feed or sitemap can stumble over a date.
"""

from datetime import UTC, datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

EARLIEST = datetime(1600, 1, 1, tzinfo=UTC)  # before the first newspaper (Strasbourg, 1605)
LATEST = datetime(2200, 1, 1, tzinfo=UTC)


def is_possible(moment: datetime | None) -> bool:
    """Whether an article can have this date; None is no date."""
    return moment is not None and EARLIEST <= moment < LATEST


def check(moment: datetime):
    """Raise ValidationError for a date that no article can have."""
    if not is_possible(moment):
        raise ValidationError(
            _("Please enter a date between the years %(first)d and %(last)d.")
            % {"first": EARLIEST.year, "last": LATEST.year - 1}
        )
