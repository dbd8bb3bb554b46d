"""Secret links to articles that are not public: who has one reads, until it ends."""

import logging
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.db import connection

from articles.models import Article, PreviewLink
from articles.models.preview_link import DAYS, USUALLY
from newsroom.logs import without_secrets
from tests.cast import PASSWORD, an_article, from_now, staff
from tests.page_forms import forms_in

LIST = "/admin/articles/article/"
SECRET = "Nobody knows this yet"


@pytest.fixture
def desk(client, ida):
    client.login(username="ida", password=PASSWORD)
    return client


@pytest.fixture
def draft(db):
    return an_article(headline=SECRET, published=None)


def page_of(article):
    return f"{LIST}{article.pk}/preview/link/"


def make(desk, article, **chosen):
    answer = desk.post(page_of(article), {"make": 1, **chosen})
    return urlsplit(answer.context["address"]).path


def test_whoever_has_the_link_reads_a_draft_without_a_login(desk, draft, reader):
    """E14"""
    address = make(desk, draft)
    answer = reader.get(address)
    assert (answer.status, SECRET in answer, "not public" in answer) == (200, True, True)
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "sessionid" not in str(answer.headers)
    draft.headline = "As it is now"
    draft.save()
    assert "As it is now" in reader.get(address)  # it was kept in no cache
    assert reader.get(f"{address[:-3]}x/").status == 404


def test_it_ends_by_itself_by_a_press_and_with_the_publication(desk, draft, reader):
    first, second = make(desk, draft), make(desk, draft)
    with time_machine.travel(from_now(days=USUALLY) - timedelta(minutes=1), tick=False):
        assert reader.get(first).status == 200
    with time_machine.travel(from_now(days=USUALLY) + timedelta(minutes=1), tick=False):
        assert reader.get(first).status == 404
    newest = PreviewLink.objects.first()
    (form,) = [
        each
        for each in forms_in(desk.get(page_of(draft)).text)
        if each.buttons.get("Withdraw") == {"withdraw": str(newest.pk)}
    ]
    desk.post(page_of(draft), form.pressed("Withdraw"))
    assert [reader.get(each).status for each in (first, second)] == [200, 404]
    draft.publish()
    answer = reader.get(first)
    assert (answer.status, answer.headers["Location"]) == (302, draft.get_absolute_url())


def test_who_makes_it_chooses_for_how_long(desk, draft, reader):
    """E14"""
    forms = forms_in(desk.get(page_of(draft)).text)
    (form,) = [each for each in forms if "days" in each.fields]
    assert form.fields["days"] == "7"
    for chosen, days in {"1": 1, "30": 30, "7": 7, "": 7, "365": 7, "x": 7}.items():
        with time_machine.travel(from_now(hours=1), tick=False):
            made = make(desk, draft, days=chosen)
            end = PreviewLink.objects.first().expires_at
            assert end == from_now(days=days), chosen
        with time_machine.travel(end - timedelta(seconds=1), tick=False):
            assert reader.get(made).status == 200
        with time_machine.travel(end, tick=False):
            assert reader.get(made).status == 404
    assert DAYS == (1, 7, 30)
    with time_machine.travel(from_now(seconds=2)):  # whatever was chosen, an embargo hides it
        made = make(desk, draft, days="30")
        Article.objects.filter(pk=draft.pk).update(embargo_until=from_now(days=1))
        assert reader.get(made).status == 404


def test_there_is_none_under_an_embargo_and_for_what_is_public(desk, draft, reader):
    """E19"""
    address = make(desk, draft)
    Article.objects.filter(pk=draft.pk).update(embargo_until=from_now(hours=1))
    assert reader.get(address).status == 404
    page = desk.post(page_of(draft), {"make": 1})
    assert (page.context["address"], "under an embargo" in page.text) == ("", True)
    page = desk.post(page_of(an_article()), {"make": 1})
    assert page.context["address"] == ""
    assert PreviewLink.objects.count() == 1


def test_the_secret_is_stored_nowhere_and_in_no_log(desk, draft, client, caplog, monkeypatch):
    address = make(desk, draft)
    token = address.split("/")[2]
    with connection.cursor() as cursor:
        cursor.execute("SELECT token_hash FROM articles_previewlink")
        assert token not in str(cursor.fetchall())
    assert token not in desk.get(page_of(draft)).text
    monkeypatch.setattr(Article, "lead_as_html", property(lambda article: 1 / 0))
    client.raise_request_exception = False
    with caplog.at_level(logging.ERROR):
        assert client.get(address).status_code == 500
    assert caplog.records
    for record in caplog.records:
        without_secrets(record)
        assert token not in record.getMessage()


def test_only_who_may_change_an_article_makes_links_to_it(client, mo, draft):
    looks_on = staff("Una")
    looks_on.user_permissions.add(Permission.objects.get(codename="view_article"))
    for person in (mo, looks_on):
        client.force_login(person)
        assert client.post(page_of(draft), {"make": 1}).status_code == 403, person
    assert not PreviewLink.objects.exists()
