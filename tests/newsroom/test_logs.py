"""What fails leaves a line and a traceback; nothing in them was typed by anybody."""

import io
import logging
import logging.config
import re
import smtplib

import pytest
from django.db import IntegrityError, connection
from django.http import Http404
from django.test import Client, RequestFactory
from django.urls import path

from newsroom import logs
from newsroom.urls import urlpatterns as real


def break_down(request, token=""):
    with connection.cursor() as cursor:
        cursor.execute("SELECT 'ravi@example.org' FROM nowhere_at_all")


def quote(request):
    raise ValueError(f"What is {request.GET['text']}?")


def miss(request):
    raise Http404("nothing")


handler500 = "newsroom.text_given_back.server_error"
urlpatterns = [
    path("broken/<str:token>/", break_down), path("quoting/", quote), path("missing/", miss), *real
]  # fmt: skip


@pytest.fixture
def written():
    """What the configured handler writes: `written()`."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.Formatter(**FORMAT))
    handler.addFilter(logs.without_secrets)
    handler.addFilter(logs.with_request_id)
    django = logging.getLogger("django")
    django.addHandler(handler)
    yield stream.getvalue
    django.removeHandler(handler)


FORMAT = {"fmt": logs.CONFIGURATION["formatters"]["line"]["format"], "style": "{"}


def test_the_house_logs_to_stderr_with_debug_off(settings):
    """K2a"""
    assert settings.LOGGING == logs.CONFIGURATION
    assert logs.CONFIGURATION["root"] == {"handlers": ["stderr", "admins"], "level": "WARNING"}
    root = [type(handler.formatter) for handler in logging.getLogger().handlers]
    assert logs.Formatter in root


@pytest.mark.urls("tests.newsroom.test_logs")
def test_an_error_leaves_a_line_and_a_traceback(client, db, written):
    """K2a"""
    client.raise_request_exception = False
    assert client.get("/quoting/?text=ravi@example.org").status_code == 500
    line, *traceback = written().splitlines()
    assert re.search(r"Z ERROR [0-9a-f]{8} django.request: Internal Server Error: /quoting/", line)
    assert any("in quote" in each for each in traceback)
    assert traceback[-1] == "ValueError"
    assert "ravi" not in written()


@pytest.mark.urls("tests.newsroom.test_logs")
def test_neither_the_database_nor_the_address_gives_anything_away(client, db, written):
    """K2a"""
    client.raise_request_exception = False
    assert client.get("/broken/s3cr3t/").status_code == 503
    assert "ERROR" in written()
    assert "Service Unavailable: /broken/…/" in written()
    assert "s3cr3t" not in written()
    assert "nowhere_at_all" not in written().replace('FROM nowhere_at_all")', "")
    assert "Error (" in written()  # its name or number says enough


@pytest.mark.urls("tests.newsroom.test_logs")
@pytest.mark.parametrize("form", [None, {"text": "Boats, and more boats."}])
def test_the_page_of_an_error_names_the_request_as_its_line_does(client, db, written, form):
    """K2a"""
    client.raise_request_exception = False
    answer = client.post("/quoting/?text=x", form) if form else client.get("/quoting/?text=x")
    number = answer.headers["X-Request-ID"]
    assert f"ERROR {number} django.request" in written()
    assert f"quote the number {number}." in answer.content.decode()
    assert "X-Request-ID" not in client.get("/").headers
    other = client.get("/quoting/?text=x").headers["X-Request-ID"]
    assert other != number


def test_a_form_that_is_refused_for_its_token_leaves_a_line(db, written):
    """K2b"""
    answer = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "ravi"})
    assert answer.status_code == 403
    assert "WARNING" in written()
    assert "/admin/login/" in written()
    assert "ravi" not in written()


@pytest.mark.urls("tests.newsroom.test_logs")
def test_what_strangers_can_cause_leaves_no_line(client, db, written):
    """K2a: an error beside it does (above)."""
    assert client.get("/missing/").status_code == 404
    assert written() == ""


@pytest.mark.parametrize(
    ("error", "name"),
    [
        (AttributeError("'Article' object has no attribute 'slgu'"), "no attribute 'slgu'"),
        (
            smtplib.SMTPRecipientsRefused({"ravi@example.org": (550, b"no")}),
            "SMTPRecipientsRefused (550)",
        ),
        (OSError(28, "No space left on device", "/srv"), "OSError (No space left on device)"),
        (IntegrityError("Key (email)=(ravi@example.org)"), "django.db.utils.IntegrityError"),
    ],
)
def test_an_exception_is_named_without_what_it_quotes(error, name):
    assert name in logs.named(error)
    assert "ravi" not in logs.named(error)


def test_a_chain_is_told_from_its_beginning():
    try:
        try:
            raise KeyError("ravi@example.org")
        except KeyError as first:
            raise RuntimeError("ravi@example.org") from first
    except RuntimeError as error:
        told = "".join(logs._traceback(error))
    assert told.index("KeyError\n") < told.index("and then") < told.index("RuntimeError\n")
    assert RequestFactory  # the request itself is never part of it
    assert "ravi@example.org" not in told.replace('"ravi@example.org"', "")
