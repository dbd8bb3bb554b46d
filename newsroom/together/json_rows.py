"""The rows of several querysets, read with one query."""

import json
from copy import copy
from datetime import date, datetime

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet

# For each database: an array of columns, an array of rows, and types that it writes as Django does
# not expect them. PostgreSQL has times as text in JSON; SQLite has no other times than text.
ARRAYS = {
    "sqlite": ("json_array", "json_group_array"),
    "postgresql": ("json_build_array", "json_agg"),
}
AS_TEXT = {"postgresql": {"JSONField"}}
FROM_TEXT = {
    "postgresql": {"DateTimeField": datetime.fromisoformat, "DateField": date.fromisoformat}
}


def read(*querysets: QuerySet) -> list[QuerySet]:
    """Read the rows of `querysets` with one query, as if each had been read; return them.

    Prefetched rows are read by queries of their own.
    """
    parts = [Part(rows) for rows in querysets]
    for part, rows in zip(parts, answers(parts, [part.params for part in parts]), strict=True):
        part.fill(part.queryset, rows)
    return list(querysets)


def answers(parts, params) -> list[list]:
    """Return the rows of each part as they come out of the query; `params` has those of each."""
    asked = [part for part in parts if part.sql]
    texts = iter(())
    if asked:
        values = [value for part in params for value in part]
        with connections[asked[0].queryset.db].cursor() as cursor:
            cursor.execute(f"SELECT {', '.join(part.sql for part in asked)}", values)
            texts = iter(cursor.fetchone())
    return [json.loads(next(texts) or "[]") if part.sql else [] for part in parts]


class Part:
    """A queryset as a part of the query; its `sql` is empty if the database need not be asked."""

    def __init__(self, queryset):
        self.queryset, self.sql, self.params = queryset, "", ()
        self.compiler = queryset.query.get_compiler(queryset.db)
        vendor = self.compiler.connection.vendor
        try:
            sql, self.params = self.compiler.as_sql(with_col_aliases=True)
        except EmptyResultSet:
            return
        array, group = ARRAYS[vendor]
        types = [each.output_field.get_internal_type() for each, _, _ in self.compiler.select]
        columns = ", ".join(self._columns(types, AS_TEXT.get(vendor, ())))
        self.sql = f"(SELECT CAST({group}({array}({columns})) AS text) FROM ({sql}) AS asked)"  # noqa: S608
        known = FROM_TEXT.get(vendor, {})
        self.converters = [
            (place, known[name]) for place, name in enumerate(types) if name in known
        ]

    def _columns(self, types, as_text):
        quote = self.compiler.connection.ops.quote_name
        for (_expression, _sql, alias), name in zip(self.compiler.select, types, strict=True):
            yield f"CAST({quote(alias)} AS text)" if name in as_text else quote(alias)

    def fill(self, queryset, rows) -> QuerySet:
        """Have `queryset`, this one or a copy, make what it makes of rows, without a query."""
        if not self.sql:
            queryset._result_cache, queryset._prefetch_done = [], True
            return queryset
        for row in rows:
            for place, convert in self.converters:
                if row[place] is not None:
                    row[place] = convert(row[place])
        compiler = copy(self.compiler)  # another thread may use it, with a connection of its own
        compiler.connection = connections[queryset.db]
        compiler.execute_sql = lambda *_args, **_options: [rows]
        queryset.query.get_compiler = lambda *_args, **_options: compiler
        try:
            len(queryset)
        finally:
            del queryset.query.get_compiler
        return queryset
