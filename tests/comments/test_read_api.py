"""The discussion for programs: JSON Feed, page by page, with what readers see and no more."""

import json

import pytest

from comments.feeds import LENGTH
from comments.models import Status
from tests.cast import a_comment, ago, an_article, moved_in
from tests.order import on_both


def ask(reader, address):
    answer = reader.get(address)
    assert answer.status == 200
    return json.loads(answer.body)


@pytest.fixture
def address(article):
    return f"{article.get_absolute_url()}comments.json"


def test_it_says_of_a_comment_what_readers_see(reader, article, address, mo):
    top = a_comment(article, name="Zoë", text="*First.*", email="zoe@example.org")
    reply = a_comment(article, parent=top, name="Mo", author=mo, text="Thank you.")
    top.feature(by=mo)
    a_comment(article, Status.PENDING, text="Not yet.")
    feed = ask(reader, address)
    assert feed["_discussion"] == {"comments": 2, "is_open": True}
    newest, first = feed["items"]
    assert first["authors"] == [{"name": "Zoë"}]
    assert first["content_html"] == "<p><em>First.</em></p>"
    assert first["url"].endswith(f"/comments/{top.pk}/")
    assert first["_comment"] == {
        "number": top.pk,
        "answers": None,
        "is_of_the_newsroom": False,
        "is_editors_pick": True,
        "is_edited": False,
    }
    assert newest["_comment"]["answers"] == top.pk
    assert newest["_comment"]["is_of_the_newsroom"]
    assert newest["_comment"]["number"] == reply.pk
    assert "example.org" not in json.dumps(feed)


@pytest.mark.both_databases
def test_its_pages_have_each_comment_once_even_if_new_ones_come(reader, article, address):
    moment = ago(hours=1)  # all at once: the number decides
    wanted = [one.pk for one in moved_in(article, 2 * LENGTH + 3, created_at=moment)]
    found, pages = [], 0
    while address:
        feed = ask(reader, address)
        found += [item["_comment"]["number"] for item in feed["items"]]
        address = feed.get("next_url", "").removeprefix("http://testserver")
        pages += 1
        a_comment(article, text=f"Meanwhile, {pages}.")
    assert found == wanted[::-1]
    assert pages == 3


@pytest.mark.both_databases
def test_all_comments_of_the_paper_have_pages_too(reader, article):
    moved_in(article, LENGTH)
    assert "next_url" not in ask(reader, "/comments.json")
    a_comment(an_article())
    feed = ask(reader, "/comments.json")
    assert "_discussion" not in feed
    older = ask(reader, feed["next_url"].removeprefix("http://testserver"))
    assert len(older["items"]) == 1


@pytest.mark.parametrize(
    "cursor", ["x", "1", "1-", "--1-1", "9" * 18 + "-1", on_both("1-" + "9" * 19), "٣-٣", "1-1'--"]
)
def test_a_cursor_that_is_none_leads_nowhere(reader, address, cursor):
    """A19"""
    assert reader.get(f"{address}?before={cursor}").status in (400, 404)
    assert reader.get(f"/comments.json?before={cursor}").status in (400, 404)


@pytest.mark.both_databases
def test_every_year_a_cursor_can_name_is_one(reader, address):
    assert ask(reader, f"{address}?before={'9' * 17}-1")["items"] == []


def test_a_page_of_it_asks_as_much_for_many_as_for_few(
    reader, article, address, django_assert_max_num_queries
):
    moved_in(article, LENGTH + 1)
    with django_assert_max_num_queries(8):
        ask(reader, address)
