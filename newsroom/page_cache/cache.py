"""The stored pages, in the memory of one process, and on the way to those of all nodes."""

import gzip
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Mapping
from types import MappingProxyType

import brotli

from newsroom import freshness

LARGEST_STORE = 64 * 1024 * 1024  # bytes, in each process
SMALLEST_COMPRESSED = 256  # bytes

COMPRESS = {
    "br": lambda body: brotli.compress(body, mode=brotli.MODE_TEXT, quality=6),
    "gzip": lambda body: gzip.compress(body, compresslevel=6, mtime=0),
}


def encoded(body: bytes, encoding: str) -> bytes:
    return COMPRESS[encoding](body) if encoding else body


class Copy:
    """A page in one encoding ("" for plain), with the headers of its two answers."""

    def __init__(self, headers: list[tuple[str, str]], body: bytes, etag: str, encoding: str):
        """`body` is in that encoding already."""
        self.etag = f'"{etag}-{encoding}"' if encoding else f'"{etag}"'
        self.body = body
        headers = [*headers, ("ETag", self.etag), ("Vary", "Accept-Encoding")]
        headers += [("Content-Encoding", encoding)] if encoding else []
        self.headers = [*headers, ("Content-Length", str(len(self.body)))]
        self.headers_unchanged = [
            pair for pair in headers if pair[0] not in ("Content-Type", "Content-Encoding")
        ]


class Page:
    """A public response, ready in each encoding.

    `fresh` was read before it was rendered; `shows` are the primary keys of the articles whose
    discussions it shows, None for any. `compressed` are its copies, if there are any yet.
    """

    def __init__(
        self,
        fresh: freshness.Freshness,
        headers: list[tuple[str, str]],
        body: bytes,
        shows: set | None = None,
        compressed: Mapping[str, bytes] = MappingProxyType({}),
    ):
        self.shows, self.made_from = shows, fresh.of(shows)
        self.headers = headers
        self.last_compared: freshness.Freshness | None = None
        etag = hashlib.sha256(body).hexdigest()[:32]
        encodings = ["", *COMPRESS] if len(body) >= SMALLEST_COMPRESSED else [""]
        self.copies = {
            name: Copy(headers, compressed.get(name) or encoded(body, name), etag, name)
            for name in encodings
        }

    def is_fresh(self, now: freshness.Freshness) -> bool:
        if now is not self.last_compared:  # between two changes it is the same object
            if self.made_from != now.of(self.shows):
                return False
            self.last_compared = now
        return True

    def size(self) -> int:
        return sum(len(copy.body) for copy in self.copies.values())


class PageCache:
    """An LRU cache of pages; `shared` are those of all nodes, asked only before one is rendered."""

    def __init__(self, room=LARGEST_STORE, shared=None):
        self.room, self.shared = room, shared
        self.used = 0
        self.pages: OrderedDict[str, Page] = OrderedDict()
        self.lock = threading.Lock()

    def get(self, key: str) -> Page | None:
        with self.lock:
            page = self.pages.get(key)
            if page:
                self.pages.move_to_end(key)
            return page

    def find(self, key: str, fresh: freshness.Freshness) -> Page | None:
        """Return the page if it is fresh, here or where all nodes put theirs."""
        page = self.get(key)
        if page and page.is_fresh(fresh):
            return page
        page = self.shared.get(key, fresh) if self.shared else None
        if page:
            self._keep(key, page)
        return page

    def put(self, key: str, page: Page):
        self._keep(key, page)
        if self.shared:
            self.shared.put(key, page)

    def _keep(self, key, page):
        with self.lock:
            self._drop(key)
            self.pages[key] = page
            self.used += page.size()
            while self.used > self.room:
                self._drop(next(iter(self.pages)))

    def _drop(self, key):
        if page := self.pages.pop(key, None):
            self.used -= page.size()
