"""Two clocks say what is public; a date that cannot be right hides its article and nothing else."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from articles import cursor, dates, follow_ups
from articles.models import Article, Kind
from articles.search.finding import find
from articles.search.query import Query
from newsroom import freshness
from newsroom.importing.ledger import Ledger
from newsroom.importing.records import ArticleRecord
from newsroom.importing.writer import Writer
from newsroom.models import Masthead
from tests.cast import a_comment, ago, an_article, from_now
from tests.order import on_both

JULY = datetime(2026, 7, 14, 9, 30, 12, 345678, tzinfo=UTC)
IMPOSSIBLE = {
    year: datetime(year, month, day, 23, 59, tzinfo=UTC)
    for year, month, day in ((1, 1, 1), (226, 11, 26), (1599, 12, 31), (2200, 1, 2), (9999, 12, 31))
}
# Where a reader could meet a list of articles.
LISTS = [
    "/", "{article}", "{month}", "/topics/harbour/", "/authors/ilse/", "/corrections/",
    "/search/?q=harbour",
    "/feed.atom", "/feed.rss", "/feed.json", "/topics/harbour/feed.atom", "/authors/ilse/feed.rss",
    "/comments.atom", "/sitemap.xml", "/sitemap-articles.xml", "/sitemap-topics.xml",
    "/sitemap-authors.xml", "/news-sitemap.xml",
]  # fmt: skip


def stored(**columns):
    """An article with columns as an older program, or a person with SQL, could have left them."""
    article = an_article(about=["harbour"], by=["Ilse"], headline="Not in the list", published=JULY)
    Article.objects.filter(pk=article.pk).update(**columns)
    return Article.objects.get(pk=article.pk)


def the_sound_one():
    what = {"headline": "In the list", "published": ago(hours=1)}
    return an_article(about=["harbour"], by=["Ilse"], **what)


def answers(reader, article):
    for address in LISTS:
        address = address.format(
            article=article.get_absolute_url(), month=f"/{article.filed:%Y/%m}/"
        )
        answer = reader.get(address)
        assert answer.status == 200, address
        yield address, answer.text


@pytest.mark.both_databases
def test_publishing_again_keeps_the_date_to_the_microsecond(reader, db):
    """K3c, K3d"""
    article = an_article(headline="Kept", published=JULY)
    address = article.get_absolute_url()
    assert reader.get(address).status == 200
    article.unpublish()
    assert reader.get(address).status == 410
    Article.objects.get(pk=article.pk).publish()
    article.refresh_from_db()
    assert (article.published_at, article.unpublished_at) == (JULY, None)
    assert article.get_absolute_url() == address
    assert reader.get(address).status == 200


def test_what_never_came_out_is_published_with_the_date_of_its_publication(db):
    """K3c"""
    article = an_article(published=from_now(days=3))
    article.unpublish()
    Article.objects.filter(pk=article.pk).update(
        published_at=ago(days=1), unpublished_at=ago(days=2)
    )
    article.publish()
    assert timezone.now() - article.published_at < timedelta(minutes=1)


@pytest.mark.both_databases
@pytest.mark.parametrize(
    "unpublished_at",
    [None, from_now(days=1), ago(minutes=1)],
    ids=["never unpublished", "unpublished tomorrow", "unpublished"],
)
@pytest.mark.parametrize(
    "published_at",
    [None, JULY, from_now(days=9), *IMPOSSIBLE.values()],
    ids=["no date", "July", "in nine days", *map(str, IMPOSSIBLE)],
)
def test_each_article_is_in_one_state_and_the_row_says_the_same(db, published_at, unpublished_at):
    """K3c, K8a"""
    article = stored(published_at=published_at, unpublished_at=unpublished_at)
    articles = Article.objects
    sets = {
        "public": articles.published(),
        "scheduled": articles.scheduled(),
        "unpublished": articles.unpublished(),
        "draft": articles.drafts(),
    }
    (state,) = [name for name, found in sets.items() if found.exists()]
    assert article.state == state
    assert article.is_public == (state == "public")
    assert article.is_scheduled == (state == "scheduled")
    assert article.is_unpublished == (state == "unpublished")
    assert articles.public_or_scheduled().exists() == (state in ("public", "scheduled"))


@pytest.mark.both_databases
def test_what_is_unpublished_stands_in_no_list(reader, db):
    """K3c"""
    sound = an_article(
        about=["harbour"], by=["Ilse"], headline="In the list", published=ago(hours=1)
    )
    hidden = stored()
    hidden.corrections.create(text="Not in the list, corrected.")
    sound.corrections.create(text="In the list, corrected.")
    a_comment(hidden, text="Not in the list, said Ravi.")
    sound.related_choices.create(other=hidden)
    follow_ups.relate(sound.pk)
    assert [address for address, page in answers(reader, sound) if "Not in the list" in page]
    hidden.unpublish()
    for address, page in answers(reader, sound):
        assert "Not in the list" not in page, address
        assert hidden.slug not in page, address


@pytest.mark.both_databases
def test_a_stored_page_is_stale_when_the_second_clock_strikes(reader, db, monkeypatch):
    """K3c"""
    article = stored(unpublished_at=from_now(minutes=5))
    assert "Not in the list" in reader.get("/")
    later = from_now(minutes=6)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert "Not in the list" not in reader.get("/")
    assert reader.get(article.get_absolute_url()).status == 410
    assert freshness.read().clock[1] != "None"


@pytest.mark.parametrize(
    ("year", "zone"),  # the first day is out of bounds in the west, the last in the east
    [
        on_both(1, "America/Los_Angeles"),
        (1599, "America/Los_Angeles"),
        *((year, "Pacific/Auckland") for year in (226, 2200)),
        on_both(9999, "Pacific/Auckland"),
    ],
)
def test_a_stored_date_that_cannot_be_right_hides_its_article_alone(reader, db, year, zone):
    """K8a"""
    Masthead.objects.update(time_zone=zone, comments_close_after=9_999)
    sound = an_article(
        about=["harbour"], by=["Ilse"], headline="In the list", published=ago(hours=1)
    )
    bad = stored(published_at=IMPOSSIBLE[year], filed=IMPOSSIBLE[year].date().replace(day=1))
    sound.related_choices.create(other=bad)
    follow_ups.set_closing_times()
    follow_ups.relate_all()
    follow_ups.index_all()
    for address, page in answers(reader, sound):
        assert "Not in the list" not in page, address
    assert reader.get(bad.get_absolute_url()).status == 404
    sound.refresh_from_db()
    assert sound.comments_close_at  # the task came to its end
    bad.publish(at=JULY)
    assert bad.get_absolute_url().startswith("/2026/07/")
    assert reader.get(bad.get_absolute_url()).status == 200


@pytest.mark.parametrize("year", IMPOSSIBLE)
def test_no_way_in_takes_a_date_that_cannot_be_right(db, year):
    """K8a, K8b"""
    article = an_article(published=None)
    with pytest.raises(ValidationError, match="between the years 1600 and 2199"):
        article.publish(at=IMPOSSIBLE[year])
    article.published_at = IMPOSSIBLE[year]
    with pytest.raises(ValidationError, match="between the years 1600 and 2199"):
        article.full_clean()
    article.published_at = dates.EARLIEST
    article.full_clean()


def test_an_absurd_number_of_days_is_a_form_error_and_harms_nobody_who_has_it(db):
    """K8c"""
    masthead = Masthead.current()
    masthead.comments_close_after = 10_000
    with pytest.raises(ValidationError, match="9999"):
        masthead.full_clean()
    Masthead.objects.update(comments_close_after=32_767)
    article = an_article(published=None)
    article.publish()
    assert article.comments_close_at > timezone.now()
    follow_ups.set_closing_times()


@pytest.mark.both_databases
def test_lists_go_on_before_1970(reader, db):
    """K8e"""
    for day in range(1, 29):
        an_article(headline=f"Of {day} May", published=datetime(1921, 5, day, tzinfo=UTC))
    page, seen = reader.get("/1921/05/").text, 0
    while True:
        seen += page.count('class="teaser__headline"')
        following = page.partition("?before=")[2].partition('"')[0]
        if not following:
            break
        assert following.startswith("-")
        page = reader.get(f"/1921/05/?before={following}").text
    assert seen == 28


def test_the_feed_of_comments_goes_on_before_1970(reader, db):
    """K8e"""
    article = an_article()
    comment = a_comment(article)
    type(comment).objects.update(created_at=datetime(1921, 5, 1, tzinfo=UTC))
    assert reader.get("/comments.json?before=-1-1").status == 200
    assert reader.get("/comments.json?before=--1-1").status == 404


@pytest.mark.parametrize(
    "before", ["9" * 18 + "-1", "-" + "9" * 17 + "-1", "1-" + "9" * 19, "--1-1"]
)
def test_a_cursor_beyond_all_dates_is_none(reader, db, before):
    """K8e"""
    an_article()
    assert reader.get(f"/?before={before}").status == 404
    assert cursor.Cursor.parse("-1-1").moment.year == 1969


MIDNIGHT = datetime(2025, 12, 31, 22, 30, tzinfo=UTC)  # half past midnight in Riga


@pytest.mark.parametrize("active", ["UTC", "America/Los_Angeles", "Europe/Riga"])
@pytest.mark.parametrize("way", ["save", "publish", "import"])
def test_the_month_of_an_address_is_the_papers_whatever_zone_is_active(reader, db, active, way):
    """K8f"""
    Masthead.objects.update(time_zone="Europe/Riga")
    with timezone.override(active):
        if way == "save":
            article = an_article(published=MIDNIGHT, headline="Cheers")
        elif way == "publish":
            article = an_article(published=None, headline="Cheers")
            article.publish(at=MIDNIGHT)
        else:
            record = ArticleRecord("1", Kind.STORY, "Cheers", "", "<p>!</p>", MIDNIGHT)
            writer = Writer(Ledger())
            with writer.turns:
                writer.write_articles([record])
            article = Article.objects.get()
        first, end = date(2026, 1, 1), date(2026, 2, 1)
        assert Article.objects.between(first, end).get() == article
        assert find(Query.parse("cheers", "en")).years == [(2026, 1)]
    assert article.get_absolute_url() == "/2026/01/cheers/"
    for page in ("/2026/01/cheers/", "/2026/01/", "/2026/"):
        assert "Cheers" in reader.get(page), page
    assert "/2026/01/cheers/" in reader.get("/sitemap-articles.xml")
    assert "/2026/01/cheers/" in reader.get("/feed.atom")


@pytest.mark.both_databases
def test_nothing_is_updated_before_it_is_published(db):
    """K8g"""

    def after(change, **columns):
        article = an_article(**columns)
        change(article)
        article.save()
        return Article.objects.get(pk=article.pk)

    def mark_and(published_at):
        def change(article):
            article.mark_updated()
            article.published_at = published_at

        return change

    moved = from_now(minutes=5)
    assert after(Article.mark_updated).updated_at  # the ordinary case
    for published in (None, from_now(days=1)):
        assert after(Article.mark_updated, published=published).updated_at is None
    assert after(mark_and(moved)).updated_at is None
    draft = after(Article.mark_updated, published=None)
    Article.objects.filter(pk=draft.pk).update(updated_at=ago(days=2))  # as 0.2.0 left it
    draft.publish()
    assert Article.objects.get(pk=draft.pk).updated_at is None
    public = after(Article.mark_updated)
    updated = public.updated_at
    public.unpublish()
    public.publish()
    assert Article.objects.get(pk=public.pk).updated_at == updated
    public.publish(at=ago(days=9))
    assert Article.objects.get(pk=public.pk).updated_at == updated
    public.publish(at=moved)
    assert Article.objects.get(pk=public.pk).updated_at is None
