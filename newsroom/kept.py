"""Values that hold for one edition of the paper, kept in the memory of a process.

The article, its related posts and the head and foot of pages stay as they are between two editions
(newsroom/freshness.py), so they are not read again for each page that is rendered. The edition is
read before anything that is kept for it: a change meanwhile is kept for an edition that has passed.
Nothing of a discussion is kept here, as that moves no edition of the paper.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

MOST = 500  # values; those that were not asked for longest go first

EDITION = "newsroom.edition"  # the key of the request's environ, where the page cache has read it


class Kept:
    """The values of one edition."""

    def __init__(self, edition):
        self.edition = edition
        self.values: OrderedDict[Hashable, Any] = OrderedDict()
        self.lock = threading.Lock()

    def get(self, name, make):
        with self.lock:
            if name in self.values:
                self.values.move_to_end(name)
                return self.values[name]
        value = make()
        with self.lock:
            self.values[name] = value
            if len(self.values) > MOST:
                self.values.popitem(last=False)
        return value


_newest = Kept(None)
_of_this_request: ContextVar[Kept | None] = ContextVar("kept", default=None)


@contextmanager
def of(edition):
    """Have `for_edition` keep what it makes in this block, for this edition and clock."""
    global _newest
    kept = _newest
    if kept.edition != edition:
        kept = _newest = Kept(edition)
    before = _of_this_request.set(kept)
    try:
        yield
    finally:
        _of_this_request.reset(before)


def for_edition(
    name: Hashable, make: Callable[[], Any], renew: Callable[[Any], Any] = lambda value: value
):
    """Return what `make` returned for this `name` and edition; nobody may change it.

    A value that another request made goes through `renew`, which returns a copy with what no
    edition counts. Outside of requests nothing is kept.
    """
    kept = _of_this_request.get()
    if not kept:
        return make()
    made = []

    def note():
        made.append(make())
        return made[0]

    value = kept.get(name, note)
    return value if made else renew(value)


def forget():
    """Forget everything, as for another database."""
    global _newest
    _newest = Kept(None)
