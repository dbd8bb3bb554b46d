"""Group rows by days or months of the paper's clock, without asking Python about each row."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Case, IntegerField, Value, When


def place_among(column: str, ends: Sequence[datetime], first: int = 0) -> Case | Value:
    """Return the expression for how many of `ends`, in order, a moment has reached.

    By halves, so that a row is compared seven times for ninety days. SQLite would call a function
    of Python for the day of each row, and one arm for each end would be tried after the other.
    """
    if not ends:
        return Value(first, output_field=IntegerField())
    middle = len(ends) // 2
    earlier = place_among(column, ends[:middle], first)
    later = place_among(column, ends[middle + 1 :], first + middle + 1)
    is_earlier = When(**{f"{column}__lt": ends[middle]}, then=earlier)
    return Case(is_earlier, default=later, output_field=IntegerField())
