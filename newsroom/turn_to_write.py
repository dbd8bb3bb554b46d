"""The turn to write to SQLite, for short transactions of many at once.

SQLite keeps no queue. Whoever finds the database locked looks again after 1, 2, 5, up to 100
milliseconds, whether it is free meanwhile or not, and whoever looks at the right moment is first.
Here they wait in line: the threads of a process at a lock, and of each process the first one at a
file with two locks, of the turn and of the next turn, which nobody can have twice in a row while
another waits. A process that is killed loses its locks.

The line makes nothing safe, that is left to SQLite. So whoever has waited too long, as for a
process that was stopped, goes on without a turn.
"""

import fcntl
import os
import threading
import time
from contextlib import contextmanager, suppress

from django.db import connection

PATIENCE = 2  # seconds
LOOK = 0.0005  # seconds between two looks at the file
TURN, NEXT = 0, 1  # bytes of the file


class Line:
    """The line of this process, in front of that of all processes with the same file."""

    def __init__(self, path: str):
        self.path = path
        self.lock = threading.Lock()
        self.file: int | None = None  # never closed: closing any would release the locks

    @contextmanager
    def turn(self):
        until = time.monotonic() + PATIENCE
        if not self.lock.acquire(timeout=PATIENCE):
            yield
            return
        try:
            self._take(NEXT, until)
            self._take(TURN, until)
            self._leave(NEXT)
            yield
        finally:
            self._leave(TURN)
            self.lock.release()

    def _take(self, byte, until):
        while not self._has(byte) and time.monotonic() < until:
            time.sleep(LOOK)

    def _has(self, byte) -> bool:
        try:
            if self.file is None:
                self.file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            fcntl.lockf(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, byte)
        except BlockingIOError:
            return False
        except OSError:  # a file system without locks, or a full one: there is no line
            return True
        return True

    def _leave(self, byte):
        with suppress(OSError):
            if self.file is not None:
                fcntl.lockf(self.file, fcntl.LOCK_UN, 1, byte)


_lines: dict[str, Line] = {}
_first = threading.Lock()


@contextmanager
def turn_to_write():
    """Have the transaction in this block wait in line, if it is one of SQLite's."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    path = f"{connection.settings_dict['NAME']}-turn"
    with _first:
        line = _lines.setdefault(path, Line(path))
    with line.turn():
        yield
