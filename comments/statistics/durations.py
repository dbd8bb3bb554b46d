"""How long something takes, in the largest unit that says enough."""

from collections.abc import Callable
from datetime import timedelta
from enum import Enum


class Unit(Enum):
    MINUTES = timedelta(minutes=1)
    HOURS = timedelta(hours=1)
    DAYS = timedelta(days=1)


def in_units(span: timedelta, whole: Callable[[float], int]) -> tuple[Unit, int]:
    """Minutes below two hours, hours below two days, then days; `whole` makes a number of each
    (round, or ceil), which is one at least."""
    if (minutes := max(1, whole(span / Unit.MINUTES.value))) < 120:
        return Unit.MINUTES, minutes
    if (hours := whole(span / Unit.HOURS.value)) < 48:
        return Unit.HOURS, hours
    return Unit.DAYS, whole(span / Unit.DAYS.value)
