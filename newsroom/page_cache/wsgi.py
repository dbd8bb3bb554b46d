import re

from django.db import DatabaseError, InterfaceError, connection
from django.urls import Resolver404, resolve

from newsroom import freshness, purging
from newsroom.kept import EDITION
from newsroom.page_cache import DISCUSSIONS, files
from newsroom.page_cache.cache import Page, PageCache
from newsroom.page_cache.edition_reader import EditionReader
from newsroom.page_cache.in_turn import InTurn, busy
from newsroom.page_cache.lanes import Full, Lanes
from newsroom.page_cache.request import as_anybody, cache_key, client_headers, may_be_stored
from newsroom.page_cache.response import (
    FEED_ENDINGS,
    Answer,
    answer_of,
    deliver,
    feeds_for_browsers,
    send,
)

# Parameters of a Content-Type.
OTHER_PARAMETERS = re.compile(r";(?!\s*boundary=)[^;]*", re.IGNORECASE)
# Headers that are made for each answer, not kept with the page.
PER_ANSWER = {"Content-Length", "Vary", "ETag", "Content-Encoding"}


class PageCacheWSGI:
    """The WSGI application: stored pages and files at once, Django in a lane for the rest."""

    def __init__(self, django, lanes: Lanes, edition=None, shelf=None):
        self.django, self.lanes = django, lanes
        self.edition = edition or EditionReader()
        self.shelf = shelf or PageCache()

    def __call__(self, environ, start_response):
        environ["CONTENT_TYPE"] = plain_type(environ.get("CONTENT_TYPE", ""))
        path = path_of(environ)
        if path.endswith(FEED_ENDINGS):
            start_response = feeds_for_browsers(environ, start_response)
        size = files.size_of(path)
        if size is not None:
            return self.send_file(size, environ, start_response)
        if not may_be_stored(environ):
            return deliver(self.in_turn(environ), environ, start_response)
        key, fresh = cache_key(environ), self.edition.read()
        page = self.shelf.get(key)
        if page and (fresh is None or page.is_fresh(fresh)):
            return send(page, environ, start_response)
        if not is_declared_public(path):
            # Not stored, so it may depend on the network, by which searches are counted.
            answer = self.in_turn(as_anybody(environ) | client_headers(environ))
        else:
            answer = self.rendered(key, fresh, environ)
        if isinstance(answer, Page):
            return send(answer, environ, start_response)
        return deliver(answer, environ, start_response)

    def in_turn(self, environ) -> Answer:
        return InTurn(self.django, self.lanes).answer(environ)

    def rendered(self, key, fresh, environ) -> Page | Answer:
        """Return the page; simultaneous requests for it share one rendering."""
        anybodys = as_anybody(environ)
        try:
            once = key, fresh and fresh.of(None)
            return self.lanes.pages.do_once(once, lambda: self.render(key, fresh, anybodys))
        except Full:
            return busy(environ)

    def render(self, key, fresh, environ) -> Page | Answer:
        """Have Django render the page for any reader; store the response if it is public.

        `fresh` was read before: if something changes meanwhile, the page is stored as one of the
        edition before, and is never shown. A request without a stored page has to wait for the
        database anyway, and may query it here.
        """
        fresh = fresh or read_patiently()
        if fresh is None:
            return answer_of(self.django, environ)
        if page := self.shelf.find(key, fresh):
            return page
        environ[EDITION] = fresh.of(())
        status, headers, body = answer_of(self.django, environ)
        if not status.startswith("200") or not may_be_kept(headers):
            return status, headers, body
        kept = [pair for pair in headers if pair[0] not in PER_ANSWER]
        shows = environ.get(DISCUSSIONS)
        kept += purging.page_headers(shows)
        page = Page(fresh, kept, body, shows)
        self.shelf.put(key, page)
        return page

    def send_file(self, size, environ, start_response):
        """Send a small file whole, a large one in pieces, which occupies a thread."""
        if size <= files.SMALL:
            return deliver(answer_of(self.django, environ), environ, start_response)
        try:
            return files.Pieces(self.lanes.files, self.django, environ, start_response)
        except Full:
            return deliver(busy(environ), environ, start_response)


def read_patiently() -> freshness.Freshness | None:
    """Return the Freshness, waiting as long as Django does; None if the database fails."""
    try:
        return freshness.read()
    except (DatabaseError, InterfaceError):
        connection.close_if_unusable_or_obsolete()
        return None


def plain_type(content_type: str) -> str:
    """Return a Content-Type without parameters that a form in UTF-8 does not need.

    Django fails at an unknown charset name (RFC 8187), and at its own rejection of one that is not
    UTF-8.
    """
    return content_type and OTHER_PARAMETERS.sub("", content_type)


def path_of(environ) -> str:
    """Return the path of a request as text; PEP 3333 has its bytes decoded as Latin-1."""
    return environ.get("PATH_INFO", "").encode("latin-1", "replace").decode(errors="replace")


def is_declared_public(path: str) -> bool:
    try:
        return getattr(resolve(path).func, "is_public", False)
    except Resolver404:
        return False


def may_be_kept(headers) -> bool:
    names = dict(headers)
    return names.get("Cache-Control", "").startswith("public") and "Set-Cookie" not in names
