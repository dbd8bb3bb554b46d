"""Lanes: a few worker threads, for which the server's threads wait.

A web process has many threads, for waiting is cheap. They answer stored pages and files themselves.
Everything else is done in a lane, first come, first served, so that readers of stored pages never
wait for it. The queue is bounded: at least `FREE` threads of the server are neither waiting nor
sending a large file.
"""

import threading
from concurrent.futures import CancelledError, Future
from queue import SimpleQueue
from typing import NamedTuple

FREE = 4  # threads of the server that are in no line
PATIENCE = 10  # seconds that somebody waits for a turn


class Full(Exception):
    """The queue is full, or the turn did not come in time."""


class Room:
    """A context manager for a limited number of users. Raise Full beyond it."""

    def __init__(self, size: int):
        self.size = size
        self.places = threading.BoundedSemaphore(size)

    def __enter__(self):
        if not self.places.acquire(blocking=False):
            raise Full

    def __exit__(self, *failure):
        self.places.release()


class Lane:
    """A queue with `places` worker threads and a bounded number of waiting callers."""

    def __init__(self, places: int, room: int, patience: float = PATIENCE):
        self.places, self.patience = places, patience
        self.room = Room(room)
        self.line: SimpleQueue = SimpleQueue()
        self.shared: dict[object, Future] = {}
        self.lock = threading.Lock()
        self.is_open = False

    def do(self, work):
        """Run `work` in its turn and return its result. Raise Full."""
        with self.room:
            return self._result(self._begin(work))

    def do_once(self, key, work):
        """Do as `do`; simultaneous callers with the same `key` share the first one's result."""
        with self.room:
            with self.lock:
                task = self.shared.get(key)
                if task is None:
                    task = self.shared[key] = self._begin(work)
                    task.add_done_callback(lambda _task: self.shared.pop(key, None))
            return self._result(task)

    def _begin(self, work) -> Future:
        if not self.is_open:
            self._open()
        task: Future = Future()
        self.line.put((task, work))
        return task

    def _open(self):
        """Start the threads, after the fork, which they would not survive."""
        self.is_open = True
        for _place in range(self.places):
            threading.Thread(target=self._work, daemon=True).start()

    def _work(self):
        while True:
            task, work = self.line.get()
            if task.set_running_or_notify_cancel():
                try:
                    task.set_result(work())
                except BaseException as error:  # noqa: BLE001 (raised again where somebody waits)
                    task.set_exception(error)
            del task, work  # not kept until the next one comes

    def _result(self, task):
        try:
            return task.result(self.patience)
        except CancelledError as error:
            raise Full from error
        except TimeoutError as error:
            if task.cancel() or task.cancelled():
                raise Full from error
            return task.result()  # it is at work: that is no longer waiting


class Lanes(NamedTuple):
    """The lanes of a web process, and the room for other users of its threads."""

    pages: Lane  # what will be stored; who writes or searches does not keep readers waiting
    work: Lane
    bodies: Room  # what a slow connection has not sent yet
    files: Room  # what a slow connection has not taken yet

    @classmethod
    def of(cls, threads: int) -> "Lanes":
        """Divide the `threads` of one web process; three of them are workers."""
        slow = max(threads // 10, 1)
        room = max((threads - FREE - 2 * slow) // 2, 3)
        return cls(Lane(1, room), Lane(2, room), Room(slow), Room(slow))
