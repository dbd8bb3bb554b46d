import logging

from django.db import DatabaseError, connection

from newsroom import freshness
from newsroom.pages.answer import send
from newsroom.pages.anybody import as_anybody, canonical, may_be_stored
from newsroom.pages.shelf import Page, Shelf

logger = logging.getLogger(__name__)

# Headers that are made for each answer, not kept with the page.
PER_ANSWER = {"Content-Length", "Vary", "ETag", "Content-Encoding"}


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
