"""Requests to Django through a lane: the body is read before, the response sent after."""

import http
import io
import logging
import tempfile

from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse
from django.middleware.security import SecurityMiddleware
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from newsroom.headers import SecurityHeadersMiddleware
from newsroom.page_cache.lanes import Full, Lanes
from newsroom.page_cache.response import Answer, answer_of
from newsroom.seldom import Seldom
from newsroom.site.middleware import MastheadLocaleMiddleware
from newsroom.text_given_back import POLICY, give_back, has_typed_text

logger = logging.getLogger(__name__)
logger.addFilter(Seldom())

LARGEST_BODY = 32 * 1024 * 1024  # bytes; a picture with its form
IN_MEMORY = 2 * 1024 * 1024  # bytes of a body; the rest of it is put into a file
PIECE = 64 * 1024  # bytes
RETRY_AFTER = 10  # seconds
BUSY = _("We're very busy right now. Your text is still here: please send it again in a moment.")


class InTurn:
    def __init__(self, django, lanes: Lanes):
        self.django, self.lanes = django, lanes

    def answer(self, environ) -> Answer:
        """Read the body, then have Django answer in its turn; answer 413, or 503 if there is no
        room."""
        unread = environ | {"CONTENT_LENGTH": "", "wsgi.input": io.BytesIO()}
        size = length_of_body(environ)
        if not size:
            return self.work(unread)
        if size > LARGEST_BODY:
            return plain(unread, error_page(unread, 413))
        try:
            with self.lanes.bodies:
                body = whole_body(environ["wsgi.input"], size)
        except Full:
            return busy(unread)
        with body:
            return self.work(environ | {"wsgi.input": body})

    def work(self, environ):
        try:
            return self.lanes.work.do(lambda: answer_of(self.django, environ))
        except Full:
            environ["wsgi.input"].seek(0)
            return busy(environ)


def length_of_body(environ) -> int:
    """Return the Content-Length of the request, in bytes."""
    if environ["REQUEST_METHOD"] in ("GET", "HEAD"):
        return 0
    try:
        return max(int(environ.get("CONTENT_LENGTH") or 0), 0)
    except ValueError:
        return 0


def whole_body(stream, size):
    """Read the whole body before a worker takes the request, for the client may be slow."""
    body = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 (closed by the one who asked)
    while size > 0 and (piece := stream.read(min(size, PIECE))):
        body.write(piece)
        size -= len(piece)
    body.seek(0)
    return body


def busy(environ) -> Answer:
    """Return a 503 response with Retry-After, without the database or a lane."""
    logger.warning("A request was sent away: too many are waiting.")
    request = WSGIRequest(environ)
    if has_typed_text(request):
        response = give_back(request, BUSY, retry_after=RETRY_AFTER)
    else:
        response = error_page(environ, 503)
        response["Retry-After"] = RETRY_AFTER
    return plain(environ, response)


def error_page(environ, status) -> HttpResponse:
    with translation.override(MastheadLocaleMiddleware.last_known):
        response = render(WSGIRequest(environ), f"{status}.html", status=status)
    response["Content-Security-Policy"] = POLICY
    return response


def plain(environ, response) -> Answer:
    """Return a Django response as an Answer, with the headers of the house."""
    request = WSGIRequest(environ)
    response = SecurityHeadersMiddleware(lambda _request: response)(request)
    response = SecurityMiddleware(lambda _request: response).process_response(request, response)
    response["Content-Length"] = len(response.content)
    phrase = http.HTTPStatus(response.status_code).phrase
    return f"{response.status_code} {phrase}", list(response.items()), response.content
