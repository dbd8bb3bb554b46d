"""Who runs the paper hears of errors by e-mail, and nobody waits for that."""

import logging
import socket
import time
from contextlib import closing

import pytest
from aiosmtpd.controller import Controller

from newsroom import error_mail, logs
from tests.newsroom.test_logs import FORMAT
from tests.site import Site, free_port

PATIENCE = 10  # seconds
AT_ONCE = 2  # seconds: far less than the mail server may take
pytestmark = pytest.mark.urls("tests.newsroom.test_logs")


@pytest.fixture
def admins(settings):
    """A handler like the house's own, for errors of requests alone; nobody else is asked."""
    settings.ADMINS = [("owner@example.org", "owner@example.org")]
    settings.EMAIL_TIMEOUT = PATIENCE
    handler = error_mail.ToAdmins()
    handler.setFormatter(logs.Formatter(**FORMAT))
    handler.addFilter(logs.with_request_id)
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)
    logger.propagate = False
    yield handler
    logger.propagate = True
    logger.removeHandler(handler)


@pytest.fixture
def fail(client, db):
    client.raise_request_exception = False

    def ask():
        answer = client.post("/quoting/?text=ravi@example.org", {"text": "Boats"})
        assert answer.status_code == 500

    return ask


class Inbox:
    def __init__(self):
        self.letters, self.says = [], []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 (its name for us)
        says = self.says.pop() if self.says else "250 OK"
        if says == "250 OK":
            self.letters.append(envelope.content.decode())
        return says


@pytest.fixture
def inbox(settings):
    """A mail server; `says` is how it answers first."""
    inbox = Inbox()
    server = Controller(inbox, hostname="127.0.0.1", port=free_port())
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    yield inbox
    server.stop()


@pytest.fixture
def hanging_server(settings):
    """A mail server that takes each connection, and never says a word."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    with closing(socket.create_server(("127.0.0.1", settings.EMAIL_PORT))) as door:
        yield door


def is_sent(admins):
    with admins.waiting.all_tasks_done:
        return admins.waiting.all_tasks_done.wait_for(admins._all_is_sent, PATIENCE)


def test_who_runs_the_paper_hears_of_errors_without_a_word_of_the_request(admins, fail, mailoutbox):
    """K2a"""
    fail()
    assert is_sent(admins)
    (mail,) = mailoutbox
    assert mail.to == ["owner@example.org"]
    assert "Internal Server Error: /quoting/" in mail.body
    assert "in quote" in mail.body
    assert "ravi" not in mail.body + mail.subject
    assert "Boats" not in mail.body


def test_a_mail_server_that_hangs_costs_no_request_anything(admins, fail, hanging_server):
    begun = time.monotonic()
    for _ in range(error_mail.MOST_WAITING + 5):
        fail()
    assert time.monotonic() - begun < AT_ONCE
    assert admins.waiting.qsize() == error_mail.MOST_WAITING
    assert admins.sender.is_alive()


def test_a_mail_server_takes_it_in_the_end(admins, fail, inbox, monkeypatch):
    monkeypatch.setattr(error_mail, "PAUSES", (0, 0))
    inbox.says = ["451 not now"]
    fail()
    assert is_sent(admins)
    (letter,) = inbox.letters
    assert "Internal Server Error: /quoting/" in letter


def test_one_that_is_never_taken_holds_up_no_other(admins, fail, inbox, monkeypatch):
    monkeypatch.setattr(error_mail, "PAUSES", (0, 0))
    inbox.says = ["550 never"] * 3
    fail()
    fail()
    assert is_sent(admins)
    assert len(inbox.letters) == 1


def test_without_admins_nothing_is_kept(admins, fail, settings):
    settings.ADMINS = []
    fail()
    assert admins.waiting.empty()
    assert admins.sender is None


@pytest.mark.site
def test_a_process_that_fails_and_ends_sends_it_first(tmp_path, migrated):
    """Also a command, which ends right after it has failed."""
    code = (
        "import django; django.setup(); import logging\n"
        "logging.getLogger('newsroom').error('The boats are gone.')"
    )
    environment = {"ADMINS": "owner@example.org", "DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    with Site(tmp_path, like=migrated, **environment) as site:
        site.run("-c", code)
    (letter,) = (tmp_path / "site" / "mail").iterdir()
    assert "To: owner@example.org" in letter.read_text()
    assert "ERROR - newsroom: The boats are gone." in letter.read_text()
