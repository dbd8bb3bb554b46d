"""The page store: whole public pages, kept ready to be sent, in front of Django.

Every anonymous reader gets the same bytes, so a page is rendered once for an edition
(newsroom/freshness.py), compressed once, and then answered without Django: one
small read of the database says whether the stored page is still this edition's. A page is
stored under its canonical address; what could make one reader's page differ from another's
(cookies, languages, unknown parameters, the name of the host) does not reach Django at all.

Only answers that a view declared `public` are kept. Staff (a session), `Authorization`, other
methods and the desk go past it.
"""

import gzip
import hashlib
import logging
import threading
from collections import OrderedDict
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from http import HTTPStatus
from urllib.parse import parse_qsl, urlencode

import brotli
from django.conf import settings
from django.db import DatabaseError, connection
from django.http.request import split_domain_port, validate_host

from newsroom import freshness

logger = logging.getLogger(__name__)

# The only query parameters that make a page another page; see also articles/old_addresses.py.
PARAMETERS = frozenset(
    ["after", "attachment_id", "author", "before", "cat", "feed", "p", "page_id", "reply", "tag"]
)
PAST = ("/admin/", settings.STATIC_URL, settings.MEDIA_URL)
# What a browser says that is let through to Django when it asks for a public page.
HEADERS = frozenset({"HTTP_HOST", "HTTP_X_FORWARDED_PROTO"})
LARGEST_STORE = 64 * 1024 * 1024  # bytes, in each process
SMALLEST_COMPRESSED = 256  # bytes
FRESH = "public, max-age=0, s-maxage=1, stale-if-error=86400"


def public(view):
    """Decorator: what this view answers is the same for every reader and may be kept."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        if response.status_code == HTTPStatus.OK:
            response.headers.setdefault("Cache-Control", FRESH)
        return response

    return answer


@dataclass
class Page:
    """A public answer, ready to be sent in each encoding."""

    fresh: freshness.Freshness
    headers: list[tuple[str, str]]
    body: bytes
    etag: str = ""
    encoded: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self):
        self.etag = hashlib.sha256(self.body).hexdigest()[:32]

    def size(self) -> int:
        return len(self.body) + sum(map(len, self.encoded.values()))

    def in_encoding(self, encoding: str) -> bytes:
        """Its body as "br", "gzip" or "" (as it is); compressed at the first demand."""
        if not encoding:
            return self.body
        if encoding not in self.encoded:
            self.encoded[encoding] = COMPRESS[encoding](self.body)
        return self.encoded[encoding]


COMPRESS = {
    "br": lambda body: brotli.compress(body, mode=brotli.MODE_TEXT, quality=6),
    "gzip": lambda body: gzip.compress(body, compresslevel=6, mtime=0),
}


class Shelf:
    """The stored pages, the least recently used ones falling off at the end."""

    def __init__(self, room=LARGEST_STORE):
        self.room = room
        self.used = 0
        self.pages: OrderedDict[str, Page] = OrderedDict()
        self.lock = threading.Lock()
        self.rendering: dict[str, threading.Lock] = {}

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

    @contextmanager
    def alone(self, key: str):
        """Only one thread at a time is in here for `key`; the others find what it made."""
        with self.lock:
            turn = self.rendering.setdefault(key, threading.Lock())
        try:
            with turn:
                yield
        finally:
            with self.lock:
                if not turn.locked():
                    self.rendering.pop(key, None)


class PageStore:
    """The WSGI application: stored pages first, Django for everything else."""

    def __init__(self, django, shelf=None):
        self.django = django
        self.shelf = shelf or Shelf()

    def __call__(self, environ, start_response):
        if not may_be_stored(environ):
            return self.django(environ, start_response)
        key = canonical(environ)
        try:
            fresh = read_freshness()
        except DatabaseError:
            logger.exception("The edition cannot be read; stored pages are shown as they are.")
            if page := self.shelf.get(key):
                return send(page, environ, start_response)
            return self.django(environ, start_response)
        page = self.shelf.get(key)
        if page and page.fresh == fresh:
            return send(page, environ, start_response)
        with self.shelf.alone(key):
            page = self.shelf.get(key)
            if page and page.fresh == fresh:
                return send(page, environ, start_response)
            return self.render(key, fresh, environ, start_response)

    def render(self, key, fresh, environ, start_response):
        """Have Django answer, as it would anybody; keep the answer if it is public.

        `fresh` was read before: if something changes meanwhile, the page is kept as one of
        the edition before, and is never shown.
        """
        status, headers, body = answer_of(self.django, as_anybody(environ))
        if not status.startswith("200") or not is_public(headers):
            start_response(status, headers)
            return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]
        page = Page(fresh, [pair for pair in headers if pair[0] not in PER_ANSWER], body)
        self.shelf.put(key, page)
        return send(page, environ, start_response)


# Headers that are made for each answer, not kept with the page.
PER_ANSWER = {"Content-Length", "Vary", "ETag", "Content-Encoding"}


def may_be_stored(environ) -> bool:
    """Whether this request could be anybody's."""
    return (
        environ["REQUEST_METHOD"] in ("GET", "HEAD")
        and not environ.get("PATH_INFO", "").startswith(PAST)
        and "HTTP_AUTHORIZATION" not in environ
        and f"{settings.SESSION_COOKIE_NAME}=" not in environ.get("HTTP_COOKIE", "")
        and (is_secure(environ) or not settings.HTTPS)
        and validate_host(
            split_domain_port(environ.get("HTTP_HOST", ""))[0], settings.ALLOWED_HOSTS
        )
    )


def is_secure(environ) -> bool:
    """Whether the reader's own connection is encrypted, by our word or a trusted proxy's."""
    by_proxy = settings.TRUSTED_PROXIES and environ.get("HTTP_X_FORWARDED_PROTO") == "https"
    return bool(by_proxy) or environ.get("wsgi.url_scheme") == "https"


def canonical(environ) -> str:
    """The address under which the page is stored: its path and the parameters that count."""
    path, query = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
    return f"{path}?{canonical_query(query)}" if query else path


def canonical_query(query: str) -> str:
    """`query` with known parameters only, each once (the last counts, as in Django), in order."""
    try:
        pairs = dict(parse_qsl(query, keep_blank_values=True, max_num_fields=50))
    except ValueError:
        return ""
    return urlencode(sorted(pair for pair in pairs.items() if pair[0] in PARAMETERS))


def as_anybody(environ) -> dict:
    """The request with everything taken out that could make two readers' pages differ."""
    plain = {
        name: value
        for name, value in environ.items()
        if not name.startswith("HTTP_") or name in HEADERS
    }
    query = canonical_query(environ.get("QUERY_STRING", ""))
    return plain | {
        "REQUEST_METHOD": "GET",
        "QUERY_STRING": query,
        "HTTP_HOST": settings.SITE.netloc,
    }


def answer_of(application, environ) -> tuple[str, list[tuple[str, str]], bytes]:
    """Status, headers and whole body of what a WSGI `application` answers (PEP 3333)."""
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


def is_public(headers) -> bool:
    names = dict(headers)
    return names.get("Cache-Control", "").startswith("public") and "Set-Cookie" not in names


def read_freshness() -> freshness.Freshness:
    """`freshness.read`, with a new connection if the old one went away meanwhile."""
    try:
        return freshness.read()
    except DatabaseError:
        if connection.in_atomic_block:
            raise
        connection.close()
        return freshness.read()


def send(page: Page, environ, start_response):
    """Answer with a stored page, in the best encoding the reader takes, or 304."""
    encoding = best_encoding(environ.get("HTTP_ACCEPT_ENCODING", "")) if page.encoded else ""
    etag = f'"{page.etag}-{encoding}"' if encoding else f'"{page.etag}"'
    headers = [*page.headers, ("ETag", etag), ("Vary", "Accept-Encoding")]
    if is_known(environ.get("HTTP_IF_NONE_MATCH", ""), etag):
        start_response("304 Not Modified", [h for h in headers if h[0] != "Content-Type"])
        return []
    body = page.in_encoding(encoding)
    if encoding:
        headers.append(("Content-Encoding", encoding))
    headers.append(("Content-Length", str(len(body))))
    start_response("200 OK", headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def best_encoding(accepted: str) -> str:
    """The best of ours that an Accept-Encoding header (RFC 9110, 12.5.3) takes, or ""."""
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
    """Whether a reader's If-None-Match header (RFC 9110, 13.1.2) names this very answer."""
    if not if_none_match:
        return False
    tags = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
    return etag in tags or "*" in tags
