"""A published comment makes the pages stale that show it or count it, and no others."""

from contextlib import contextmanager

import pytest
from django.db import connection
from django.test import Client
from django.urls import URLPattern, get_resolver

from articles.models import Article
from articles.related import lists
from comments.models import Comment, Status
from comments.models.comment.thread_position import recount
from comments.threads import shown
from newsroom import freshness, kept
from newsroom.wsgi import application
from tests.cast import a_comment, an_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper():
    """An article that is discussed, a relative of it, and one that has nothing to do with them."""
    discussed = an_article(slug="gulls", about=["harbour"], by=["Ida"])
    relative = an_article(slug="terns", about=["harbour"])
    other = an_article(slug="town-hall", about=["council"])
    for _ in range(3):  # more than are shown as related where nothing is
        an_article(about=["council"])
    for each in (discussed, relative, other):
        lists.refresh(each)
    return discussed, relative, other


def addresses(paper):
    """Every address of a page that may be stored, of this paper."""
    discussed, relative, other = (each.get_absolute_url() for each in paper)
    year, month = discussed.split("/")[1:3]
    feeds = [f"{folder}feed.{form}" for folder in FEEDS for form in ("atom", "rss", "json")]
    return [
        *("/", discussed, relative, other, f"{discussed}comments/", f"{other}comments/"),
        *("/topics/", "/authors/", "/years/", f"/{year}/", f"/{year}/{month}/"),
        *("/topics/harbour/", "/topics/council/", "/authors/ida/", "/corrections/"),
        *(f"{discussed}comments.json", f"{other}comments.atom", "/comments.json", "/comments.rss"),
        *("/sitemap.xml", "/sitemap-articles.xml", "/sitemap-topics.xml"),
        *("/rules/", "/privacy/", "/manifest.webmanifest", "/search/opensearch.xml", *feeds),
    ]


FEEDS = ("/", "/topics/harbour/", "/topics/council/", "/authors/ida/", "/corrections/")


@pytest.fixture
def rendered(monkeypatch):
    """The addresses that Django has to answer."""
    asked, django = [], application.django

    def counted(environ, start_response):
        asked.append(environ["PATH_INFO"])
        return django(environ, start_response)

    monkeypatch.setattr(application, "django", counted)
    return asked


def acts(comment, mo):
    """Changes of a discussion by name, in an order in which each can be done."""
    seldom = Comment.objects.get

    def edit():
        own = seldom(pk=comment.pk)
        own.edit("The terns know better.")
        if own.open_edit:
            own.open_edit.accept(by=mo)

    def delete():
        seldom(pk=comment.pk).delete_by_writer()

    return {
        "approve": lambda: seldom(pk=comment.pk).approve(by=mo),
        "edit": edit,
        "pick": lambda: seldom(pk=comment.pk).feature(by=mo),
        "unpick": lambda: seldom(pk=comment.pk).unfeature(by=mo),
        "reject": lambda: seldom(pk=comment.pk).reject(by=mo),
        "approve again": lambda: seldom(pk=comment.pk).approve(by=mo),
        "recount": lambda: recount(comment.article),
        "delete": delete,
    }


def test_after_each_act_each_stored_page_is_as_a_fresh_one(reader, paper, mo):
    """Relatives of any page wrongly declared: each page after each act."""
    comment = a_comment(paper[0], status=Status.PENDING, text="Only the gulls know.")
    pages = addresses(paper)
    for name, act in acts(comment, mo).items():
        for address in pages:
            assert reader.get(address).status == 200, address
        act()
        stored = {address: reader.get(address).text for address in pages}
        application.shelf.pages.clear()
        kept.forget()
        shown.COMMENTS.forget()
        for address in pages:
            assert stored[address] == reader.get(address).text, f"{address} after {name}"


def test_a_comment_leaves_the_pages_fresh_on_which_it_does_not_show(reader, paper, rendered, mo):
    comment = a_comment(paper[0], status=Status.PENDING)
    pages = addresses(paper)
    for address in pages:
        reader.get(address)
    rendered.clear()
    comment.approve(by=mo)
    for address in pages:
        reader.get(address)
    discussed = paper[0].get_absolute_url()
    year, month = discussed.split("/")[1:3]
    assert rendered == [
        *("/", discussed, f"{discussed}comments/", f"/{year}/", f"/{year}/{month}/"),
        *("/topics/harbour/", "/authors/ida/"),
        *(f"{discussed}comments.json", "/comments.json", "/comments.rss"),
    ]


def test_a_card_makes_no_more_stale_than_a_comment_does_and_shows_at_once(reader, paper, rendered):
    """With and without stored pages: the article is kept in memory, too."""
    pages, client = addresses(paper), Client()
    discussed, _relative, other = paper
    for address in pages:
        reader.get(address)
        client.get(address)
    rendered.clear()
    assert discussed.draw_card()
    card = Article.objects.get(pk=discussed.pk).social_card
    assert card in client.get(discussed.get_absolute_url()).content.decode()
    for address in pages:
        assert (card in reader.get(address).text) == (address == discussed.get_absolute_url())
    assert discussed.get_absolute_url() in rendered
    assert not {other.get_absolute_url(), "/sitemap.xml", "/feed.atom", "/rules/"} & {*rendered}


def test_every_public_view_is_among_them(paper):
    """Whoever declares another view public writes its address into the list above."""
    views = {}

    def walk(patterns):
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                if getattr(pattern.callback, "is_public", False):
                    views[pattern.name or str(pattern.pattern)] = pattern
            else:
                walk(pattern.url_patterns)

    walk(get_resolver().url_patterns)
    resolved = {get_resolver().resolve(address).url_name for address in addresses(paper)}
    # Without anything that changes, without a page in this paper, or answered by a forwarding.
    others = {"robots_txt", "ads_txt", "about", "page", "comment"}
    assert set(views) - resolved - others == set()


@pytest.mark.both_databases
def test_discussions_are_counted_by_parts(paper):
    """Two articles of one part go stale together, as that is cheap and never wrong."""
    first = freshness.read()
    freshness.discussion_changed(7)
    second = freshness.read(known=first)
    assert second.edition == first.edition
    assert second.of([7]) != first.of([7])
    assert second.of([7 + freshness.PARTS]) != first.of([7 + freshness.PARTS])
    assert second.of([8]) == first.of([8])
    assert second.of([8, 7]) != first.of([8, 7])
    assert second.of(None) != first.of(None)
    freshness.discussion_changed(7)
    assert freshness.read(known=second).of([7]) != second.of([7])


@pytest.mark.both_databases
def test_read_past_the_cursors_of_django_it_is_the_same(paper):
    """The clocks above all: each database has a type of its own for them."""
    freshness.discussion_changed(7)
    seen = freshness.read_often(connection)
    assert seen == freshness.read()
    assert seen.clock[1] != "None"


@pytest.mark.both_databases
def test_the_parts_are_read_again_when_the_sum_says_so_and_only_then(queries):
    first = freshness.read()
    freshness.new_edition()
    assert queries(lambda: freshness.read(known=first)) == 1
    freshness.discussion_changed(7)
    assert queries(lambda: freshness.read(known=first)) == 2
    second = freshness.read(known=first)
    assert second.parts[7] == first.parts.get(7, 0) + 1


def test_a_page_overtaken_by_a_comment_while_it_was_rendered_is_not_shown(
    reader, paper, mo, monkeypatch
):
    comment = a_comment(paper[0], status=Status.PENDING, text="Only the gulls know.")
    address, django = paper[0].get_absolute_url(), application.django

    def overtaken(environ, start_response):
        answer = list(django(environ, start_response))
        Comment.objects.get(pk=comment.pk).approve(by=mo)
        return answer

    @contextmanager
    def during():
        with monkeypatch.context() as patched:
            patched.setattr(application, "django", overtaken)
            yield

    with during():
        assert "Only the gulls know." not in reader.get(address).text
    assert "Only the gulls know." in reader.get(address).text
