"""The stored pages, in the memory of one process."""

import gzip
import hashlib
import threading
from collections import OrderedDict
from dataclasses import InitVar, dataclass, field

import brotli

from newsroom import freshness

LARGEST_STORE = 64 * 1024 * 1024  # bytes, in each process
SMALLEST_COMPRESSED = 256  # bytes

COMPRESS = {
    "br": lambda body: brotli.compress(body, mode=brotli.MODE_TEXT, quality=6),
    "gzip": lambda body: gzip.compress(body, compresslevel=6, mtime=0),
}


@dataclass
class Page:
    """A public response, ready in each encoding."""

    fresh: InitVar[freshness.Freshness]  # read before it was rendered
    headers: list[tuple[str, str]]
    body: bytes
    shows: set[int] | None = None  # the articles whose discussions it shows; None: any
    etag: str = ""
    made_from: tuple = ()
    encoded: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self, fresh):
        self.made_from = fresh.of(self.shows)
        self.etag = hashlib.sha256(self.body).hexdigest()[:32]

    def is_fresh(self, now: freshness.Freshness) -> bool:
        return self.made_from == now.of(self.shows)

    def size(self) -> int:
        return len(self.body) + sum(map(len, self.encoded.values()))

    def in_encoding(self, encoding: str) -> bytes:
        """Return the body as "br", "gzip" or "" (plain); it is compressed on first use."""
        if not encoding:
            return self.body
        if encoding not in self.encoded:
            self.encoded[encoding] = COMPRESS[encoding](self.body)
        return self.encoded[encoding]


class PageCache:
    """An LRU cache of pages."""

    def __init__(self, room=LARGEST_STORE):
        self.room = room
        self.used = 0
        self.pages: OrderedDict[str, Page] = OrderedDict()
        self.lock = threading.Lock()

    def get(self, key: str) -> Page | None:
        with self.lock:
            page = self.pages.get(key)
            if page:
                self.pages.move_to_end(key)
            return page

    def put(self, key: str, page: Page):
        for encoding in COMPRESS:
            if len(page.body) >= SMALLEST_COMPRESSED:
                page.in_encoding(encoding)
        with self.lock:
            self._drop(key)
            self.pages[key] = page
            self.used += page.size()
            while self.used > self.room:
                self._drop(next(iter(self.pages)))

    def _drop(self, key):
        if page := self.pages.pop(key, None):
            self.used -= page.size()
