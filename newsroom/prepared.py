"""Queries that are compiled once.

Django takes longer to write a large query than the database to answer it. A prepared one is written
when it is first asked, with a stand-in for each value; from then on, only the values change. It is
built of querysets as usual, so what a word such as `in_force` means is said in one place.
"""

import itertools
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet

STAND_INS: dict[type, Callable[[int], Any]] = {
    int: lambda number: -1_000_000_007 - number,
    str: lambda number: f"stand-in {number}",
    date: lambda number: date(1903, 1, 1) + timedelta(days=number),
    datetime: lambda number: datetime(1903, 1, 1, tzinfo=UTC) + timedelta(microseconds=number),
}


class NotConstant(Exception):
    """A query depends on more than its values, such as the clock."""


class Compiled(NamedTuple):
    sql: str
    parameters: list[tuple[str, Any]]  # the name of a value; "" and what stays as it is
    names: list[str]
    converters: dict[int, Any]


class Prepared:
    """A query that `build` returns as a queryset of `values`.

    `build` is called with a stand-in for each value that is given: an int, a str, a date, an aware
    datetime, or a tuple of them. The query may depend on which are given and how many are in a
    tuple, but on nothing else: the clock is one of the values. Raise NotConstant if it does.
    """

    def __init__(self, build: Callable[..., QuerySet]):
        self.build = build
        self.compiled: dict[tuple, Compiled] = {}

    def get(self, **values) -> dict[str, Any] | None:
        """Return the first row for these values, by the names of its columns."""
        return next(iter(self.all(**values)), None)

    def all(self, **values) -> list[dict[str, Any]]:
        """Return the rows for these values, by the names of their columns."""
        flat = dict(_flat(values))
        kind = connection.vendor, *values, *flat
        query = self.compiled.get(kind)
        if query is None:
            query = self.compiled[kind] = self._compiled(values)
        with connection.cursor() as cursor:
            cursor.execute(query.sql, [flat.get(*each) for each in query.parameters])
            rows = cursor.fetchall()
        return [
            dict(zip(query.names, _converted(row, query.converters), strict=True)) for row in rows
        ]

    def _compiled(self, values) -> Compiled:
        """Compile it with two sets of stand-ins, beside which nothing may differ."""
        query, other = (self._with_stand_ins(values, itertools.count(first)) for first in (0, 1000))
        if (query.sql, query.parameters) != (other.sql, other.parameters):
            raise NotConstant(f"{query.parameters} or {other.parameters}: {query.sql}")
        if missing := set(dict(_flat(values))) - {name for name, _value in query.parameters}:
            raise NotConstant(f"{missing} cannot be told from other values: {query.sql}")
        return query

    def _with_stand_ins(self, values, numbers) -> Compiled:
        stand_ins = {name: _stand_in(value, numbers) for name, value in values.items()}
        names = {value: name for name, value in _flat(stand_ins)}
        question: Any = self.build(**stand_ins).query
        compiler = question.get_compiler(connection=connection)
        sql, compiled = compiler.as_sql()
        return Compiled(
            sql,
            [(names[value], None) if value in names else ("", value) for value in compiled],
            list(question.selected),
            compiler.get_converters([column for column, *_more in compiler.select]),
        )


def _stand_in(value, numbers):
    if isinstance(value, tuple):
        return tuple(_stand_in(each, numbers) for each in value)
    return STAND_INS[type(value)](next(numbers))


def _flat(values) -> Iterator[tuple[str, Any]]:
    """Yield each value with a name of its own, as the database takes it."""
    for name, value in values.items():
        if isinstance(value, tuple):
            yield from _flat({f"{name} {number}": each for number, each in enumerate(value)})
        elif isinstance(value, datetime):
            yield name, connection.ops.adapt_datetimefield_value(value)
        elif isinstance(value, date):
            yield name, connection.ops.adapt_datefield_value(value)
        else:
            yield name, value


def _converted(row, converters) -> list:
    """Return the columns as Django would; see SQLCompiler.apply_converters."""
    columns = list(row)
    for position, (functions, expression) in converters.items():
        for function in functions:
            columns[position] = function(columns[position], expression, connection)
    return columns
