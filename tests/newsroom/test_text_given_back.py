"""Whatever fails while a form is sent, the words come back, and sending them again is enough."""

import itertools
from datetime import timedelta

import pytest
import time_machine
from django.core.handlers.wsgi import WSGIRequest
from django.db import DatabaseError, OperationalError, connection
from django.test import RequestFactory
from django.utils import timezone

from comments.models import Comment, Notice
from newsroom.models import HourlyCount, Masthead
from newsroom.text_given_back import give_back
from tests.cast import PASSWORD, a_comment, an_article, staff
from tests.page_forms import form_in

TEXT = "I walked past it.\n\nTwice, & at <night>."


class Away:
    """A database that fails from the `after`-th query on."""

    def __init__(self, after=0, error=OperationalError):
        self.left, self.error, self.failed = after, error, False

    def __call__(self, execute, *query):
        self.left -= 1
        if self.left >= 0:
            return execute(*query)
        self.failed = True
        raise self.error("database disk image is malformed")


def sent_until_taken(post, address, fields):
    """Send a form once for each query that it makes, to a database that fails there."""
    for number in itertools.count():
        HourlyCount.objects.all().delete()  # a try may have been counted before it failed
        away = Away(number, (OperationalError, DatabaseError)[number % 2])
        with connection.execute_wrapper(away):
            answer = post(address, fields)
        if not away.failed:
            return number
        assert answer.status == 503, number
        assert int(answer.headers["Retry-After"]) > 0
        returned = form_in(answer.text)
        assert fields.items() <= returned.fields.items(), number
        assert returned.action == address
        assert "<night>" not in answer


@pytest.mark.django_db(transaction=True)
def test_a_database_that_fails_at_any_query_gives_each_form_back(reader, caplog):
    """K17b

    With real transactions: in the test's own, a query that fails spoils all that follow.
    """
    article = an_article()
    comment = a_comment(article)
    Masthead.objects.update(comments_per_hour=0)
    later = timezone.now() + timedelta(minutes=1)
    posted = form_in(reader.get(f"{article.get_absolute_url()}comment/").text)
    report = form_in(reader.get(f"{comment.get_absolute_url()}report/").text)
    with time_machine.travel(later):
        fields = posted.fields | {"name": "Ravi", "text": TEXT, "parent": str(comment.pk)}
        assert sent_until_taken(reader.post, posted.action, fields | {"preview": "Preview"}) > 3
        assert not Comment.objects.filter(text=TEXT).exists()
        assert sent_until_taken(reader.post, posted.action, fields) >= 10
        receipt = reader.post(posted.action, fields).headers["Location"]
        edit = form_in(reader.get(f"{receipt}edit/").text)
        assert sent_until_taken(reader.post, edit.action, edit.fields | {"text": f"{TEXT}!"}) > 5
        fields = report.fields | {"kind": "abuse", "words": TEXT}
        assert sent_until_taken(reader.post, report.action, fields) > 5
    assert [one.text for one in Comment.objects.filter(parent=comment)] == [f"{TEXT}!"]
    assert Notice.objects.get().words == TEXT
    # One line each, with where it happened.
    assert "Traceback" in caplog.text
    assert "database disk image is malformed" in caplog.text


def test_a_password_is_not_given_back(client, db):
    """K17b"""
    staff("Ida", "Editors")
    client.raise_request_exception = False
    fields = {"username": "ida", "password": PASSWORD}
    with connection.execute_wrapper(Away()):
        answer = client.post("/admin/login/", fields)
    assert answer.status_code == 503
    assert PASSWORD not in answer.text
    assert "Send again" not in answer.text
    assert client.post("/admin/login/?next=/admin/", fields).status_code == 302


# Committing, as the connection that failed is closed.
@pytest.mark.django_db(transaction=True)
def test_a_page_that_cannot_be_read_says_to_come_again(reader, article):
    with connection.execute_wrapper(Away()):
        answer = reader.get(article.get_absolute_url())
    assert (answer.status, "Retry-After" in answer.headers) == (503, True)
    assert reader.get(article.get_absolute_url()).status == 200


def test_a_fault_of_our_own_gives_the_words_back_too(reader, article, monkeypatch):
    """K17b"""

    def stumble(request):
        raise ZeroDivisionError

    monkeypatch.setattr("comments.origin.is_ours", stumble)
    answer = reader.post(f"{article.get_absolute_url()}comment/", {"name": "Ravi", "text": TEXT})
    assert answer.status == 500
    assert form_in(answer.text).fields == {"name": "Ravi", "text": TEXT}


@pytest.mark.parametrize(("address", "status"), [("/receipt/x/edit/", 404), ("/2026/11/x/", 403)])
def test_words_sent_to_where_nobody_takes_them_are_shown_to_be_copied(reader, db, address, status):
    """K6f"""
    answer = reader.post(address, {"text": TEXT})
    assert answer.status == status
    assert "&lt;night&gt;" in answer
    assert "Send again" not in answer
    assert "You can copy your text" not in reader.post(address, {})
    assert reader.post(address, {}).status == status


def test_it_needs_no_middleware_and_says_it_in_the_papers_language(reader, db):
    Masthead.objects.update(language="de")
    reader.get("/")
    request = RequestFactory().post("/x/?a=1", {"text": TEXT, "key": "k"})
    environ = request.environ | {"PATH_INFO": "//evil.example.com/"}
    answer = give_back(WSGIRequest(environ), "Full.", status=429, retry_after=7)
    assert (answer.status_code, answer["Retry-After"]) == (429, "7")
    assert form_in(answer.text).action == "/evil.example.com/?a=1"
    assert form_in(answer.text).fields == {"text": TEXT, "key": "k"}
    assert 'lang="de"' in answer.text
    assert "default-src 'none'" in answer["Content-Security-Policy"]
