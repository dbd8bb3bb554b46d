"""Moving a paper from one database to another, such as from SQLite to PostgreSQL.

All rows of all tables go over as they are stored, in one transaction of the new database; then both
are read again, and their checksums compared. Before anything is written, all is listed that the new
one would refuse.
"""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, connections, models, transaction
from django.db.utils import load_backend
from django.utils.translation import gettext as _

from newsroom import outside

NEW = "new"  # the alias of the database that is moved to
A_LOT = 500  # rows in one statement
MOST_LISTED = 20  # refusals


class NotMoved(Exception):
    """The new database cannot take the paper, or has other rows than the old one; it is empty."""


@dataclass(frozen=True)
class Moved:
    """A table that went over."""

    table: str
    rows: int
    checksum: str


def move(url: str) -> list[Moved]:
    """Copy everything to the empty database at `url`. Raise NotMoved, or ImproperlyConfigured.

    Nobody can write to an SQLite database meanwhile; from PostgreSQL goes what was there when the
    copying began.
    """
    with connected(url):
        _check_empty()
        if refusals := list(islice(_refusals(), MOST_LISTED)):
            raise NotMoved("\n".join([_("These rows would be refused:"), *refusals]))
        _migrate(url)
        with unchanging(), transaction.atomic(using=NEW):
            _clear()
            for model in _models():
                _copy(model)
            _reset_sequences()
            return [_compared(model) for model in _models()]


@contextmanager
def connected(url):
    """Have the database at `url` as `connections[NEW]` in this block."""
    config = outside.database(url)
    config["OPTIONS"] = {
        name: value for name, value in config.get("OPTIONS", {}).items() if name != "pool"
    }
    every = connections.configure_settings({**connections.settings, NEW: config})
    connections[NEW] = load_backend(config["ENGINE"]).DatabaseWrapper(every[NEW], NEW)
    try:
        yield
    finally:
        connections[NEW].close()
        del connections[NEW]


@contextmanager
def unchanging():
    """Read the old database as it is at one moment, and keep writers of SQLite out meanwhile."""
    old = connections[DEFAULT_DB_ALIAS]
    with transaction.atomic():
        if old.vendor == "postgresql":
            with old.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def _models() -> list[type[models.Model]]:
    every = apps.get_models(include_auto_created=True)
    return [model for model in every if model._meta.managed and not model._meta.proxy]


def _check_empty():
    """Accept a database without tables, or one in which a new paper was begun."""
    tables, accounts = connections[NEW].introspection.table_names(), get_user_model()
    if tables and accounts._meta.db_table not in tables:
        raise NotMoved(_("The new database has other tables: %(name)s.") % {"name": tables[0]})
    if tables and models.QuerySet(accounts, using=NEW).exists():
        raise NotMoved(_("There is a paper in the new database already: it has accounts."))


def _migrate(url):
    """Make the tables, in a process of its own: our migrations know one database, the paper's."""
    command = [sys.executable, "-m", "django", "migrate", "--verbosity=0"]
    environment = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    done = subprocess.run(  # noqa: S603 (a command of ours)
        command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True
    )
    if done.returncode:
        raise NotMoved(done.stderr.strip().rpartition("\n")[2])


def _clear():
    """Delete what migrations put into a new paper."""
    new = connections[NEW]
    tables = [model._meta.db_table for model in _models()]
    with new.cursor() as cursor:
        for statement in new.ops.sql_flush(no_style(), tables, reset_sequences=True):
            cursor.execute(statement)


def _rows(model, alias) -> Iterator[models.Model]:
    return models.QuerySet(model, using=alias).order_by("pk").iterator(chunk_size=A_LOT)


def _copy(model):
    """Insert all rows as they are: no column is set anew, and nothing else is called."""
    fields = model._meta.local_concrete_fields
    rows, new = _rows(model, DEFAULT_DB_ALIAS), models.QuerySet(model, using=NEW)
    while lot := list(islice(rows, A_LOT)):
        size = max(1, new.query.get_compiler(NEW).connection.ops.bulk_batch_size(fields, lot))
        for start in range(0, len(lot), size):
            new._insert(lot[start : start + size], fields=fields, using=NEW, raw=True)


def _reset_sequences():
    new = connections[NEW]
    with new.cursor() as cursor:
        for statement in new.ops.sequence_reset_sql(no_style(), _models()):
            cursor.execute(statement)


def _compared(model) -> Moved:
    (rows, before), (arrived, after) = (_summed(model, alias) for alias in (DEFAULT_DB_ALIAS, NEW))
    table = model._meta.db_table
    if (rows, before) != (arrived, after):
        words = {"table": table, "rows": rows, "arrived": arrived}
        raise NotMoved(_("%(table)s differs: %(rows)d rows, %(arrived)d arrived.") % words)
    return Moved(table, rows, after)


def _summed(model, alias) -> tuple[int, str]:
    """Return the number of rows, and a checksum (SHA-256) of all their values by primary key."""
    summed, number = hashlib.sha256(), 0
    for row in _rows(model, alias):
        number += 1
        summed.update(json.dumps(_values(row), sort_keys=True, default=str).encode())
    return number, summed.hexdigest()


def _values(row) -> list:
    return [getattr(row, field.attname) for field in row._meta.local_concrete_fields]


def _refusals() -> Iterator[str]:
    """Tell of values that SQLite stores and PostgreSQL does not: NUL, and more than the column."""
    if connections[NEW].vendor != "postgresql":
        return
    for model in _models():
        fields = model._meta.local_concrete_fields
        for row in _rows(model, DEFAULT_DB_ALIAS):
            for field in fields:
                if why := _refusal(field, getattr(row, field.attname)):
                    words = {"row": f"{model._meta.db_table} {row.pk}", "column": field.column}
                    yield f"{words['row']}, {words['column']}: {why}"


def _refusal(field, value) -> str:
    if "\\u0000" in json.dumps(value, default=str):
        return _("a NUL character")
    if isinstance(value, str) and field.max_length and len(value) > field.max_length:
        return _("%(number)d characters, %(most)d allowed") % {
            "number": len(value),
            "most": field.max_length,
        }
    return ""
