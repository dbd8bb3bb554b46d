"""Front page, archives, topics, authors: newest first, page by page, at a fixed price."""

import re
from datetime import timedelta

import pytest

from articles import cursor
from articles.models import Article
from newsroom.models import Masthead
from tests.cast import a_topic, ago, an_article
from tests.order import on_both


def headlines(answer):
    return re.findall(r'(?:teaser|front)__headline[^"]*"><a href="[^"]+">([^<]+)</a>', answer.text)


def all_pages(reader, address):
    """The headlines of every page of a list, following the links as a reader would."""
    found = []
    while address:
        page = reader.get(address)
        found.append(headlines(page))
        older = re.search(r'href="(\?before=[^"]+)"', page.text)
        address = older and re.sub(r"\?.*", "", address) + older[1]
    return found


@pytest.fixture
def thirty(db):
    """Thirty stories, two at a moment, and between some two of these a page ends."""
    now = ago(days=0)
    moments = [now - timedelta(days=(n + 1) // 2) for n in range(30)]
    return [
        an_article(headline=f"Story {n}", about=["harbour"], by=["Ilse"], published=moment)
        for n, moment in enumerate(moments)
    ]


@pytest.mark.both_databases
@pytest.mark.parametrize("address", ["/", "/topics/harbour/", "/authors/ilse/"])
def test_every_story_is_shown_once_the_newest_first(reader, thirty, address):
    pages = all_pages(reader, address)
    assert [len(page) for page in pages] == ([20, 10] if address == "/" else [12, 12, 6])
    newest_first = sorted(thirty, key=lambda story: (story.published_at, story.pk), reverse=True)
    assert [headline for page in pages for headline in page] == [
        story.headline for story in newest_first
    ]


@pytest.mark.both_databases
def test_a_new_story_on_top_moves_nothing_on_the_second_page(reader, thirty):
    second = re.search(r'href="(\?before=[^"]+)"', reader.get("/").text)[1]
    before = headlines(reader.get(f"/{second}"))
    an_article(headline="Breaking", published=ago(seconds=0))
    assert headlines(reader.get(f"/{second}")) == before
    assert headlines(reader.get("/"))[0] == "Breaking"


@pytest.mark.parametrize(
    "before",
    ["x", "-", "1", "1-", "-1", "1-x", "٣-٣", "9" * 30 + "-1", on_both("1-" + "9" * 30), "1-1-1"],
)
def test_a_place_that_is_none_is_not_found(reader, article, before):
    assert reader.get(f"/?before={cursor.Cursor(ago(hours=0), 0)}").status == 200
    assert reader.get(f"/?before={before}").status == 404


@pytest.mark.both_databases
def test_archives_go_by_the_papers_own_clock(reader, db):
    Masthead.objects.update(time_zone="Asia/Tokyo")
    from datetime import UTC, datetime

    new_year = datetime(2019, 12, 31, 16, 0, tzinfo=UTC)  # already 2020 in Tokyo
    from django.utils import timezone

    with timezone.override("Asia/Tokyo"):
        article = an_article(headline="Bells", published=new_year)
    assert article.get_absolute_url() == "/2020/01/bells/"
    assert headlines(reader.get("/2020/")) == ["Bells"]
    assert headlines(reader.get("/2020/01/")) == ["Bells"]
    assert reader.get("/2019/12/").status == 404
    Article.objects.filter(pk=article.pk).update(published_at=new_year.replace(hour=15))  # midnight
    assert headlines(reader.get("/2020/")) == headlines(reader.get("/2020/01/")) == ["Bells"]
    assert reader.get("/2019/12/").status == 404


@pytest.mark.parametrize("address", ["/0000/", "/9999/", "/2026/00/", "/2026/13/", "/9999/12/"])
def test_times_without_news_are_not_found(reader, article, address):
    assert reader.get(f"/{article.published_at:%Y}/").status == 200
    assert reader.get(address).status == 404


@pytest.mark.parametrize(
    "address", ["/", "/topics/harbour/", "/authors/ilse/", "/feed.atom", "/sitemap.xml"]
)
def test_a_list_costs_the_same_with_few_and_with_many(reader, db, queries, address):
    for _ in range(2):
        an_article(about=["harbour", "council"], by=["Ilse", "Jo"])
    few = queries(lambda: reader.get(address))
    for _ in range(20):
        an_article(about=["harbour", "council"], by=["Ilse", "Jo"])
    assert queries(lambda: reader.get(address)) == few


@pytest.mark.both_databases
def test_the_topics_of_late_are_in_the_menu_and_no_more_than_fit(reader, db):
    for number in range(12):
        an_article(about=[f"topic {number:02}"], published=ago(days=number))
    an_article(about=["topic 11"])
    an_article(about=["secret"], published=None)
    a_topic("empty")
    menu = reader.get("/nowhere/").text.split('class="topics"')[1].split("</nav>")[0]
    named = re.findall(r">(Topic \d\d|Secret|Empty)<", menu)
    assert len(named) == 9
    assert named == sorted(named)
    assert "Topic 11" in named  # most used
    assert not {"Secret", "Empty"} & set(named)


def test_a_cursor_reads_what_it_wrote():
    place = cursor.Cursor(ago(days=3), 7)
    assert cursor.Cursor.parse(str(place)) == place
