import re

from django.db import DatabaseError, InterfaceError, connection
from django.urls import Resolver404, resolve

from newsroom import freshness
from newsroom.page_cache import files
from newsroom.page_cache.cache import Page, PageCache
from newsroom.page_cache.edition_reader import EditionReader
from newsroom.page_cache.in_turn import InTurn, busy
from newsroom.page_cache.lanes import Full, Lanes
from newsroom.page_cache.request import as_anybody, canonical, from_where, may_be_stored
from newsroom.page_cache.response import Answer, answer_of, deliver, send

# Of a Content-Type.
OTHER_PARAMETERS = re.compile(r";(?!\s*boundary=)[^;]*", re.IGNORECASE)
# Headers that are made for each answer, not kept with the page.
PER_ANSWER = {"Content-Length", "Vary", "ETag", "Content-Encoding"}


class PageCacheWSGI:
    """The WSGI application: stored pages and files at once, Django in its turn for the rest."""

    def __init__(self, django, lanes: Lanes, edition=None, shelf=None):
        self.django, self.lanes = django, lanes
        self.edition = edition or EditionReader()
        self.shelf = shelf or PageCache()

    def __call__(self, environ, start_response):
        environ["CONTENT_TYPE"] = plain_type(environ.get("CONTENT_TYPE", ""))
        path = path_of(environ)
        size = files.size_of(path)
        if size is not None:
            return self.send_file(size, environ, start_response)
        if not may_be_stored(environ):
            return deliver(self.in_turn(environ), environ, start_response)
        key, fresh = canonical(environ), self.edition.read()
        page = self.shelf.get(key)
        if page and fresh in (page.fresh, None):
            return send(page, environ, start_response)
        if not is_declared_public(path):
            # Not stored, so it may depend on the network, by which searches are counted.
            answer = self.in_turn(as_anybody(environ) | from_where(environ))
        else:
            answer = self.rendered(key, fresh, environ)
        if isinstance(answer, Page):
            return send(answer, environ, start_response)
        return deliver(answer, environ, start_response)

    def in_turn(self, environ) -> Answer:
        return InTurn(self.django, self.lanes).answer(environ)

    def rendered(self, key, fresh, environ) -> Page | Answer:
        """The page, by whoever came first: all who ask for it meanwhile get what was made then."""
        anybodys = as_anybody(environ)
        try:
            return self.lanes.pages.do_once((key, fresh), lambda: self.render(key, fresh, anybodys))
        except Full:
            return busy(environ)

    def render(self, key, fresh, environ) -> Page | Answer:
        """Have Django answer, as it would anybody; keep the answer if it is public.

        `fresh` was read before: if something changes meanwhile, the page is kept as one of
        the edition before, and is never shown. Who found nothing stored has to wait for the
        database in any case, and may as well ask it here.
        """
        fresh = fresh or read_patiently()
        if fresh is None:
            return answer_of(self.django, environ)
        page = self.shelf.get(key)
        if page and page.fresh == fresh:
            return page
        status, headers, body = answer_of(self.django, environ)
        if not status.startswith("200") or not may_be_kept(headers):
            return status, headers, body
        page = Page(fresh, [pair for pair in headers if pair[0] not in PER_ANSWER], body)
        self.shelf.put(key, page)
        return page

    def send_file(self, size, environ, start_response):
        """A small file whole; a large one in pieces, which take a thread until they are sent."""
        if size <= files.SMALL:
            return deliver(answer_of(self.django, environ), environ, start_response)
        try:
            return files.Pieces(self.lanes.files, self.django, environ, start_response)
        except Full:
            return deliver(busy(environ), environ, start_response)


def read_patiently() -> freshness.Freshness | None:
    """How fresh a page must be, if the database says so at all."""
    try:
        return freshness.read()
    except (DatabaseError, InterfaceError):
        connection.close_if_unusable_or_obsolete()
        return None


def plain_type(content_type: str) -> str:
    """A Content-Type without all that a form in UTF-8 needs not say.

    Django fails at a charset by another name than it knows (RFC 8187), and at its own refusal of
    one that is not UTF-8.
    """
    return OTHER_PARAMETERS.sub("", content_type)


def path_of(environ) -> str:
    """The path of a request in letters; PEP 3333 has its bytes disguised as some."""
    return environ.get("PATH_INFO", "").encode("latin-1", "replace").decode(errors="replace")


def is_declared_public(path: str) -> bool:
    """Whether the view at this address promises the same answer to everybody (`public`)."""
    try:
        return getattr(resolve(path).func, "is_public", False)
    except Resolver404:
        return False


def may_be_kept(headers) -> bool:
    names = dict(headers)
    return names.get("Cache-Control", "").startswith("public") and "Set-Cookie" not in names
