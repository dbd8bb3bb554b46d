"""Django behind a lane: each request has come in whole before its turn, and leaves it whole."""

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
from newsroom.text_given_back import POLICY, give_back, has_words

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
        """Have Django answer when its turn has come; else say so and give back what was written."""
        unread = environ | {"CONTENT_LENGTH": "", "wsgi.input": io.BytesIO()}
        size = length_of_body(environ)
        if not size:
            return self.work(unread)
        if size > LARGEST_BODY:
            return plain(unread, HttpResponse(status=413))
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
    """How much this request says that it brings, in bytes."""
    if environ["REQUEST_METHOD"] in ("GET", "HEAD"):
        return 0
    try:
        return max(int(environ.get("CONTENT_LENGTH") or 0), 0)
    except ValueError:
        return 0


def whole_body(stream, size):
    """All that a connection sends, read before anybody works on it: it may be a slow one."""
    body = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 (closed by the one who asked)
    while size > 0 and (piece := stream.read(min(size, PIECE))):
        body.write(piece)
        size -= len(piece)
    body.seek(0)
    return body


def busy(environ) -> Answer:
    """503 and when to come again, without asking the database or a lane for anything."""
    logger.warning("A request was sent away: too many are waiting.")
    request = WSGIRequest(environ)
    if has_words(request):
        response = give_back(request, BUSY, retry_after=RETRY_AFTER)
    else:
        with translation.override(MastheadLocaleMiddleware.last_known):
            response = render(request, "503.html", status=503)
        response["Content-Security-Policy"] = POLICY
        response["Retry-After"] = RETRY_AFTER
    return plain(environ, response)


def plain(environ, response) -> Answer:
    """A response as a whole, with the headers that all of ours have."""
    request = WSGIRequest(environ)
    response = SecurityHeadersMiddleware(lambda _request: response)(request)
    response = SecurityMiddleware(lambda _request: response).process_response(request, response)
    response["Content-Length"] = len(response.content)
    phrase = http.HTTPStatus(response.status_code).phrase
    return f"{response.status_code} {phrase}", list(response.items()), response.content
