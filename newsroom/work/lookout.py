"""The lookout: it sees what is due, and has a copy of this process do it, one for each lane.

A copy ends when nothing has been due for a while, and its memory with it. One that hangs or fails
keeps nobody in another lane waiting.
"""

import logging
import time

from django.db import connections

from newsroom import processes
from newsroom.processes import Child
from newsroom.work import loop, nightly
from newsroom.work.jobs import Job

logger = logging.getLogger(__name__)

IDLE = 3.0  # seconds without work after which a copy ends
# A database that hangs keeps nobody from looking after the other children.
BOUNDED = {
    "sqlite": {"timeout": 0.5},  # seconds
    "postgresql": {
        "connect_timeout": 2,  # seconds; libpq knows no less
        "tcp_user_timeout": 2000,  # milliseconds
        "options": "-c statement_timeout=1000",  # milliseconds
    },
}


def copied(work) -> processes.ForkedProcess:
    """Call `work` in a copy of this process, which has no connection of this one."""
    connections.close_all()

    def with_connections_of_its_own():
        for alias in connections:
            if hasattr(connections._connections, alias):
                del connections[alias]
        try:
            work()
        finally:
            connections.close_all()

    return processes.forked(with_connections_of_its_own)


class Lookout:
    def __init__(self):
        self.due: set[str] = set()
        self.next_look = 0.0
        connections["default"] = bounded(connections["default"])

    def children(self) -> list["LaneChild"]:
        return [LaneChild(lane, self) for lane in loop.models_by_lane()]

    def sees(self, lane) -> bool:
        """Return True if something was due in `lane` at the last look."""
        if time.monotonic() >= self.next_look:
            self._look()
        return lane in self.due

    def _look(self):
        pause = loop.LOOK
        try:
            self.due = set(filter(loop.is_due, loop.models_by_lane()))
        except Exception:
            logger.exception("What is due cannot be read or noted.")
            connections["default"].close()
            self.due, pause = set(), loop.AFTER_AN_ERROR
        self.next_look = time.monotonic() + pause


class LaneChild(Child):
    """A copy that works in `lane`: once at first, then whenever something is due there."""

    def __init__(self, lane, lookout: Lookout):
        super().__init__(lambda: work_in(lane), copied)
        self.lane, self.lookout = lane, lookout
        self.has_begun = False

    def restart_if_due(self):
        if self.process and self.process.poll() == 0:
            self.process, self.failed_starts, self.has_begun = None, 0, True
            self.lookout.due.discard(self.lane)
        if self.process or not self.has_begun or self.lookout.sees(self.lane):
            super().restart_if_due()


def work_in(lane):
    processes.rename(lane)
    stop = processes.StopSignal()
    if lane == Job.LANE:
        nightly.begin()
    loop.run(lane, stop, IDLE)


def bounded(connection):
    """Return a connection like `connection` that waits for nothing long, and is in no pool."""
    copy = connection.copy()
    options = {**copy.settings_dict.get("OPTIONS", {}), **BOUNDED.get(copy.vendor, {})}
    options.pop("pool", None)
    copy.settings_dict["OPTIONS"] = options
    return copy
