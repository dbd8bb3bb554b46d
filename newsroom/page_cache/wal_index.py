"""The commits of a SQLite database with a write-ahead log, noticed without a query.

All processes that use such a database map one file into their memory, the index of its log. Its
header counts the transactions and sums up what is in the log, and it is written before a commit
returns (https://sqlite.org/walformat.html, 2.1). While its bytes are what they were, nothing has
been committed. A query that tells the same takes locks from the system, and gives up the lock of
Python for it.
"""

import ctypes
import mmap
import os
from contextlib import suppress

HEADER = 96  # bytes: two copies

# By device and inode. Nothing here is ever closed, not even as the process ends: with the first
# descriptor of a file that it closes, a process loses all its locks on it, those of SQLite, too
# (https://sqlite.org/howtocorrupt.html, 2.2).
_mapped: dict[tuple[int, int], mmap.mmap] = {}


def header_of(connection) -> mmap.mmap | bytes:
    """Return the header as bytes that change by themselves, or none if there is no such log.

    `connection` has read something, and keeps the file in its place until it is closed.
    """
    if connection.vendor != "sqlite":
        return b""
    with connection.cursor() as cursor:
        if cursor.execute("PRAGMA journal_mode").fetchone() != ("wal",):
            return b""
        # Not as the settings name it: a link is followed before a name is made of it.
        question = "SELECT file FROM pragma_database_list WHERE name = 'main'"
        (file,) = cursor.execute(question).fetchone()
    with suppress(OSError, ValueError):  # of another user; too short
        return _map(f"{file}-shm")
    return b""


def _map(path) -> mmap.mmap:
    place = os.stat(path)
    key = place.st_dev, place.st_ino
    if key not in _mapped:
        header = mmap.mmap(os.open(path, os.O_RDONLY), HEADER, prot=mmap.PROT_READ)
        ctypes.pythonapi.Py_IncRef(ctypes.py_object(header))
        _mapped[key] = header
    return _mapped[key]
