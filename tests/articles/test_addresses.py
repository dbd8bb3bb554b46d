"""An address that readers have seen keeps leading to the article."""

from datetime import UTC, datetime
from urllib.parse import quote

import pytest
from django.db import IntegrityError, transaction

from articles import old_addresses
from articles.models import Article, OldAddress
from articles.slugs import slug_of
from newsroom.models import Masthead
from tests.cast import a_topic, an_article, from_now

MAY = datetime(2021, 5, 31, 12, tzinfo=UTC)


def leads_to(reader, address):
    answer = reader.get(address)
    return answer.headers.get("Location") if answer.status == 301 else answer.status


def test_an_address_is_made_of_the_month_and_the_headline(db):
    article = an_article(headline="The Tram: Back at Last!", published=MAY)
    assert article.get_absolute_url() == "/2021/05/the-tram-back-at-last/"


def test_its_month_is_that_of_the_papers_own_clock(db):
    Masthead.objects.update(time_zone="Pacific/Auckland")
    article = an_article(headline="One", published=MAY)
    assert article.get_absolute_url() == "/2021/06/one/"


@pytest.mark.both_databases
def test_a_new_slug_forwards_the_old_address_and_the_one_before(reader, db):
    article = an_article(headline="One", published=MAY)
    for slug in ("two", "three"):
        article.slug = slug
        article.save()
    assert leads_to(reader, "/2021/05/one/") == "/2021/05/three/"
    assert leads_to(reader, "/2021/05/two/") == "/2021/05/three/"
    article.slug = "one"
    article.save()
    assert leads_to(reader, "/2021/05/one/") == 200
    assert leads_to(reader, "/2021/05/three/") == "/2021/05/one/"


def test_a_corrected_date_does_not_move_the_address(db):
    article = an_article(headline="One", published=MAY)
    article.published_at = datetime(2021, 6, 1, tzinfo=UTC)
    article.save()
    assert article.get_absolute_url() == "/2021/05/one/"


def test_what_nobody_has_seen_yet_moves_freely(db):
    article = an_article(headline="One", published=from_now(days=400))
    article.published_at = from_now(days=800)
    article.save()
    assert article.filed.year == article.published_at.year
    assert not OldAddress.objects.exists()


def test_what_was_taken_down_comes_back_at_its_address(reader, db):
    article = an_article(headline="One", published=MAY)
    article.unpublish()
    assert leads_to(reader, "/2021/05/one/") == 410
    article.publish()
    assert leads_to(reader, "/2021/05/one/") == 200


def test_old_addresses_of_what_is_not_public_lead_nowhere(reader, db):
    article = an_article(headline="One", published=MAY)
    article.old_addresses.create(path="/p/one.html")
    assert leads_to(reader, "/p/one.html") == "/2021/05/one/"
    article.unpublish()
    assert leads_to(reader, "/p/one.html") == 410
    an_article(published=from_now(days=1)).old_addresses.create(path="/p/plan.html")
    assert leads_to(reader, "/p/plan.html") == 404


@pytest.mark.parametrize(
    "asked",
    ["/2012/01/07/one", "/2012/01/07/one/", "/2012/01/07/one/?m=1", "/2012/01/07/%6Fne/"],
)
def test_an_old_address_is_known_in_every_spelling(reader, db, asked):
    an_article(headline="One", published=MAY).old_addresses.create(path="/2012/01/07/one")
    assert leads_to(reader, asked.replace("%6F", "o")) == "/2021/05/one/"
    assert old_addresses.normal(asked) == "/2012/01/07/one"


def test_wordpress_named_its_pages_in_the_query(reader, db):
    article = an_article(headline="One", published=MAY)
    article.old_addresses.create(path="/?p=123")
    assert leads_to(reader, "/?p=123") == "/2021/05/one/"
    assert leads_to(reader, "/?utm_source=x&p=123") == "/2021/05/one/"
    assert leads_to(reader, "/?p=124") == 404


@pytest.mark.both_databases
def test_old_addresses_of_topics_and_feeds(reader, db):
    topic = a_topic("harbour")
    OldAddress.objects.create(path="/category/port", topic=topic)
    OldAddress.objects.create(path="/welcome")
    assert leads_to(reader, "/category/port/") == "/topics/harbour/"
    assert leads_to(reader, "/search/label/Harbour") == "/topics/harbour/"
    assert leads_to(reader, "/search/label/Nothing") == 404
    assert leads_to(reader, "/feeds/posts/default") == "/feed.atom"
    assert leads_to(reader, "/feed/") == "/feed.atom"
    assert leads_to(reader, "/?feed=rss2") == "/feed.atom"
    assert leads_to(reader, "/welcome") == "/"


@pytest.mark.both_databases
def test_an_address_belongs_to_one_article(db):
    an_article(headline="One", published=MAY)
    twin = Article(headline="One", published_at=MAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()
    twin.slug = ""
    twin.full_clean()
    twin.save()
    assert twin.slug == "one-2"


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("Summit & After", "summit-after"),
        ("Ülo läks merele", "ulo-laks-merele"),
        ("Погода в порту", "погода-в-порту"),
        ("港に霧", "港に霧"),
        ("!!!", ""),
        ("word " * 30, "-".join(["word"] * 16)),
    ],
)
def test_a_slug_can_be_read(words, slug):
    assert slug_of(words) == slug


def test_a_headline_without_a_letter_has_an_address_all_the_same(reader, db):
    article = an_article(headline="!!!", published=MAY)
    assert leads_to(reader, article.get_absolute_url()) == 200


@pytest.mark.both_databases
def test_an_address_in_another_script_is_found(reader, db):
    article = an_article(headline="港に霧", published=MAY)
    assert reader.get("/2021/05/港に霧/").status == 200
    assert article.headline in reader.get("/")


@pytest.mark.parametrize(
    "year", ["0000", "0001", "0226", "1599", "2200", "9999", "٢٠٢٦", "２０２６"]
)
def test_years_in_which_nothing_can_be_published_have_no_address(reader, article, year):
    """K8b, K9e"""
    month, below = article.get_absolute_url()[6:8], article.get_absolute_url()[9:]
    for address in (f"/{year}/", f"/{year}/{month}/", f"/{year}/{month}/{below}"):
        assert reader.get(quote(address)).status == 404, address
        assert reader.get(address.replace(year, f"{article.filed:%Y}")).status == 200
    # A year that means nothing is not said at all, as any other part of a search.
    assert reader.get(f"/search/?q=harbour&year={quote(year)}").status == 200


@pytest.mark.parametrize("month", ["00", "13", "99", "١١"])
def test_there_are_twelve_months(reader, article, month):
    """K9e"""
    assert reader.get(quote(f"/{article.filed:%Y}/{month}/")).status == 404
    assert reader.get(f"/{article.filed:%Y/%m}/").status == 200
