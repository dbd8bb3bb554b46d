"""A stored page is never stale, never another's, and the same for everybody."""

import gzip
import re
from datetime import timedelta

import brotli
import pytest
import time_machine
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, RelatedChoice
from comments.models import Status
from newsroom import freshness, kept
from newsroom.models import Masthead
from newsroom.page_cache.cache import COMPRESS, Page, PageCache
from newsroom.page_cache.request import canonical_query
from newsroom.page_cache.response import best_encoding
from newsroom.wsgi import application
from tests.cast import a_comment, a_topic, ago, an_article, from_now, session_of
from tests.page_forms import form_in
from tests.reader import Reader


@pytest.fixture
def rendered(monkeypatch):
    """The addresses that Django itself had to answer."""
    asked = []
    django = application.django

    def counted(environ, start_response):
        asked.append(environ["PATH_INFO"])
        return django(environ, start_response)

    monkeypatch.setattr(application, "django", counted)
    return asked


def test_the_masthead_is_read_once_in_a_request(reader, article):
    """K12b"""
    a_comment(article)
    form = f"{article.get_absolute_url()}comment/"
    key = re.search(r'name="key" value="([^"]+)"', reader.get(form).text)[1]
    words = {"name": "Ravi", "text": "A boat.", "key": key}
    for ask in (
        lambda: reader.get(article.get_absolute_url()),
        lambda: reader.get("/"),
        lambda: reader.post(form, words),
    ):
        kept.forget()
        with CaptureQueriesContext(connection) as asked:
            ask()
        assert sum('"newsroom_masthead"."name"' in query["sql"] for query in asked) == 1


def test_a_page_is_rendered_once_and_then_answered_with_one_query(
    reader, article, rendered, queries
):
    first = reader.get("/")
    assert queries(lambda: reader.get("/")) == 1
    assert reader.get("/").raw == first.raw
    assert rendered == ["/"]


def test_every_change_that_readers_can_see_shows_at_the_next_request(reader, article):
    assert article.headline in reader.get("/")
    article.headline = "The harbour sleeps"
    article.save()
    assert "The harbour sleeps" in reader.get("/")
    article.unpublish()
    assert "The harbour sleeps" not in reader.get("/")
    masthead = Masthead.current()
    masthead.name = "The Kestrel Sound"
    masthead.save()
    assert "The Kestrel Sound" in reader.get("/")


@pytest.mark.both_databases
def test_changing_many_rows_at_once_is_a_new_edition_too(reader, article):
    reader.get("/")
    Article.objects.update(headline="All at once")
    assert "All at once" not in reader.get("/nowhere/")
    assert reader.get("/").status == 200
    before = freshness.read().edition  # the clock moves as well, where the newest goes
    Article.objects.all().delete()
    assert freshness.read().edition > before
    assert article.headline not in reader.get("/")
    RelatedChoice.objects.create(article=an_article(), other=an_article())
    before = freshness.read().edition
    RelatedChoice.objects.all().delete()
    assert freshness.read().edition > before


def test_what_is_deleted_is_gone_at_the_next_request(reader, article):
    older = an_article(headline="Old fish", published=ago(days=2))
    assert "Old fish" in reader.get("/")
    older.delete()
    assert "Old fish" not in reader.get("/")
    topic = a_topic("harbour")
    topic.articles.add(article)
    assert "Harbour" in reader.get(article.get_absolute_url())
    topic.delete()
    assert "Harbour" not in reader.get(article.get_absolute_url())
    choice = RelatedChoice.objects.create(article=article, other=an_article())
    before = freshness.read().edition
    choice.delete()
    assert freshness.read().edition > before


@pytest.mark.both_databases
def test_a_decision_about_a_comment_shows_at_the_next_request(reader, article, mo):
    address = article.get_absolute_url()
    comment = a_comment(article, status=Status.PENDING, text="Only the gulls know.")
    assert "No comments" in reader.get(address)
    comment.approve(by=mo)
    page = reader.get(address)
    assert "1 comment" in page
    assert "Only the gulls know." in page
    comment.reject(by=mo)
    assert "Only the gulls know." not in reader.get(address)


def test_a_comment_that_waits_does_not_make_every_page_stale(reader, article, rendered):
    reader.get("/")
    a_comment(article, status=Status.PENDING)
    reader.get("/")
    assert rendered == ["/"]


@pytest.mark.both_databases
def test_the_clock_alone_publishes(reader, article):
    scheduled = an_article(headline="Tomorrow's news", published=from_now(hours=1))
    assert "Tomorrow's news" not in reader.get("/").text.replace("&#x27;", "'")
    assert reader.get(scheduled.get_absolute_url()).status == 404
    with time_machine.travel(timezone.now() + timedelta(hours=1, seconds=1)):
        assert "Tomorrow's news" in reader.get("/").text.replace("&#x27;", "'")
        assert reader.get(scheduled.get_absolute_url()).status == 200


def test_a_page_that_was_overtaken_while_it_was_rendered_is_never_shown(
    reader, article, monkeypatch
):
    django = application.django

    def overtaken(environ, start_response):
        answer = list(django(environ, start_response))
        Article.objects.filter(pk=article.pk).update(headline="Overtaken")
        return answer

    with monkeypatch.context() as patched:
        patched.setattr(application, "django", overtaken)
        assert "Overtaken" not in reader.get("/")
    assert "Overtaken" in reader.get("/")


def test_two_visitors_get_the_same_bytes_whatever_their_browsers_say(reader, article):
    plain = reader.get("/")
    canary = "canary.example.com"
    for name in [
        "X-Forwarded-Host",
        "X-Forwarded-Proto",
        "X-Forwarded-Port",
        "Forwarded",
        "X-Original-URL",
        "X-Rewrite-URL",
        "X-HTTP-Method-Override",
        "Origin",
        "Referer",
        "Accept",
        "Accept-Language",
        "User-Agent",
        "Range",
        "Cookie",
    ]:
        assert reader.get("/", **{name: canary}) == plain, name
        application.shelf.pages.clear()
        assert reader.get("/", **{name: canary}) == plain, f"{name}, on a cold page"


def test_nothing_that_one_reader_says_reaches_django(reader, article, monkeypatch):
    """A42, A43"""
    told = []
    django = application.django

    def overheard(environ, start_response):
        told.append(environ)
        return django(environ, start_response)

    monkeypatch.setattr(application, "django", overheard)
    canary = "canary.example.com"
    reader.get("/", Cookie=canary, Referer=canary, X_Forwarded_Host=canary)
    assert canary not in str(told)


def test_all_our_host_names_show_the_same_page_and_foreign_ones_none(reader, article):
    other = Reader(application, host="localhost")
    for address in ("/", "/robots.txt"):  # which names whole addresses
        page = reader.get(address)
        application.shelf.pages.clear()
        assert other.get(address) == page
    page = reader.get("/")
    assert Reader(application, host="evil.example.com").get("/").status == 400
    assert reader.get("/") == page


def test_parameters_that_mean_nothing_make_no_pages(reader, article, rendered):
    reader.get("/")
    for number in range(50):
        reader.get(f"/?utm_source={number}&fbclid={number}")
    assert rendered == ["/"]
    assert len(application.shelf.pages) == 1


def test_a_parameter_given_twice_or_in_another_order_is_the_same_page():
    assert canonical_query("before=2&x=1&before=3") == "before=3"
    assert canonical_query("p=1&before=2") == canonical_query("before=2&p=1")
    assert canonical_query("&".join(f"a{n}=1" for n in range(60))) == ""


def test_staff_and_authorised_requests_go_past_the_store(reader, article, rendered):
    reader.get("/")
    reader.get("/", Cookie="sessionid=x")
    reader.get("/", Authorization="Basic x")
    assert rendered == ["/"] * 3


def test_what_one_writes_and_the_desk_sees_is_on_no_page_for_others(reader, article, mo, client):
    """A45: each page is looked at by who writes, and by who decides, before a stranger does."""
    own, page = Reader(application), article.get_absolute_url()
    fields = {"name": "Canary", "email": "canary@example.org", "text": "Only the canary knows."}
    form = form_in(own.get(f"{page}comment/").text)
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        own.post(form.action, form.fields | fields | {"preview": "Preview"})
        sent = own.post(form.action, form.fields | fields)
    receipt = sent.headers["Location"]
    assert "canary" in own.get(receipt).text
    own.headers = {"Cookie": f"commenter=canary; sessionid={session_of(mo)}", "Referer": receipt}
    pages = ["/", page, f"{page}comment/", "/feed.atom", f"{page}comments.atom", "/search/?q=crane"]
    for address in pages:
        assert own.get(address).status == 200, address
        own.get(address, Cookie="commenter=canary")
    for address in pages:
        assert "canary" not in reader.get(address).text.lower(), address


def test_only_good_public_answers_are_kept(reader, article):
    article.old_addresses.create(path="/old")
    form = f"{article.get_absolute_url()}comment/"
    for address in ("/nope", "/old", form, "/healthz", "/2020/01/nope/", "/topics/nope/"):
        reader.get(address)
        assert not application.shelf.pages, address


def test_an_answer_with_a_cookie_is_kept_for_nobody(reader, article, monkeypatch):
    django = application.django

    def with_a_cookie(environ, start_response):
        def start(status, headers, error=None):
            return start_response(status, [*headers, ("Set-Cookie", "whose=mine")], error)

        return django(environ, start)

    monkeypatch.setattr(application, "django", with_a_cookie)
    assert reader.get("/").headers["Set-Cookie"] == "whose=mine"
    assert not application.shelf.pages


def test_a_reader_who_knows_the_page_is_told_so(reader, article):
    for encoding in ("", "gzip", "br"):
        first = reader.get("/", **{"Accept-Encoding": encoding})
        tag = first.headers["ETag"]
        for known in (tag, f"W/{tag}", f'"another", {tag}', f'{tag},"another"', "*"):
            again = reader.get("/", **{"Accept-Encoding": encoding, "If-None-Match": known})
            assert (again.status, again.raw) == (304, b"")
            assert again.headers["ETag"] == tag
    changed = {"If-None-Match": first.headers["ETag"], "Accept-Encoding": encoding}
    article.unpublish()
    assert reader.get("/", **changed).status == 200


@pytest.mark.parametrize("address", ["/", "/feed.atom"])
def test_only_a_proxy_that_says_so_may_renew_a_page_behind_its_readers(reader, article, address):
    """A browser would show its reader the page without the comment that they just posted."""
    proxy = {"X-Renews-Behind-Readers": "1"}
    first = reader.get(address)
    known = {"If-None-Match": first.headers["ETag"]}
    for more in ({}, known):
        told = reader.get(address, **more).headers["Cache-Control"]
        assert "stale-while-revalidate" not in told
        renewed = reader.get(address, **more, **proxy).headers["Cache-Control"]
        assert renewed == f"{told}, stale-while-revalidate=1"


@pytest.mark.parametrize("sent", ["", "gzip", "br"])
@pytest.mark.parametrize(
    "changed",
    [
        'W/"{}"',  # nginx, when it compresses
        '"{}-gzip"',  # Apache
        '"{}--gzip"',  # Jetty
        'W/"{};br"',
    ],
)
def test_a_proxy_that_compresses_the_page_learns_that_it_is_the_same(
    reader, article, sent, changed
):
    tag = reader.get("/").headers["ETag"].strip('"')
    asked = {"Accept-Encoding": sent}
    assert reader.get("/", **asked, **{"If-None-Match": changed.format(tag)}).status == 304
    for other in (f"{tag}-gz", f"x{tag}", tag[:-1], f"{tag}-gzip-", ""):
        assert reader.get("/", **asked, **{"If-None-Match": changed.format(other)}).status == 200


def test_a_page_is_compressed_once_when_it_is_stored(reader, article, monkeypatch):
    plain = reader.get("/")
    for encoding in COMPRESS:
        monkeypatch.setitem(COMPRESS, encoding, lambda body: pytest.fail("compressed again"))
    for encoding, unpack in (("gzip", gzip.decompress), ("br", brotli.decompress)):
        page = reader.get("/", **{"Accept-Encoding": encoding})
        assert unpack(page.raw) == plain.raw
        assert page.headers["ETag"].startswith('"')  # a strong one


def test_each_encoding_says_the_same(reader, article):
    plain = reader.get("/")
    gzipped = reader.get("/", **{"Accept-Encoding": "gzip, deflate"})
    best = reader.get("/", **{"Accept-Encoding": "gzip, deflate, br"})
    assert gzip.decompress(gzipped.raw) == plain.raw == brotli.decompress(best.raw)
    assert len({answer.headers["ETag"] for answer in (plain, gzipped, best)}) == 3
    assert all(answer.headers["Vary"] == "Accept-Encoding" for answer in (plain, gzipped, best))


@pytest.mark.parametrize(
    ("accepted", "best"),
    [
        ("", ""),
        ("gzip", "gzip"),
        ("GZIP;q=0.5, identity", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("gzip;q=0", ""),
        ("*", "br"),
        ("identity", ""),
    ],
)
def test_the_best_encoding_is_one_that_the_reader_takes(accepted, best):
    assert best_encoding(accepted) == best


def test_asking_for_the_headers_alone_gives_the_same_headers(reader, article):
    whole, head = reader.get("/"), reader.get("/", method="HEAD")
    assert head.headers == whole.headers
    assert head.raw == b""


def test_the_store_forgets_what_was_not_asked_for_longest():
    shelf = PageCache(room=1000)
    fresh = freshness.Freshness(1, (), 0, {})
    for key in ("/a", "/b", "/a", "/c"):
        if not shelf.get(key):
            shelf.put(key, Page(fresh, [], (key * 200).encode()))
    assert shelf.used <= 1000
    assert list(shelf.pages) == ["/a", "/c"]
    for number in range(100):
        shelf.put(f"/{number}", Page(fresh, [], b"x" * 400))
    assert shelf.used <= 1000
    assert list(shelf.pages) == ["/98", "/99"]


def test_a_page_that_was_fresh_is_compared_again_after_a_change():
    fresh = freshness.Freshness(1, (), 0, {})
    page = Page(fresh, [], b"x")
    assert [page.is_fresh(fresh), page.is_fresh(fresh)] == [True, True]
    assert not page.is_fresh(fresh._replace(edition=2))
    assert not page.is_fresh(fresh._replace(parts={3: 1}, discussions=1))


def test_when_the_database_is_away_stored_pages_are_still_shown(reader, article, monkeypatch):
    page = reader.get("/")

    def away(_connection, _known):
        raise DatabaseError("gone fishing")

    monkeypatch.setattr(freshness, "read", away)
    assert reader.get("/") == page
