"""A page as bytes for other processes, and back: JSON, then the compressed copies.

It begins with the version of the form, and a keyed hash of all that follows and of its address. So
what somebody else wrote, or what was cut off or moved, is no page; nothing of it is looked at.
"""

import gzip
import hashlib
import hmac
import json

from newsroom.freshness import Freshness
from newsroom.page_cache.cache import Page

VERSION = b"newsroom-page-1\n"
HASHED = 32  # bytes of the hash


def pack(page: Page, key: str, secret: bytes) -> bytes:
    bodies = {name: copy.body for name, copy in page.copies.items() if name or len(page.copies) < 2}
    description = {
        "made_from": json.dumps(page.made_from),
        "shows": None if page.shows is None else sorted(page.shows),
        "headers": page.headers,
        "sizes": {name: len(body) for name, body in bodies.items()},
    }
    content = b"\n".join([json.dumps(description).encode(), b"".join(bodies.values())])
    return VERSION + _hash(content, key, secret) + content


def unpack(value: bytes, key: str, secret: bytes, fresh: Freshness) -> Page | None:
    """Return the page if it is ours, whole, and fresh."""
    start = len(VERSION) + HASHED
    content = value[start:]
    expected = VERSION + _hash(content, key, secret)
    if not hmac.compare_digest(value[:start], expected):
        return None
    text, _newline, rest = content.partition(b"\n")
    description = json.loads(text)
    shows = None if description["shows"] is None else set(description["shows"])
    if description["made_from"] != json.dumps(fresh.of(shows)):
        return None
    bodies, end = {}, 0
    for name, size in description["sizes"].items():
        bodies[name], end = rest[end : end + size], end + size
    body = bodies.pop("", None)
    body = gzip.decompress(bodies["gzip"]) if body is None else body
    return Page(fresh, [tuple(pair) for pair in description["headers"]], body, shows, bodies)


def _hash(content: bytes, key: str, secret: bytes) -> bytes:
    whole = hashlib.blake2b(content, key=secret, digest_size=HASHED)
    whole.update(b"\0" + key.encode())
    return whole.digest()
