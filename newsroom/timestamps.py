"""Times for machines: to the second, as W3C's profile of ISO 8601 has them."""

from datetime import datetime


def to_the_second(moment: datetime) -> datetime:
    return moment.replace(microsecond=0)


def timestamp(moment: datetime) -> str:
    """Return an aware datetime as text: 2026-11-26T18:05:00+01:00."""
    return moment.isoformat(timespec="seconds")
