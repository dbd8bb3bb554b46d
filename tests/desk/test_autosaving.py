"""What is typed into an article's form is on the server before anybody presses Save."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth.models import Permission
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from articles.models import Article, Autosave, Editing
from comments.follow_ups import purge
from tests.cast import PASSWORD, an_article, from_now, staff
from tests.desk.test_saving import nothing_can_be_written
from tests.page_forms import forms_in

ADDRESS = "/admin/articles/article/autosave/"
SIGN = "/admin/articles/article/editing/"
TYPED = "Typed, not saved < & > ٣"


@pytest.fixture
def desk(client, ida):
    client.force_login(ida)
    client.person = ida
    return client


@pytest.fixture
def colleague(db):
    person = staff("Zoë", "Editors")
    client = Client()
    client.force_login(person)
    client.person = person
    return client


def post(client, article=None, address=ADDRESS, **fields):
    entry = {
        "user": client.person.pk,
        "article": article and article.pk,
        "draft": "1x2",
        "page": "7",
        "at": 1000,
        "version": "",
        "fields": {"headline": TYPED},
        **fields,
    }
    return client.post(address, entry, content_type="application/json")


def form_at(client, article):
    page = client.get(f"/admin/articles/article/{article.pk}/change/")
    return page, forms_in(page.text)[-1]


def offered(client, article):
    """The entries that the page of the form gives to its script."""
    text = form_at(client, article)[0].text
    start = text.partition('<script id="desk-autosaves" type="application/json">')[2]
    return json.loads(start.partition("</script>")[0])


def test_it_is_one_row_that_is_written_over_and_nobody_else_sees(desk, colleague, article):
    """E3, W19"""
    before = Article.objects.values().get()
    for number in (1, 2, 3):
        answer = post(desk, article, at=number, fields={"headline": f"{TYPED} {number}"})
        assert answer.status_code == 200, answer.text
        assert answer.json()["saved_at"]
    row = Autosave.objects.get()
    assert row.fields == {"headline": f"{TYPED} 3"}
    assert Article.objects.values().get() == before
    assert [entry["fields"] for entry in offered(desk, article)] == [row.fields]
    assert offered(colleague, article) == []
    # Another tab of the same person, and a new article, have rows of their own.
    assert post(desk, article, draft="5", page="6").status_code == 200
    assert post(desk, None, draft="9", page="8").status_code == 200
    assert Autosave.objects.count() == 3
    assert len(offered(desk, article)) == 2


@pytest.mark.both_databases
def test_nothing_older_is_written_over_what_is_newer(desk, article):
    """W19: two pages with the same entry, and what arrives late."""
    post(desk, article, at=2)
    refused = [
        post(desk, article, at=1, fields={"headline": "late"}),
        post(desk, article, page="8", at=9, fields={"headline": "not taken up"}),
        post(desk, an_article(), at=9, fields={"headline": "of another article"}),
    ]
    assert [answer.status_code for answer in refused] == [409] * 3
    assert Autosave.objects.get().fields == {"headline": TYPED}
    # The page that has taken it up goes on with it, and the earlier one does not any more.
    assert post(desk, article, page="8", after="7", at=3).status_code == 200
    assert post(desk, article, at=10).status_code == 409


@pytest.mark.both_databases
def test_every_character_comes_back_as_it_was_typed(desk, article):
    odd = "\0 \ud83d \u202e \ufffe 😀 &lt;b&gt; </script>"
    answer = desk.post(
        ADDRESS,
        json.dumps(
            {"user": desk.person.pk, "article": article.pk, "draft": "1", "page": "2", "at": 1}
            | {"fields": {"body": odd, "topics": ["1", "2"], "important": True}}
        ),
        content_type="application/json",
    )
    assert answer.status_code == 200
    (entry,) = offered(desk, article)
    assert entry["fields"] == {"body": odd, "topics": ["1", "2"], "important": True}


def test_every_refusal_is_a_sentence_and_writes_nothing(desk, colleague, article, caplog):
    """K7c: 403, 413, 500 and a full disk."""
    clerk = Client()
    clerk.person = staff("Clerk")
    clerk.force_login(clerk.person)
    large = {"body": "x" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE}
    refused = {
        "no right": (403, lambda: post(clerk, article)),
        "no right to add": (403, lambda: post(clerk)),
        "another person": (403, lambda: post(desk, article, user=colleague.person.pk)),
        "too large": (413, lambda: post(desk, article, fields=large)),
        "no JSON": (400, lambda: desk.post(ADDRESS, "{", content_type="application/json")),
        "deep": (400, lambda: desk.post(ADDRESS, "[" * 99999, content_type="application/json")),
        "a list": (400, lambda: desk.post(ADDRESS, "[1]", content_type="application/json")),
        "no fields": (400, lambda: post(desk, article, fields={"headline": {"a": 1}})),
        "no number": (400, lambda: post(desk, article, draft="../")),
    }
    for name, (status, ask) in refused.items():
        answer = ask()
        assert answer.status_code == status, (name, answer.text)
        assert answer.json()["error"], name
    with nothing_can_be_written():
        answer = post(desk, article)
    assert (answer.status_code, bool(answer.json()["error"])) == (503, True)
    assert TYPED not in caplog.text
    assert desk.get(ADDRESS).status_code == 405
    assert not Autosave.objects.exists()


def test_it_is_asked_for_session_and_key_and_gets_new_ones(ida, article):
    """K7c: signed out, and signed in again in another window."""
    client = Client(enforce_csrf_checks=True)
    client.person = ida
    session = client.get("/admin/signed-in/", headers={"Accept": "application/json"})
    assert session.status_code == 302  # to the login, which leads back to that page
    assert session.url == "/admin/login/?next=/admin/signed-in/"
    page = client.get(session.url)
    key = forms_in(page.text)[-1].fields | {"username": "ida", "password": PASSWORD}
    assert client.post(session.url, key).url == "/admin/signed-in/"
    assert "close this window" in client.get("/admin/signed-in/").text
    old = {"X-CSRFToken": key["csrfmiddlewaretoken"]}
    entry = {"user": ida.pk, "article": article.pk, "draft": "1", "page": "1", "at": 1}
    answer = client.post(ADDRESS, entry, content_type="application/json", headers=old)
    assert answer.status_code == 403
    fresh = client.get("/admin/signed-in/", headers={"Accept": "application/json"}).json()
    assert fresh["user"] == ida.pk
    new = {"X-CSRFToken": fresh["token"]}
    answer = client.post(ADDRESS, entry, content_type="application/json", headers=new)
    assert answer.status_code == 200
    Session.objects.all().delete()
    answer = client.post(ADDRESS, entry, content_type="application/json", headers=new)
    assert answer.status_code == 302


def test_a_save_ends_it_and_a_refused_save_does_not(desk, article):
    """W19"""
    _page, form = form_at(desk, article)
    address = f"/admin/articles/article/{article.pk}/change/"
    post(desk, article)
    sent = form.pressed("Save") | {"draft": "1x2"}
    assert desk.post(address, sent | {"headline": ""}).status_code == 200
    assert len(offered(desk, article)) == 1
    assert desk.post(address, sent).status_code == 302
    assert offered(desk, article) == []
    # What was on its way when Save was pressed comes too late.
    assert post(desk, article, at=2000).status_code == 409
    assert offered(desk, article) == []
    new = forms_in(desk.get("/admin/articles/article/add/").text)[-1]
    post(desk, draft="77")
    saved = desk.post(
        "/admin/articles/article/add/", new.pressed("Save") | {"headline": "N", "draft": "77"}
    )
    assert saved.status_code == 302
    assert Autosave.objects.get(draft="77").ended_at


def without_the_right_to_add(person):
    person.groups.clear()
    person.user_permissions.set(Permission.objects.filter(codename="change_article"))


def test_words_about_an_article_that_is_deleted_meanwhile_stay(desk, article, colleague):
    """W19, W20: they are kept on, the form comes back, and saved it is a new article."""
    address = f"/admin/articles/article/{article.pk}/change/"
    form = form_at(desk, article)[1]
    post(desk, article, at=1)
    deleted = Article(pk=article.pk)
    article.delete()
    answer = post(desk, deleted, at=2, fields={"headline": f"{TYPED} 2"})
    assert answer.status_code == 200
    assert "has been deleted" in answer.json()["newer"]
    assert "has been deleted" in post(desk, deleted, SIGN).json()["newer"]
    assert Autosave.objects.get().fields == {"headline": f"{TYPED} 2"}
    without_the_right_to_add(colleague.person)
    assert post(colleague, deleted).status_code == 410
    sent = form.pressed("Save") | {"headline": TYPED, "draft": "1x2"}
    answer = desk.post(address, sent)
    assert (answer.status_code, "has been deleted in the meantime" in answer.text) == (410, True)
    returned = forms_in(answer.text)[-1]
    assert (returned.fields["headline"], returned.action) == (
        TYPED,
        "/admin/articles/article/add/",
    )
    assert not Article.objects.exists()
    again = returned.pressed("Save") | {"draft": "1x2"}
    assert desk.post(returned.action, again).status_code == 302
    assert Article.objects.get().headline == TYPED
    assert Autosave.objects.get().ended_at


def test_each_night_those_go_that_nobody_came_back_for(desk, article):
    post(desk, article, draft="1")
    post(desk, article, draft="2")
    post(desk, article, draft="3")
    Autosave.objects.get(draft="2").leave()
    Autosave.end(desk.person, "3", article)
    for days, kept in ((0, "123"), (2, "12"), (8, "1"), (29, "1"), (31, "")):
        with time_machine.travel(from_now(days=days)):
            purge()
        assert "".join(row.draft for row in Autosave.objects.order_by("draft")) == kept


# -- two editors


def names(answer):
    return [sentence.partition(" is editing")[0] for sentence in answer.json()["editing"]]


@pytest.mark.both_databases
def test_each_sees_the_other_until_a_minute_after_the_last_sign(desk, colleague, article):
    """E5, W20"""
    start = timezone.now()
    ago = lambda seconds: time_machine.travel(start + timedelta(seconds=seconds), tick=False)  # noqa: E731
    with ago(0):
        assert names(post(desk, article, SIGN)) == []
    with ago(30):
        assert names(post(colleague, article, SIGN)) == ["Ida"]
        assert names(post(desk, article)) == ["Zoë"]
        assert Editing.objects.get(person=desk.person).since == start
        # Without a script as well, when the page is opened; who looks claims nothing.
        assert "Zoë is editing this (since" in form_at(desk, article)[0].text
        assert "is editing" not in form_at(desk, an_article())[0].text
    with ago(89):
        assert names(post(colleague, article, SIGN)) == ["Ida"]
    with ago(95):
        assert "is editing" not in form_at(colleague, article)[0].text
        assert names(post(colleague, article, SIGN)) == []
        assert Editing.objects.count() == 1


def test_who_writes_is_told_of_a_newer_version_at_once(desk, colleague, article):
    """W20"""
    version = form_at(desk, article)[1].fields["version"]
    assert post(desk, article, version=version).json()["newer"] == ""
    address = f"/admin/articles/article/{article.pk}/change/"
    form = form_at(colleague, article)[1]
    assert colleague.post(address, form.pressed("Save") | {"lead": "Theirs"}).status_code == 302
    newer = post(desk, article, at=1001, version=version).json()["newer"]
    assert newer.startswith("Zoë saved a newer version (")


# -- the session


def ends_in(client):
    """Hours until the session ends."""
    session = Session.objects.get(session_key=client.cookies[settings.SESSION_COOKIE_NAME].value)
    return round((session.expire_date - timezone.now()).total_seconds() / 3600, 1)


def test_the_session_of_who_writes_does_not_end(desk, article):
    """K7c: twelve hours after the last work, and a week after the login."""
    start = timezone.now()
    after = lambda **time: time_machine.travel(start + timedelta(**time))  # noqa: E731
    with after(minutes=5):
        post(desk, article, at=1)
        assert ends_in(desk) == 11.9
    with after(hours=8):
        post(desk, article, SIGN)  # an open form is no work
        assert ends_in(desk) == 4.0
        post(desk, article, at=2)
        assert ends_in(desk) == 12.0
    with after(hours=8, minutes=9):
        post(desk, article, at=3)
        assert ends_in(desk) < 12
    for hours in range(16, 7 * 24, 8):
        with after(hours=hours):
            assert post(desk, article, at=hours).status_code == 200
    with after(days=7, hours=1):
        post(desk, article, at=1000)
        assert ends_in(desk) < 12
    with after(days=7, hours=13):
        assert post(desk, article, at=1001).status_code == 302
