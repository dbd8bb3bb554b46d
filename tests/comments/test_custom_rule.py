"""A rule of the owner's own: it may answer, but neither hang nor break anything."""

import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs

import pytest
from django.db import connection

from comments import moderation
from comments.models import Comment, Status
from comments.moderation import Reason
from comments.moderation.rules import custom
from newsroom.models import Masthead
from newsroom.site.modes import Mode
from tests.cast import a_comment

HERE = "tests.comments.test_custom_rule"


def shouts(facts):
    if facts.text.isupper():
        return "rejected", "Please do not shout.", 60
    return None


def hangs(facts):
    time.sleep(3)


def breaks(facts):
    raise RuntimeError("no such file")


def babbles(facts):
    return "published", "Hooray.", 1000


@pytest.fixture
def rule(settings, db):
    Masthead.objects.update(moderation=Mode.LATER)

    def choose(name):
        settings.COMMENT_RULE = f"{HERE}.{name}"
        settings.COMMENT_RULE_SECONDS = 0.5

    return choose


def sent(article, text="Good morning."):
    comment = Comment(article=article, name="Ravi", text=text)
    comment.submit()
    return comment


def test_it_decides_by_its_weight_and_gives_its_own_reason(article, rule):
    rule("shouts")
    loud = sent(article, "WHERE IS THE BRIDGE")
    assert (loud.status, loud.reason_code) == (Status.REJECTED, Reason.CUSTOM_RULE)
    assert loud.reason_in_words == "Please do not shout."
    assert [Reason.CUSTOM_RULE, "Please do not shout.", 60] in Comment.objects.get(
        pk=loud.pk
    ).reasons
    assert sent(article).reason_code == Reason.READ_LATER
    links = " ".join(f"HTTPS://EXAMPLE.ORG/{n}" for n in range(9))
    assert sent(article, links).reason_code == Reason.LINKS


@pytest.mark.parametrize("name", ["hangs", "breaks", "babbles", "is_not_there"])
def test_what_it_cannot_say_in_time_holds_the_comment(article, rule, name, caplog):
    rule(name)
    began = time.monotonic()
    held = sent(article)
    assert time.monotonic() - began < 2.5
    assert (held.status, held.reason_code) == (Status.PENDING, Reason.OWN_FAILED)
    assert name in caplog.text


def test_those_that_hang_do_not_pile_up(article, rule, monkeypatch):
    rule("shouts")
    monkeypatch.setattr(custom, "free", threading.BoundedSemaphore(1))
    assert sent(article).reason_code == Reason.READ_LATER
    time.sleep(0.1)  # until its thread has ended
    custom.free.acquire()
    assert sent(article, "Good evening.").reason_code == Reason.OWN_FAILED


@pytest.fixture
def akismet(settings, rule):
    """Akismet as it answers by its documentation, on this machine; yields what it was asked."""
    asked = []

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self):
            fields = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            asked.append({name: value for name, (value,) in fields.items()})
            text = fields["comment_content"][0]
            self.send_response(200)
            self.end_headers()
            said = "invalid" if "key" in text else "true" if "watches" in text else "false"
            self.wfile.write(said.encode())

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.COMMENT_RULE = "comments.moderation.akismet.looks_like_spam_to_akismet"
    settings.AKISMET_ADDRESS = f"http://127.0.0.1:{server.server_port}/"
    settings.AKISMET_KEY = "secret"
    yield asked
    server.shutdown()


def test_akismet_can_be_asked_and_only_ever_holds(article, akismet):
    assert sent(article).status == Status.APPROVED
    spam = sent(article, "Cheap watches")
    assert (spam.status, spam.reason_code) == (Status.PENDING, Reason.AKISMET)
    assert sent(article, "A wrong key").reason_code == Reason.OWN_FAILED
    assert akismet[1]["comment_author"] == "Ravi"
    assert akismet[1]["api_key"] == "secret"


def test_nobody_is_asked_unless_the_owner_chose_it(article, akismet, settings, reader):
    assert "may pass them to an outside service" in reader.get("/privacy/")
    settings.COMMENT_RULE = ""
    a_comment(article)
    assert akismet == []
    Masthead.current().save()
    assert "may pass them to an outside service" not in reader.get("/privacy/")


@pytest.mark.django_db(transaction=True)
def test_nothing_is_locked_while_the_rules_are_asked(article, monkeypatch):
    locked = []

    def rule(facts):
        locked.append(connection.in_atomic_block)

    monkeypatch.setattr(moderation, "HOUSE_RULES", [rule, *moderation.HOUSE_RULES])
    comment = sent(article)
    comment.edit("Good evening.")
    Comment.objects.get().approve(by=None)
    Comment.objects.get().edit("Good night.")
    assert locked == [False, False, False]
