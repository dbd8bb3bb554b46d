"""The rows of querysets that a function makes, with one query whose SQL is kept.

To write the SQL of a page's querysets takes Django longer than the database needs to answer it. So
the function is called once with marks for values, and where the marks come out among the parameters
of the SQL, the values of each time are put. The present moment, by which articles are public, is
known by itself: it is any moment between the beginning and the end of the making.
"""

from collections.abc import Callable, Hashable
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from newsroom.together.json_rows import Part, answers

MOST = 300  # questions in the memory of a process
NOW = object()
LONG_AGO = datetime(1650, 1, 1, tzinfo=UTC)  # no article is so old
LENGTHS = (0, 1, 2, 4, 8, 16, 24, 32, 64, 128)  # of lists, so that few of them are different

_questions: dict[Hashable, "_Question"] = {}


def ask(make: Callable[..., Any], *shape: Hashable, **values) -> list[QuerySet]:
    """Return the querysets that `make(*shape, **values)` returns, read with one query.

    `shape` may change the SQL, and `values` may not: these are numbers, texts, days and moments to
    compare columns with; tuples of such, of one length for each shape; and sets, for `__in`.
    """
    values = {name: _padded(value) for name, value in values.items()}
    lengths = [isinstance(each, tuple) and len(each) for each in values.values()]
    key = make, shape, *values, *lengths
    question = _questions.get(key)
    if question is None:
        if len(_questions) >= MOST:
            forget()
        question = _questions[key] = _Question(make, shape, values)
    return question.ask(values)


def forget():
    """Forget all SQL, as for another setting of how many rows are read."""
    _questions.clear()


class _Question:
    def __init__(self, make, shape, values):
        numbers, places = count(1), {}

        def mark(name, place, value):
            marked = _mark(value, next(numbers))
            places[_adapted(marked)] = name, place
            return marked

        marks = {
            name: tuple(mark(name, place, one) for place, one in enumerate(value))
            if isinstance(value, tuple)
            else mark(name, None, value)
            for name, value in values.items()
        }
        self.parts, self.places = _made(make, shape, marks, places)
        if self.places != _made(make, shape, marks, places)[1]:
            raise ValueError(f"{make.__qualname__} counts with the present moment.")
        found = {place for part in self.places for place, _constant in part}
        if lost := [place for place in places.values() if place not in found]:
            raise ValueError(f"{lost} does not come out of {make.__qualname__} as it is.")

    def ask(self, values) -> list[QuerySet]:
        now = _adapted(timezone.now())
        params = [
            [_value(place, constant, values, now) for place, constant in places]
            for places in self.places
        ]
        rows = answers(self.parts, params)
        return [
            part.fill(part.queryset._clone(), some)
            for part, some in zip(self.parts, rows, strict=True)
        ]


def _made(make, shape, marks, places):
    """Return the parts of a question and, for each, what goes where its parameters are."""
    begun = _adapted(timezone.now())
    parts = [Part(rows) for rows in make(*shape, **marks)]
    moments = begun, _adapted(timezone.now())
    return parts, [[_place(value, places, moments) for value in part.params] for part in parts]


def _padded(value):
    """Return a set as a tuple, in a length that others have too: its last element repeats."""
    if not isinstance(value, set):
        return value
    elements = tuple(sorted(value))
    length = next((each for each in LENGTHS if each >= len(elements)), len(elements))
    return elements + elements[-1:] * (length - len(elements))


def _mark(value, number):
    """Return a value of the same type that stands nowhere else."""
    match value:
        case datetime():
            return LONG_AGO + timedelta(microseconds=number)
        case date():
            return LONG_AGO.date() + timedelta(days=number)
        case int():
            return 7 * 10**18 + number
        case str():
            return f"\ue000{number}"
    raise TypeError(f"{value!r} is no value to compare with.")


def _adapted(value):
    """Return a value as Django hands it to the database."""
    match value:
        case datetime():
            return connection.ops.adapt_datetimefield_value(value)
        case date():
            return connection.ops.adapt_datefield_value(value)
    return value


def _place(value, places, moments):
    """Return which value goes where a parameter is, or the parameter as a constant."""
    if isinstance(value, Hashable) and value in places:
        return places[value], None
    begin, end = moments
    if type(value) is type(begin) and begin <= value <= end:
        return NOW, None
    return None, value


def _value(place, constant, values, now):
    """Return what goes where a parameter is this time."""
    if place is None:
        return constant
    if place is NOW:
        return now
    name, index = place
    return _adapted(values[name] if index is None else values[name][index])
