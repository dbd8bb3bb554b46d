"""The newest in full, in the three forms that feed readers know."""

import json
from datetime import timedelta
from xml.etree import ElementTree

import pytest
import time_machine
from django.utils import timezone

from comments.models import Comment, Status
from newsroom.timestamps import timestamp
from tests.cast import a_comment, an_article

ATOM = "{http://www.w3.org/2005/Atom}"
ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"
WHOLE = '<p>In &lt;the&gt; <a href="http://testserver/2026/01/x/">night</a>.</p>'


@pytest.fixture
def fog(db):
    return an_article(
        headline="Fog & more",
        lead="It came.",
        body='<p>In &lt;the&gt; <a href="/2026/01/x/">night</a>.</p>',
        by=["Ilse", "Jo"],
        about=["harbour"],
    )


def entries(answer):
    return ElementTree.fromstring(answer.body).findall(f"{ATOM}entry")


def test_atom_has_stories_in_full(reader, fog):
    answer = reader.get("/feed.atom")
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    [entry] = entries(answer)
    assert entry.findtext(f"{ATOM}title") == "Fog & more"
    assert entry.findtext(f"{ATOM}summary") == "It came."
    assert WHOLE in entry.findtext(f"{ATOM}content")
    assert "It came." in entry.findtext(f"{ATOM}content")
    assert entry.find(f"{ATOM}link").get("href") == f"http://testserver{fog.get_absolute_url()}"
    assert [name.text for name in entry.iterfind(f"{ATOM}author/{ATOM}name")] == ["Ilse", "Jo"]
    assert entry.find(f"{ATOM}category").get("term") == "Harbour"


def test_rss_has_stories_in_full(reader, fog):
    answer = reader.get("/feed.rss")
    assert answer.headers["Content-Type"] == "application/rss+xml; charset=utf-8"
    [item] = ElementTree.fromstring(answer.body).iter("item")
    assert item.findtext("title") == "Fog & more"
    assert WHOLE in item.findtext(ENCODED)
    assert item.findtext("link") == f"http://testserver{fog.get_absolute_url()}"


def test_json_has_stories_in_full(reader, fog):
    answer = reader.get("/feed.json")
    assert answer.headers["Content-Type"] == "application/feed+json; charset=utf-8"
    feed = json.loads(answer.body)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == "http://testserver/feed.json"
    [item] = feed["items"]
    assert (item["title"], item["summary"]) == ("Fog & more", "It came.")
    assert WHOLE in item["content_html"]
    assert item["date_published"] == timestamp(fog.published_at)
    assert [author["name"] for author in item["authors"]] == ["Ilse", "Jo"]
    assert item["authors"][0]["url"] == "http://testserver/authors/ilse/"
    assert item["tags"] == ["Harbour"]


def test_a_change_is_dated_apart_from_what_was_changed(reader, fog):
    fog.mark_updated()
    fog.save()
    comment = a_comment(fog)
    edited = comment.created_at + timedelta(hours=1)
    Comment.objects.update(edited_at=edited)
    for address, written, changed in (
        ("/feed", fog.published_at, fog.updated_at),
        ("/comments", comment.created_at, edited),
    ):
        [item] = json.loads(reader.get(f"{address}.json").body)["items"]
        assert item["date_published"] == timestamp(written)
        assert item["date_modified"] == timestamp(changed)
        [entry] = entries(reader.get(f"{address}.atom"))
        assert entry.findtext(f"{ATOM}published") == timestamp(written)
        assert entry.findtext(f"{ATOM}updated") == timestamp(changed)


@pytest.mark.parametrize("form", ["atom", "rss", "json"])
def test_topics_and_authors_have_their_own(reader, fog, form):
    an_article(headline="Trams", about=["transport"], by=["Kai"])
    for place in ("/topics/harbour", "/authors/ilse"):
        answer = reader.get(f"{place}/feed.{form}")
        assert "Fog" in answer
        assert "Trams" not in answer
    assert reader.get(f"/topics/nothing/feed.{form}").status == 404


@pytest.mark.parametrize("form", ["atom", "rss", "json"])
def test_comments_have_their_own(reader, fog, form):
    other = an_article(headline="Trams")
    a_comment(fog, name="Ravi", text="Only the gulls know.")
    a_comment(other, name="Tom", text="On time, once.")
    a_comment(fog, status=Status.PENDING, text="Not yet.")
    everywhere = reader.get(f"/comments.{form}")
    assert "Only the gulls know." in everywhere
    assert "On time, once." in everywhere
    here = reader.get(f"{fog.get_absolute_url()}comments.{form}")
    assert "Only the gulls know." in here
    assert "On time, once." not in here
    for answer in (everywhere, here):
        assert "Not yet." not in answer
    fog.unpublish()
    assert "Only the gulls know." not in reader.get(f"/comments.{form}")
    assert reader.get(f"{fog.get_absolute_url()}comments.{form}").status == 410


@pytest.mark.parametrize("address", ["/feed.atom", "/feed.rss", "/feed.json", "/comments.atom"])
def test_a_reader_that_has_it_is_told_so(reader, fog, address):
    tag = reader.get(address).headers["ETag"]
    assert reader.get(address, **{"If-None-Match": tag}).status == 304


@pytest.mark.parametrize("form", ["atom", "rss", "json"])
def test_an_empty_feed_is_the_same_a_day_later(reader, fog, form):
    for address in (f"{fog.get_absolute_url()}comments.{form}", f"/comments.{form}"):
        today = reader.get(address).raw
        with time_machine.travel(timezone.now() + timedelta(days=1)):
            fog.save()  # a new edition, so that it is made anew
            assert reader.get(address).raw == today


def test_there_is_no_other_form(reader, fog):
    assert reader.get("/feed.xml").status == 404
