"""Durations in a suitable unit."""

from collections.abc import Callable
from datetime import timedelta
from enum import Enum

from django.utils.translation import ngettext_lazy


class Unit(Enum):
    MINUTES = timedelta(minutes=1)
    HOURS = timedelta(hours=1)
    DAYS = timedelta(days=1)


def in_units(span: timedelta, whole: Callable[[float], int]) -> tuple[Unit, int]:
    """Return minutes below two hours, hours below two days, then days; `whole` (round or ceil)
    makes it an integer of at least 1."""
    if (minutes := max(1, whole(span / Unit.MINUTES.value))) < 120:
        return Unit.MINUTES, minutes
    if (hours := whole(span / Unit.HOURS.value)) < 48:
        return Unit.HOURS, hours
    return Unit.DAYS, whole(span / Unit.DAYS.value)


UNITS = {
    Unit.MINUTES: ngettext_lazy("%(number)d minute", "%(number)d minutes", "number"),
    Unit.HOURS: ngettext_lazy("%(number)d hour", "%(number)d hours", "number"),
    Unit.DAYS: ngettext_lazy("%(number)d day", "%(number)d days", "number"),
}


def lasting(span: timedelta) -> str:
    unit, number = in_units(span, round)
    return UNITS[unit] % {"number": number}
