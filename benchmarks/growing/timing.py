"""The time that an act takes of the processor, here and in PostgreSQL's process for us.

Waits are not counted: neither for the disk, nor for other work on the computer.
"""

import time
from pathlib import Path

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from newsroom import kept

TIMES, AT_MOST = 9, 4.0  # repetitions; seconds for all of them
LISTED = 3  # of the queries, the slowest


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


def measured(clock, act) -> dict:
    """Return milliseconds and queries of an act, of which nothing stays; the best of some times."""
    taken, begun = [], time.monotonic()
    _undone(act)  # what is made once
    while len(taken) < TIMES and (not taken or time.monotonic() - begun < AT_MOST):
        kept.forget()
        before = clock()
        _undone(act)
        taken.append(clock() - before)
    kept.forget()
    slowest, count = [], CaptureQueriesContext(connection)

    def timed(execute, sql, params, many, context):
        before = clock()
        result = execute(sql, params, many, context)
        slowest.append((clock() - before, sql, params))
        return result

    with count, connection.execute_wrapper(timed):
        _undone(act)
    slowest.sort(key=lambda each: -each[0])
    plans = [_plan(*each) for each in slowest[:LISTED]]
    return {"ms": min(taken), "queries": len(count), "slowest": plans}


def _undone(act):
    try:
        with transaction.atomic():
            act()
            raise _Undone
    except _Undone:
        pass


def _plan(taken, sql, params) -> tuple[float, str, str]:
    if not sql.lstrip("( ").startswith(("SELECT", "WITH")):
        return taken, sql, ""
    explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    with connection.cursor() as cursor:
        cursor.execute(f"{explain} {sql}", params)
        return taken, sql, "; ".join(str(row[-1]) for row in cursor.fetchall())
