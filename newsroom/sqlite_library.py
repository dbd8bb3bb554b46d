"""The SQLite library of the process: Python's own, or the newer one of pysqlite3.

Python uses the library of the system, and that of Debian 12 has the WAL-reset bug, which can lose
committed writes (https://sqlite.org/wal.html#walresetbug). pysqlite3 is Python's own module, built
with a newer library inside. Where it is installed and needed, it takes the place of `sqlite3` in
`sys.modules`, here and nowhere else: the settings are read before Django imports its backend, and
whoever imports `sqlite3` later gets the same library. Two libraries that open one file in one
process would release each other's locks (https://sqlite.org/howtocorrupt.html, 2.2.1), so a backend
of our own with a library of its own was no way.
"""

import sqlite3
import sys
from importlib import import_module


def has_wal_reset_fix(version: tuple[int, ...]) -> bool:
    """Return True for SQLite 3.51.3 or later and the patched 3.50 and 3.44 lines."""
    return (
        version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)
    )


def bring_along() -> tuple[int, ...]:
    """Have the process use a library with the fix, if there is one; return the version used."""
    if not has_wal_reset_fix(sqlite3.sqlite_version_info):
        try:
            newer = import_module("pysqlite3")
        except ImportError:
            return sqlite3.sqlite_version_info
        sys.modules |= {"sqlite3": newer, "sqlite3.dbapi2": newer.dbapi2}
    return sys.modules["sqlite3.dbapi2"].sqlite_version_info
