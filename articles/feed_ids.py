"""The ids of articles in feeds: made once and kept for good, so no reader shows a story twice.

A new one is a `tag:` URI (RFC 4151), with nothing in it that an editor can change. A story that
came from another blog keeps the id which that blog gave it.
"""

import re
import secrets

from django.conf import settings
from django.utils import timezone

LONGEST = 2000  # characters; an address with a slug of 200 Chinese letters has 1800
LONGEST_KEPT = 500  # bytes
URI = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+", re.IGNORECASE)  # RFC 3987, loosely


def new() -> str:
    host = settings.SITE.hostname or ""
    authority = "localhost" if ":" in host else host  # RFC 4151 knows no IPv6
    return f"tag:{authority},{timezone.now():%Y-%m-%d}:{secrets.token_hex(8)}"


def kept(id_of_source: str) -> str:
    """Return the id that another blog gave an article; "" if it cannot be one."""
    fits = len(id_of_source.encode()) <= LONGEST_KEPT and URI.fullmatch(id_of_source)
    return id_of_source if fits else ""
