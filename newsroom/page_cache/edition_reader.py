"""A connection that reads the edition at every request, with a timeout.

With a write-ahead log of SQLite a request does without a query if nothing has been committed since
the last one, which costs a fifth of it (wal_index.py).
"""

import logging
import threading
import time
from mmap import mmap
from typing import NamedTuple

from django.db import DatabaseError, InterfaceError, connections
from django.utils import timezone

from newsroom import freshness
from newsroom.page_cache import wal_index
from newsroom.seldom import Seldom

logger = logging.getLogger(__name__)
logger.addFilter(Seldom())

WAIT = 0.09  # seconds, all in all
PAUSE = 0.002  # seconds between two tries at a locked database
AT_ONCE = {
    "sqlite": {"timeout": 0, "init_command": "PRAGMA query_only=ON"},
    "postgresql": {
        "connect_timeout": 2,  # seconds; libpq knows no less
        "options": "-c statement_timeout=90",  # milliseconds
        # Planned once: to plan the question takes three times as long as to answer it.
        "server_side_binding": True,
        "prepare_threshold": 0,
    },
}


class LastAnswer(NamedTuple):
    """An answer, and the state of things before its question."""

    answer: freshness.Freshness
    commits: mmap | bytes  # as they are now
    commits_then: bytes
    since: float  # seconds
    until: float  # when the clock alone changes something

    def is_still_true(self) -> bool:
        return self.commits[:] == self.commits_then and self.since <= time.time() < self.until


class EditionReader:
    """The one connection of a process that reads the edition.

    Requests that arrive during a query wait for the next one and share its result, so that the
    result is never older than the request.
    """

    def __init__(self, wait=WAIT):
        self.wait = wait
        self.turn = threading.Lock()
        self.begun = 0  # questions
        self.answer: freshness.Freshness | None = None
        self.known: freshness.Freshness | None = None  # the last answer that was one
        self.connection = None
        self.commits: mmap | bytes | None = None  # None: not looked for in this connection
        self.last: LastAnswer | None = None
        self.is_away = False  # since the last try: nobody waits before one has succeeded

    def read(self) -> freshness.Freshness | None:
        """Return the Freshness, or None if the database does not answer in time."""
        if (last := self.last) and last.is_still_true():
            return last.answer
        before, wait = self.begun, 0 if self.is_away else self.wait
        until = time.monotonic() + wait
        if not self.turn.acquire(timeout=wait):
            self.is_away = True  # it hangs: whoever asked is still waiting
            return None
        try:
            if self.begun == before:  # else another has asked since, and has an answer
                self.begun, self.answer = before + 1, None
                self.answer = self._answer(until)
            return self.answer
        finally:
            self.turn.release()

    def _answer(self, until):
        answer = None
        try:
            answer = self._ask(until)
            if self.is_away:
                self._close()  # the next one is patient again
        except (DatabaseError, InterfaceError) as error:
            logger.error("The edition cannot be read, stored pages are shown as is: %s", error)
        finally:
            self.is_away = answer is None
        return answer

    def _ask(self, until):
        while True:
            try:
                return self._renewed()
            except (DatabaseError, InterfaceError):
                self._close()
                if time.monotonic() + PAUSE > until:
                    raise
            time.sleep(PAUSE)

    def _renewed(self):
        # First, so that whatever is committed during the question counts as committed after it.
        now, commits_then = timezone.now(), self.commits and self.commits[:]
        answer = self._read()
        if answer != self.known:
            self.known = answer
        if commits_then:
            until = freshness.next_change(self.connection, now)
            self.last = LastAnswer(self.known, self.commits, commits_then, now.timestamp(), until)
        elif self.commits is None and self.connection and self.connection.connection:
            self.commits = wal_index.header_of(self.connection)
        return self.known  # the same object until something changes

    def _read(self):
        return freshness.read_often(self._own(), self.known)

    def _own(self):
        if self.connection is None:
            self.connection = connections["default"].copy()
            self.connection.settings_dict.get("OPTIONS", {}).pop("pool", None)  # one of its own
            self.connection.settings_dict["OPTIONS"] = {
                **self.connection.settings_dict.get("OPTIONS", {}),
                **AT_ONCE.get(self.connection.vendor, {}),
            }
            if self.is_away and self.connection.vendor == "postgresql":
                self.connection.settings_dict["OPTIONS"]["options"] = "-c statement_timeout=10"
            self.connection.inc_thread_sharing()
        return self.connection

    def _close(self):
        broken, self.connection = self.connection, None
        self.commits = self.last = None
        if broken is not None:
            broken.close()
