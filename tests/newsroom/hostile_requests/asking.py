"""One request with one hostile value, of which nothing is kept; and which names its code reads."""

import io
import logging
from contextlib import contextmanager
from typing import NamedTuple
from unittest import mock
from urllib.parse import unquote_to_bytes, urlencode
from wsgiref.util import setup_testing_defaults

from django.db import transaction
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from tests.reader import Reader, connection_kept

logger = logging.getLogger(__name__)
TOKEN = "a" * 32  # in the cookie and beside it
FORM = "application/x-www-form-urlencoded"


class Sent(NamedTuple):
    """What leads somewhere: an address, and the fields of a form if it is sent by POST."""

    address: str
    fields: dict | None = None

    def hostile(self, name: str, value: str):
        """Address and body with `value`, which stands as in an address, as the field `name`."""
        path, _, query = self.address.partition("?")
        given = "" if value is None else f"{name}={value}"
        if self.fields is None:
            return f"{path}?{'&'.join(part for part in (query, given) if part)}", None
        rest = {field: one for field, one in self.fields.items() if field != name}
        return self.address, "&".join(part for part in (urlencode(rest, True), given) if part)

    def body(self):
        return None if self.fields is None else urlencode(self.fields, True)


class Door:
    """The whole WSGI application, asked as the server asks it, as a reader or as a person.

    The validator of `tests.reader` is left out: a hostile header is no WSGI to the letter.
    """

    def __init__(self, application, session=""):
        Reader(application)  # gives it the lanes and the edition of tests
        self.application, self.session = application, session

    def status(self, address, body=None, **environ) -> int:
        """What is answered; what was written is undone, and what was raised is a 500."""
        with transaction.atomic(), connection_kept():
            try:
                return self._status(address, body, environ)
            except Exception:
                logger.exception(address)
                return 500
            finally:
                transaction.set_rollback(True)

    def _status(self, address, body, environ):
        path, _, query = address.partition("?")
        raw = body if isinstance(body, bytes) else (body or "").encode()
        whole = {
            "REQUEST_METHOD": "GET" if body is None else "POST",
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),  # PEP 3333
            "QUERY_STRING": query,
            "HTTP_HOST": "testserver",
            "HTTP_ORIGIN": "http://testserver",
            "HTTP_COOKIE": f"csrftoken={TOKEN}{self.session}",
            "HTTP_X_CSRFTOKEN": TOKEN,
            "REMOTE_ADDR": "192.0.2.7",
            "SERVER_NAME": "testserver",
            "CONTENT_LENGTH": str(len(raw)),
            "CONTENT_TYPE": FORM,
            "wsgi.input": io.BytesIO(raw),
            "wsgi.errors": io.StringIO(),
            **environ,
        }
        setup_testing_defaults(whole)
        begun, self.page = [], b""
        chunks = self.application(whole, lambda *args: begun.append(args))
        try:
            self.page = b"".join(chunks)
        finally:
            getattr(chunks, "close", lambda: None)()
        return int(begun[0][0][:3])


@contextmanager
def asked_in():
    """Collect the names that code asks the parameters or the fields of a request for."""
    names = set()
    get, getlist, has = MultiValueDict.__getitem__, MultiValueDict._getlist, QueryDict.__contains__

    def noting(method):
        def noted(self, name, *args, **options):
            if isinstance(self, QueryDict):
                names.add(name)
            return method(self, name, *args, **options)

        return noted

    with (
        mock.patch.object(MultiValueDict, "__getitem__", noting(get)),
        mock.patch.object(MultiValueDict, "_getlist", noting(getlist)),
        mock.patch.object(QueryDict, "__contains__", noting(has), create=True),
    ):
        yield names
