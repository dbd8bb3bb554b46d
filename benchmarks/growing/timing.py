"""The time that an act takes of the processor, here and in PostgreSQL's process for us.

Waits are not counted: neither for the disk, nor for other work on the computer.
"""

import time
from pathlib import Path

from django.db import connection, reset_queries, transaction
from django.test.utils import CaptureQueriesContext

from newsroom import kept


class _Undone(Exception):
    """Takes back all that an act has written."""


class Clock:
    def __init__(self):
        self.of_server = None
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                # One process, or the time of others would be missing.
                cursor.execute("SET max_parallel_workers_per_gather = 0")
                cursor.execute("SELECT pg_backend_pid()")
                self.of_server = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")

    def __call__(self) -> float:
        """Return milliseconds."""
        there = int(self.of_server.read_text().split()[0]) / 1e6 if self.of_server else 0
        return time.process_time() * 1000 + there


def once(clock, act) -> tuple[float, int]:
    """Return milliseconds and queries of an act; nothing stays of it, and nothing was kept."""
    kept.forget()
    reset_queries()  # it counts up to the length of a list
    with CaptureQueriesContext(connection) as captured:
        before = clock()
        _undone(act)
        taken = clock() - before
    return taken, len(captured)


def _undone(act):
    try:
        with transaction.atomic():
            act()
            raise _Undone
    except _Undone:
        pass
