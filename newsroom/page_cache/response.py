"""Whole responses, and stored pages sent in the best encoding or as 304."""

import re
from functools import lru_cache

from newsroom.page_cache import FRESH_BEHIND_READERS
from newsroom.page_cache.cache import COMPRESS, Page

FEED_ENDINGS = (".atom", ".rss")
FEED_TYPES = {"application/atom+xml", "application/rss+xml"}

# Around an ETag: W/ of nginx and others, the suffix of our copies, of Apache and of others.
OF_PROXY = re.compile(r'^W/|[-;:]{1,2}(?:br|deflate|gzip|zstd)(?="$)', re.ASCII)

# A header of deploy/nginx.conf, which takes what it is told from the answers to readers.
RENEWS = "HTTP_X_RENEWS_BEHIND_READERS"

Answer = tuple[str, list[tuple[str, str]], bytes]  # status, headers, body


def feeds_for_browsers(environ, start_response):
    """Return a start_response that calls a feed plain XML to a browser: no other is shown styled.

    Chromium shows what is called a feed as its source. Programs get the type of the feed.
    """
    is_browser = "text/html" in environ.get("HTTP_ACCEPT", "")

    def start(status, headers, exc_info=None):
        named = dict(headers)
        kind, semicolon, charset = named.get("Content-Type", "").partition(";")
        if is_browser and kind in FEED_TYPES:
            named["Content-Type"] = f"application/xml{semicolon}{charset}"
        vary = filter(None, [named.get("Vary"), "Accept"])
        return start_response(status, [*{**named, "Vary": ", ".join(vary)}.items()])

    return start


def answer_of(application, environ) -> Answer:
    """Return the whole response of a WSGI `application` (PEP 3333)."""
    begun: list = []

    def start_response(status, headers, exc_info=None):
        begun[:] = [status, headers]

    chunks = application(environ, start_response)
    try:
        body = b"".join(chunks)
    finally:
        if hasattr(chunks, "close"):
            chunks.close()
    return begun[0], begun[1], body


def deliver(answer: Answer, environ, start_response):
    """Send a whole response as a list, so that no thread waits for a slow reader."""
    status, headers, body = answer
    start_response(status, headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def send(page: Page, environ, start_response):
    """Send a stored page in the best encoding for the reader, or 304."""
    encoding = best_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
    copy = page.copies.get(encoding) or page.copies[""]
    known = is_known(environ.get("HTTP_IF_NONE_MATCH", ""), copy.etag)
    headers = copy.headers_unchanged if known else copy.headers
    if RENEWS in environ:
        headers = fresh_behind_readers(headers)
    start_response("304 Not Modified" if known else "200 OK", headers)
    return [] if known or environ["REQUEST_METHOD"] == "HEAD" else [copy.body]


def fresh_behind_readers(headers):
    return [
        (name, f"{value}, {FRESH_BEHIND_READERS}" if name == "Cache-Control" else value)
        for name, value in headers
    ]


@lru_cache(maxsize=256)
def best_encoding(accepted: str) -> str:
    """Return our best encoding that an Accept-Encoding header (RFC 9110, 12.5.3) allows, or ""."""
    offers = {}
    for offer in accepted.lower().split(","):
        name, _, parameter = offer.partition(";")
        offers[name.strip()] = parameter.replace(" ", "") not in (
            "q=0",
            "q=0.0",
            "q=0.00",
            "q=0.000",
        )
    return next((name for name in COMPRESS if offers.get(name, offers.get("*", False))), "")


def is_known(if_none_match: str, etag: str) -> bool:
    """Return True if an If-None-Match header (RFC 9110, 13.1.2) names the page of this ETag.

    In any encoding, for a proxy that compresses or unpacks it makes the tag weak, or adds to it.
    """
    if not if_none_match:
        return False
    tags = {OF_PROXY.sub("", tag.strip()) for tag in if_none_match.split(",")}
    return OF_PROXY.sub("", etag) in tags or "*" in tags
