"""Hints for SQLite's query planner, which knows nothing about how many rows a condition leaves."""

from django.db.models import CharField, F, Func


class NotByIndex(Func):
    """A column in a condition that most rows meet, so that no index is read because of it.

    Without statistics SQLite takes such a condition for one that few rows meet, reads all of the
    archive by it, and leaves the index unused that has the order or the few rows asked for. A plus
    before the column tells it (https://sqlite.org/optoverview.html, "Disqualifying WHERE clause
    terms using unary +"). Statistics were no cure: with them other queries start at the wrong end.
    PostgreSQL counts by itself.
    """

    template = "%(expressions)s"
    arity = 1

    def __init__(self, column: str):
        super().__init__(F(column))

    def as_sqlite(self, compiler, connection, **context):
        return super().as_sql(compiler, connection, template="+%(expressions)s", **context)


class Empty(Func):
    """An empty text that stands in the query itself.

    SQLite reads an index with the condition `> ''` only for a query that says the same, and Django
    passes what it compares with as a parameter.
    """

    template = "''"
    arity = 0
    output_field = CharField()


class Beginning(Func):
    """The first characters of a long text, by which an index finds those that are the same.

    Their number stands in the query, as it does in the index. A whole text may be too long for an
    index of PostgreSQL, and would double the table.
    """

    LENGTH = 40
    template = f"SUBSTR(%(expressions)s, 1, {LENGTH})"
    arity = 1
    output_field = CharField()

    @classmethod
    def of(cls, text: str) -> str:
        return text[: cls.LENGTH]
