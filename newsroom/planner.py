"""A hint for SQLite's query planner, which knows nothing about how many rows a condition leaves."""

from django.db.models import F, Func


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
