"""A reader at the front door: asks the whole WSGI application, as the server does."""

import gzip
import io
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes, urlencode
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator

from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection

from newsroom import freshness
from newsroom.page_cache.edition_reader import EditionReader
from newsroom.page_cache.lanes import Lane, Lanes, Room


class AtOnce(Lane):
    """A lane for tests that live in a transaction: the work is done in the thread that waits."""

    def _begin(self, work):
        task = Future()
        try:
            task.set_result(work())
        except BaseException as error:  # noqa: BLE001 (raised again at once)
            task.set_exception(error)
        return task


class OwnEdition(EditionReader):
    """The edition as the test's transaction sees it."""

    def __init__(self):
        super().__init__()
        # Of a paper without comments, so that the first request asks no more than the next.
        self.known = freshness.Freshness(0, (), 0, {})

    def _read(self):
        return freshness.read(connection, self.known)

    def _close(self):
        pass


@dataclass
class Answer:
    status: int
    headers: dict
    raw: bytes

    @property
    def body(self) -> bytes:
        if self.headers.get("Content-Encoding") == "gzip":
            return gzip.decompress(self.raw)
        return self.raw

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def main(self) -> str:
        """The page without what stands on all pages."""
        return self.text.partition("<main")[2].partition("</main>")[0]

    def __contains__(self, words):
        return words in self.text


@contextmanager
def connection_kept():
    """The test's transaction lives in this connection: do not close it, as Django's client does."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in signals:
            signal.connect(close_old_connections)


class Reader:
    """`headers` go with every request, as a browser's would."""

    def __init__(self, application, host="testserver", **headers):
        lane, room = AtOnce(places=1, room=9), Room(9)
        application.lanes, application.edition = Lanes(lane, lane, room, room), OwnEdition()
        self.application = validator(application)  # PEP 3333, to the letter
        self.host = host
        self.headers = headers

    def get(self, address, method="GET", **headers) -> Answer:
        return self.ask(method, address, b"", headers)

    def post(self, address, fields, origin="http://testserver", **headers) -> Answer:
        body = urlencode(fields, doseq=True).encode()
        headers = {"Origin": origin, **headers} if origin else headers
        return self.ask("POST", address, body, headers, "application/x-www-form-urlencoded")

    def ask(self, method, address, body, headers, content_type=""):
        path, _, query = address.partition("?")
        environ = {
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),  # PEP 3333
            "QUERY_STRING": query,
            "HTTP_HOST": self.host,
            "SERVER_NAME": "testserver",
            "CONTENT_LENGTH": str(len(body)) if body else "",
            "CONTENT_TYPE": content_type,
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": io.StringIO(),
        }
        setup_testing_defaults(environ)
        for name, value in {**self.headers, **headers}.items():
            environ[f"HTTP_{name.upper().replace('-', '_')}"] = value
        begun = []
        with connection_kept():
            chunks = self.application(environ, lambda *args: begun.append(args))
            raw = b"".join(chunks)
            chunks.close()
        status, answered = begun[0][:2]
        return Answer(int(status[:3]), dict(answered), raw)
