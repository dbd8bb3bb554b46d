"""Whatever an article, a topic or an author was called, its former addresses lead to it."""

import unicodedata
from datetime import UTC, datetime
from importlib import import_module
from types import SimpleNamespace
from urllib.parse import quote

import pytest
from django.apps import apps
from django.db import connection

from articles.models import Article, Author, OldAddress, Topic
from newsroom.models import Masthead
from tests.cast import a_comment, a_topic, an_article, an_author

MAY = datetime(2021, 5, 31, 12, tzinfo=UTC)


@pytest.fixture
def leads_to(reader, db):
    def where(address):
        answer = reader.get(address)
        return answer.headers["Location"] if answer.status == 301 else answer.status

    return where


def renamed(thing, slug):
    thing = type(thing).objects.get(pk=thing.pk)
    thing.slug = slug
    thing.save()
    return thing


def test_one_hop_leads_from_each_of_many_names(leads_to):
    """K9a: also below them, with what was asked for."""
    article = an_article(slug="one", published=MAY)
    for slug in ("two", "three", "four"):
        article = renamed(article, slug)
    home = article.get_absolute_url()
    for former in ("one", "two", "three", "ONE", "Two"):
        for rest in ("", "comments/", "comments/87/", "comment/", "comments/87/report/",
                     "comments.atom", "comments.rss", "comments.json",
                     "comments/?after=7&sort=oldest", "comment/?quote=1&reply=7"):  # fmt: skip
            assert leads_to(f"/2021/05/{former}/{rest}") == home + rest
    assert leads_to("/2021/05/one") == home
    assert leads_to("/2021/05/one/nothing/") == 404


@pytest.mark.both_databases
@pytest.mark.parametrize(("make", "path"), [(a_topic, "topics"), (an_author, "authors")])
def test_a_renamed_label_takes_its_page_and_feeds_along(leads_to, make, path):
    """K9b"""
    label = make("Harbour")
    for slug in ("port", "quay"):
        renamed(label, slug)
    for former in ("harbour", "port", "PORT"):
        for rest in ("", "feed.atom", "feed.rss", "feed.json", "?before=7"):
            assert leads_to(f"/{path}/{former}/{rest}") == f"/{path}/quay/{rest}"
    renamed(label, "harbour")
    assert leads_to(f"/{path}/harbour/") == 200
    assert leads_to(f"/{path}/quay/") == leads_to(f"/{path}/port") == f"/{path}/harbour/"


def test_a_topic_is_found_by_its_former_name(leads_to):
    """K9b: Blogger's address of a label is its name."""
    topic = a_topic("harbour")
    topic.name, topic.slug = "Port", "port"
    topic.save()
    assert leads_to("/search/label/Harbour") == leads_to("/search/label/port") == "/topics/port/"
    assert leads_to("/feeds/posts/default/-/Port") == "/topics/port/feed.atom"


def test_a_former_address_belongs_to_who_has_it_now(leads_to):
    """K9a"""
    first = an_article(slug="one", published=MAY)
    renamed(first, "two")
    second = an_article(slug="one", published=MAY)
    assert leads_to("/2021/05/one/") == 200
    renamed(second, "three")
    assert leads_to("/2021/05/one/") == "/2021/05/three/"
    renamed(first, "one")
    assert [leads_to(f"/2021/05/{slug}/") for slug in ("one", "two")] == [200, "/2021/05/one/"]
    old, new = a_topic("harbour"), a_topic("port")
    renamed(old, "quay")
    renamed(new, "harbour")
    assert leads_to("/topics/harbour/") == 200
    assert leads_to("/topics/port/") == "/topics/harbour/"
    assert Topic.objects.get(slug="harbour") == new


def test_a_draft_takes_no_former_address(leads_to):
    """K9a"""
    renamed(an_article(slug="one", published=MAY), "two")
    draft = an_article(slug="one", published=None)
    Article.objects.filter(pk=draft.pk).update(filed=MAY.date().replace(day=1))
    assert leads_to("/2021/05/one/") == "/2021/05/two/"


def test_an_address_that_comes_back_is_free_after_an_hour(reader, leads_to):
    """K9a: a browser that keeps a redirect would else run in circles."""
    article = renamed(an_article(slug="one", published=MAY), "two")
    for address in ("/2021/05/one/", "/2021/05/one/comments/", "/feeds/posts/default"):
        assert reader.get(address).headers["Cache-Control"] == "max-age=3600"
    renamed(article, "one")
    assert leads_to("/2021/05/one/") == 200
    assert leads_to("/2021/05/two/") == "/2021/05/one/"


@pytest.mark.both_databases
def test_what_was_unpublished_says_so(reader, leads_to):
    """K9d"""
    article = an_article(slug="one", published=MAY)
    comment = a_comment(article)
    article = renamed(article, "two")
    article.old_addresses.create(path="/?p=17")
    article.unpublish()
    Masthead.objects.update(language="de")
    for address in ("/2021/05/two/", "/2021/05/one/", "/?p=17", "/2021/05/TWO"):
        assert leads_to(address) == 410
    for below in ("comments/", f"comments/{comment.pk}/", "comment/", "comments.atom", "feed/"):
        assert leads_to(f"/2021/05/one/{below}") == leads_to(f"/2021/05/two/{below}") == 410
    page = reader.get("/2021/05/two/")
    assert "Diese Seite wurde entfernt." in page
    assert page.headers["Cache-Control"] == "no-cache"
    assert article.headline not in page
    article.publish()
    assert leads_to("/2021/05/one/") == "/2021/05/two/"


@pytest.mark.both_databases
@pytest.mark.parametrize("at_once", [False, True], ids=["one", "many"])
def test_what_was_deleted_says_so(leads_to, at_once):
    """K9d: also by its former addresses, until the address is taken anew."""
    things = [an_article(slug="one", published=MAY), a_topic("harbour"), an_author("Ida")]
    draft = an_article(slug="draft", published=None)
    draft.old_addresses.create(path="/?p=18")
    things = [*(renamed(thing, "two") for thing in things), draft]
    for thing in things:
        type(thing).objects.filter(pk=thing.pk).delete() if at_once else thing.delete()
    for address in ("/2021/05/one/", "/topics/harbour/feed.atom", "/search/label/Harbour"):
        assert leads_to(address) == 410
    for address in ("/2021/05/two/comments/", "/topics/two", "/authors/ida/", "/authors/two/"):
        assert leads_to(address) == 410
    assert leads_to("/?p=18") == leads_to("/authors/nobody/") == 404
    again = an_article(slug="one", published=MAY)
    assert leads_to("/2021/05/one/") == 200
    renamed(again, "three")
    assert leads_to("/2021/05/one/") == "/2021/05/three/"
    assert not OldAddress.objects.filter(path="/2021/05/one").exclude(article=again).exists()


def test_other_spellings_lead_to_the_one_address(leads_to):
    """K9e"""
    cafe = an_article(slug="café-им-порту", published=MAY)
    home = quote(cafe.get_absolute_url(), safe="/%")
    for slug in (unicodedata.normalize("NFD", cafe.slug), cafe.slug.upper(), cafe.slug.title()):
        assert leads_to(quote(f"/2021/05/{slug}/")) == home
        assert leads_to(quote(f"/2021/05/{slug}/comments/")) == f"{home}comments/"
        assert leads_to(quote(f"/2021/05/{slug}")) == home
    topic = Topic.objects.create(name="Größe", slug="größe")
    an_author("Ida")
    assert leads_to(quote(unicodedata.normalize("NFD", "/topics/größe/"))) == (
        topic.get_absolute_url()
    )
    assert leads_to(quote("/topics/GRÖSSE/")) in (404, topic.get_absolute_url())  # ß: by database
    assert leads_to(quote("/topics/GRÖßE/")) == topic.get_absolute_url()
    assert leads_to("/Authors/IDA/") == "/authors/ida/"
    for digits in ("٢٠٢١/05", "2021/٠٥", "２０２１/05"):
        assert leads_to(quote(f"/{digits}/{cafe.slug}/")) == 404
        assert leads_to(quote(f"/{digits}/{cafe.slug}/comments/")) == 404


@pytest.mark.parametrize(
    ("asked", "rest"),
    [
        ("feed/", "comments.atom"),
        ("feed/rss2/", "comments.atom"),
        ("comment-page-2/", "comments/"),
        ("comment-page-2/#comment-7", "comments/"),
        ("amp/", ""),
        ("?amp=1", 200),
        ("trackback/", ""),
        ("page/2/", ""),
        ("2/", ""),
        ("comments/999/", 404),
        ("comment-page-x/", 404),
    ],
)
def test_what_other_blogs_have_below_an_article_is_found(leads_to, asked, rest):
    """K9c, K18g"""
    article = an_article(slug="one", published=MAY)
    article.old_addresses.create(path="/2012/01/07/one")
    asked = asked.partition("#")[0]
    found = rest if isinstance(rest, int) else f"/2021/05/one/{rest}"
    assert leads_to(f"/2021/05/one/{asked}") == found
    if found not in (200, 404):
        assert leads_to(f"/2012/01/07/one/{asked}") == found


def test_what_other_blogs_have_below_a_label_is_found(leads_to):
    """K9c, K18g"""
    OldAddress.objects.create(path="/category/port", topic=a_topic("harbour"))
    for former in ("/category/port/", "/topics/harbour/"):
        assert leads_to(f"{former}feed/") == "/topics/harbour/feed.atom"
        assert leads_to(f"{former}page/2/") == "/topics/harbour/"
    assert leads_to("/category/port/feed/rss2/") == "/topics/harbour/feed.rss"
    assert leads_to("/category/port/berths/") == 404


@pytest.mark.parametrize(
    ("asked", "address"),
    [
        ("/feeds/comments/default", "/comments.atom"),
        ("/feeds/comments/default/?alt=rss", "/comments.atom"),
        ("/feeds/posts/default", "/feed.atom"),
        ("/feeds/posts/summary", "/feed.atom"),
        ("/atom.xml", "/feed.atom"),
        ("/rss.xml", "/feed.rss"),
        ("/index.xml", "/feed.rss"),
        ("/rss/", "/feed.rss"),
        ("/feed", "/feed.atom"),
        ("/feed/", "/feed.atom"),
        ("/feed/rss2/", "/feed.rss"),
        ("/feed/atom/", "/feed.atom"),
        ("/comments/feed/", "/comments.atom"),
        ("/?feed=rss2", "/feed.atom"),
        ("/?feed=comments-rss2", "/comments.atom"),
    ],
)
def test_the_feeds_of_other_blogs_have_addresses_here(leads_to, asked, address):
    """K9c"""
    assert leads_to(asked) == address


def test_an_address_of_nothing_costs_few_queries(reader, queries, db):
    """K9a: however many parts it has."""
    address = "/2021/05/" + "x/" * 400
    assert reader.get(address).status == 404
    assert queries(lambda: reader.get(address)) == queries(lambda: reader.get("/2021/05/x/y/"))
    assert Author.objects.count() == 0


@pytest.mark.both_databases
def test_old_addresses_of_an_earlier_version_are_folded_and_the_first_of_two_stays(db):
    article = an_article()
    stored = ["/Café/", "/CAFÉ/", "/café", "/CAFÉ", "/Quay", "/pier"]
    OldAddress.objects.bulk_create(OldAddress(path=path, article=article) for path in stored)
    migration = import_module("articles.migrations.0006_addresses_of_what_was_deleted")
    for _again in range(2):
        migration.fold(apps, SimpleNamespace(connection=connection))
        found = OldAddress.objects.order_by("pk").values_list("path", flat=True)
        assert list(found) == ["/café/", "/café", "/quay", "/pier"]
