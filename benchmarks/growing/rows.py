"""Rows in bulk: past Django's instances, which take most of the time of a million rows."""

import datetime
from collections.abc import Iterable
from itertools import islice

from django.db import connection, models

A_LOT = 5_000  # rows in one statement or turn

QUICK = {
    "sqlite": (
        *("journal_mode=OFF", "synchronous=OFF", "foreign_keys=OFF"),
        *("cache_size=-800000", "temp_store=MEMORY"),
    ),
    # In the role of a replica it checks no references, which are right.
    "postgresql": (
        *("synchronous_commit=off", "maintenance_work_mem='512MB'"),
        "session_replication_role=replica",
    ),
}


def hurry():
    """Let nothing wait for the disk in this connection: whatever breaks is made anew."""
    with connection.cursor() as cursor:
        for option in QUICK[connection.vendor]:
            cursor.execute(f"{'PRAGMA' if connection.vendor == 'sqlite' else 'SET'} {option}")


def _stored(value):
    if isinstance(value, datetime.datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value


class Rows:
    """Writes rows of a model, given as dicts by attname; the others have their defaults."""

    def __init__(self, model, *names):
        blank, fields = model(), model._meta.concrete_fields
        known = {field.attname for field in fields}
        assert known.issuperset(names), set(names) - known
        self.model, self.names = model, names
        self.columns = [field.column for field in fields if field.attname in names]
        self.order = [names.index(field.attname) for field in fields if field.attname in names]
        others = [f for f in fields if f.attname not in names and not f.primary_key]
        self.columns += [field.column for field in others]
        self.rest = tuple(self._default(field, blank) for field in others)

    @staticmethod
    def _default(field, blank):
        value = getattr(blank, field.attname)
        if isinstance(field, models.JSONField):
            return "[]" if value == [] else "{}"
        if hasattr(value, "resolve_expression"):  # the database's own default
            value = (
                field.db_default.value if hasattr(field.db_default, "value") else field.db_default
            )
        return _stored(value)

    def write(self, rows: Iterable[tuple]) -> int:
        """Write tuples in the order of the names; return how many there were."""
        rows, number = iter(rows), 0
        order, rest = self.order, self.rest
        quote = connection.ops.quote_name
        table, columns = quote(self.model._meta.db_table), ", ".join(map(quote, self.columns))
        with connection.cursor() as cursor:
            while some := list(islice(rows, A_LOT)):
                ready = [(*(_stored(row[at]) for at in order), *rest) for row in some]
                if connection.vendor == "postgresql":
                    with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                        for row in ready:
                            copy.write_row(row)
                else:
                    places = ", ".join(["%s"] * len(self.columns))
                    statement = f"INSERT INTO {table} ({columns}) VALUES ({places})"
                    cursor.executemany(statement, ready)
                number += len(some)
        return number


class Without:
    """A block without some indexes of a model, which are made again in one go at its end."""

    def __init__(self, model, *names):
        self.model = model
        self.indexes = [each for each in model._meta.indexes if each.name in names]

    def __enter__(self):
        editor = _editor()
        for index in self.indexes:
            editor.execute(index.remove_sql(self.model, editor))

    def __exit__(self, *error):
        editor = _editor()
        for index in self.indexes:
            editor.execute(index.create_sql(self.model, editor))


def settle():
    """Have PostgreSQL count on from the rows that are there, and know how many there are."""
    if connection.vendor != "postgresql":
        return
    tables = [model for model in _models() if model._meta.auto_field]
    with connection.cursor() as cursor:
        for model in tables:
            table, key = model._meta.db_table, model._meta.pk.column
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('\"{table}\"', '{key}'), "
                f'GREATEST(MAX("{key}"), 1)) FROM "{table}"'
            )
        cursor.execute("VACUUM ANALYZE")


def _models():
    from django.apps import apps

    return apps.get_models(include_auto_created=True)


def _editor():
    """Return an editor outside of its block, at whose end SQLite would check all references."""
    editor = connection.SchemaEditorClass(connection)
    editor.deferred_sql = []
    return editor
