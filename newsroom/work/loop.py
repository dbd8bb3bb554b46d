"""The loop that carries out due rows, one lane in each process."""

import logging
import signal
import time
from contextlib import contextmanager
from datetime import timedelta

from django.db import close_old_connections, connection

from newsroom import logs, request_id
from newsroom.work.due import DEADLINE, PAUSES, Due, Lost
from newsroom.work.pauses import Pause, Unreachable

logger = logging.getLogger(__name__)

LOOK = 0.5  # seconds between two looks while nothing is due
AFTER_AN_ERROR = 5  # seconds until the database is asked again


class NeverEnded(Exception):
    """Every worker that tried it was killed, perhaps by it."""


class TookTooLong(Exception):
    """The work lasted longer than its lease."""


def models_by_lane() -> dict[str, list[type[Due]]]:
    lanes: dict[str, list[type[Due]]] = {}
    for kind in Due.kinds():
        lanes.setdefault(kind.LANE, []).append(kind)
    return lanes


def is_due(lane: str) -> bool:
    return not Pause.holds(lane) and any(kind.due().exists() for kind in models_by_lane()[lane])


def run(lane: str, stop, idle: float | None = None):
    """Carry out the due rows of `lane` until `stop.is_told`; log failures to claim.

    Return if nothing was due for `idle` seconds, if any.
    """
    at_work = time.monotonic()
    while not stop.is_told:
        close_old_connections()
        try:
            is_at_work = not Pause.holds(lane) and take_one(models_by_lane()[lane])
            pause = 0 if is_at_work else LOOK
            if is_at_work:
                at_work = time.monotonic()
            elif idle is not None and time.monotonic() - at_work > idle:
                return
        except Exception:
            logger.exception("What is due cannot be read or noted.")
            connection.close()
            pause = AFTER_AN_ERROR
        wait(pause, stop)


def wait(seconds: float, stop):
    until = time.monotonic() + seconds
    while not stop.is_told and (left := until - time.monotonic()) > 0:
        time.sleep(min(left, LOOK))


def take_one(kinds: list[type[Due]]) -> bool:
    """Claim one row and carry it out; return False if none was due."""
    for kind in kinds:
        if row := kind.claim():
            carry_out(row)
            return True
    return False


def carry_out(row: Due):
    """Carry out `row` and store its failure. Raise errors that prevent storing it."""
    with request_id.named(f"{row._meta.model_name}-{row.pk}"):
        _carry_out(row)


def _carry_out(row):
    try:
        if row.tries > len(PAUSES) + 1:
            raise NeverEnded
        with deadline(DEADLINE):
            row.carry_out()
        Pause.end(row.LANE)
    except Unreachable as error:
        cause = error.__cause__ or error
        logger.error("%s waits: %s", row.LANE, logs.named(cause))
        row.put_back()
        Pause.begin(row.LANE, cause)
    except Lost:
        logger.warning("%s %s is not ours any more.", row._meta.object_name, row.pk)
    except Exception as error:
        logger.exception("%s %s failed.", row._meta.object_name, row.pk)
        row.fail(error)


@contextmanager
def deadline(after: timedelta):
    """Raise TookTooLong in the main thread if the block takes longer."""

    def stop(*_):
        raise TookTooLong

    before = signal.signal(signal.SIGALRM, stop)
    left = signal.setitimer(signal.ITIMER_REAL, after.total_seconds())
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        signal.setitimer(signal.ITIMER_REAL, *left)
