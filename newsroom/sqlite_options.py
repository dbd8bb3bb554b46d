"""The options of SQLite connections.

* `IMMEDIATE`: a transaction that reads and then writes takes the write lock at once.
  Django's default (`DEFERRED`) fails with "database is locked" as soon as two
  of them meet.
* `synchronous=FULL`: an acknowledged comment is on the disk.
* `secure_delete`: deleted rows are overwritten, as readers are promised.
* A write-ahead log, beside which readers and a writer do not wait for each other, if the library
  has the fix for the WAL-reset bug (newsroom/sqlite_library.py); else a rollback journal. The log
  is moved into the database after 1,000 pages, and never stays longer than 64 MB.
* 4 MB of the file are kept by each connection, of which a web process has four; the system's own
  cache holds the rest once for all.
* LIKE, with which Django asks for `icontains` and `iexact`, knows capitals of all scripts, as on
  PostgreSQL; SQLite's own knows those of ASCII.
"""

import re
from functools import lru_cache

from django.core import checks
from django.db import connection
from django.db.backends.signals import connection_created
from django.utils.translation import gettext_lazy as _

from newsroom import sqlite_library

VERSION = sqlite_library.bring_along()
JOURNAL = "WAL" if sqlite_library.has_wal_reset_fix(VERSION) else "TRUNCATE"

OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 10,  # seconds that a reader waits for a lock, or a writer for its turn
    "init_command": (
        f"PRAGMA journal_mode={JOURNAL}; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
        "PRAGMA secure_delete=ON;"
        "PRAGMA wal_autocheckpoint=1000; PRAGMA journal_size_limit=67108864;"
        "PRAGMA cache_size=-4000;"
    ),
}


@checks.register(checks.Tags.compatibility, deploy=True)
def which_journal(app_configs, **kwargs):
    """System check: say that an old SQLite library costs speed."""
    if connection.vendor == "sqlite" and JOURNAL != "WAL":
        return [
            checks.Info(
                _("SQLite %(version)s has the WAL-reset bug; a rollback journal is used instead.")
                % {"version": ".".join(map(str, VERSION))},
                hint=_("With SQLite 3.51.3 or later, readers no longer wait for writers."),
                id="newsroom.I001",
            )
        ]
    return []


def empty_log():
    """Move the write-ahead log into the database, so that nothing deleted is left in it.

    In a transaction, which it cannot be done in, the next night does it.
    """
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def like(pattern, value, escape) -> bool | None:
    """Return True if `value` is like `pattern`, whatever the capitals: LIKE … ESCAPE of SQL."""
    if pattern is None or value is None:
        return None
    return bool(_as_regex(str(pattern).casefold(), escape).fullmatch(str(value).casefold()))


@lru_cache(maxsize=100)
def _as_regex(pattern, escape):
    parts, characters = [], iter(pattern)
    for character in characters:
        if character == escape:
            parts.append(re.escape(next(characters, "")))
        else:
            parts.append({"%": ".*", "_": "."}.get(character) or re.escape(character))
    return re.compile("".join(parts), re.DOTALL)


def know_all_capitals(connection, **kwargs):
    if connection.vendor == "sqlite":
        connection.connection.create_function("like", 3, like, deterministic=True)


connection_created.connect(know_all_capitals, dispatch_uid="newsroom.like")
