"""Pieces of HTML, made again only when what they are made from has changed."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable


class Fragments:
    """The HTML of `most` pieces, in the memory of a process: those that were asked for last."""

    def __init__(self, most: int):
        self.most = most
        self.made: OrderedDict[Hashable, tuple[tuple, str]] = OrderedDict()
        self.lock = threading.Lock()

    def get(self, key: Hashable, made_from: tuple, make: Callable[[], str]) -> str:
        """Return the piece of this key; `make` it unless it was made from the same."""
        with self.lock:
            known = self.made.get(key)
            if known and known[0] == made_from:
                self.made.move_to_end(key)
                return known[1]
        html = make()
        with self.lock:
            self.made[key] = made_from, html
            if len(self.made) > self.most:
                self.made.popitem(last=False)
        return html

    def forget(self):
        """Forget all that was made, as for other templates."""
        with self.lock:
            self.made.clear()
