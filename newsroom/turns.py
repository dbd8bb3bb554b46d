"""Long work in short transactions, so that other writers wait for one of them only.

A loop that reads with a cursor and writes holds SQLite's lock while it runs, and fails with
"database is locked". So primary keys are read first; then each row is fetched, changed and written
in a transaction of its own. SQLite keeps no queue: waiting connections look ten times a second, so
there is a pause between two transactions.
"""

import time
from collections.abc import Callable
from functools import partial

from django.db import OperationalError, connection, transaction

A_TURN = 0.2  # seconds of work in one transaction
A_LOT = 100  # rows in one statement
REST = 0.25  # of a turn's time
PAUSES = (0.1, 0.5, 2, 5, 10)  # seconds before a busy database is asked again
BUSY_SQLITE = {5, 6}  # SQLITE_BUSY, SQLITE_LOCKED
BUSY_POSTGRESQL = {"40001", "40P01", "55P03"}  # serialization, deadlock, lock not available


def one_by_one(rows, work: Callable) -> int:
    """Call `work` with each existing row of the queryset `rows`; return their number.

    `work` writes in a transaction of its own, and may be called again.
    """
    numbers = list(rows.values_list("pk", flat=True))
    for number in numbers:
        begun = time.monotonic()
        again_if_busy(partial(_work_on, rows, number, work))
        rest(begun)
    return len(numbers)


def by_lots(rows, change: Callable) -> int:
    """Call `change` with querysets of a part of `rows` each; return the number of rows."""
    numbers = list(rows.values_list("pk", flat=True))
    for start in range(0, len(numbers), A_LOT):
        some = rows.filter(pk__in=numbers[start : start + A_LOT])
        begun = time.monotonic()
        again_if_busy(partial(transaction.atomic(change), some))
        rest(begun)
    return len(numbers)


def again_if_busy(work: Callable, pauses=PAUSES):
    """Return the result of `work`; retry while the database is busy, after growing pauses."""
    for pause in pauses:
        try:
            return work()
        except OperationalError as error:
            if connection.in_atomic_block or not is_busy(error):
                raise
        time.sleep(pause)
    return work()


def is_busy(error: OperationalError) -> bool:
    """Return True if another connection had the lock, so that a retry may succeed."""
    cause = error.__cause__
    if (code := getattr(cause, "sqlite_errorcode", None)) is not None:
        return code & 0xFF in BUSY_SQLITE
    if state := getattr(cause, "sqlstate", None):
        return state in BUSY_POSTGRESQL
    return "is locked" in str(error)


def rest(begun: float):
    """Sleep for a part of the time since `begun` (of time.monotonic), if on SQLite."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        time.sleep(REST * (time.monotonic() - begun))


def _work_on(rows, number, work):
    row = rows.filter(pk=number).first()
    if row is not None:
        work(row)


class Turns:
    """Consecutive transactions, for work that is no list of rows.

    `settle` is called before each commit, so that a kill leaves a consistent state.
    """

    def __init__(self, settle: Callable[[], None]):
        self.settle = settle
        self.block: transaction.Atomic | None = None

    def __enter__(self):
        block = transaction.atomic()
        again_if_busy(block.__enter__)
        self.block, self.begun = block, time.monotonic()
        return self

    def may_end(self):
        """Commit and begin a new transaction if the current one is older than `A_TURN`."""
        if time.monotonic() - self.begun >= A_TURN:
            self.__exit__(None, None, None)
            rest(self.begun)
            self.__enter__()

    def __exit__(self, kind, error, trace):
        try:
            if error is None:
                self.settle()
        except BaseException as failure:
            self._end(type(failure), failure, failure.__traceback__)
            raise
        self._end(kind, error, trace)

    def _end(self, kind, error, trace):
        block, self.block = self.block, None
        if block is not None:
            block.__exit__(kind, error, trace)
