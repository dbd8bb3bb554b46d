"""Topics and authors from A to Z, and the archive, as ways to all that is public."""

import re
from datetime import datetime

import pytest

from articles import directories
from articles.models import Article, Topic
from newsroom.models import Masthead
from tests.cast import a_topic, ago, an_article, from_now


def names(page):
    return re.findall(r'<li><a href="/[^"]+">(.*?)</a> <span class="directory__number">(\d+)', page)


def moment(text):
    return datetime.fromisoformat(f"{text}Z")


def titles(page):
    return re.findall(r'directory__title">(?:<a[^>]+>)?(.*?)<', page.text)


@pytest.mark.django_db
@pytest.mark.both_databases
def test_topics_stand_from_a_to_z_with_the_number_of_public_stories(reader):
    an_article(about=["zinc", "élan"])
    an_article(about=["eider", "4 x 4", "ähre", "!?", "ezra", "Ярмарка", "йод", "иней"])
    an_article(about=["zinc", "never seen"], published=None)
    an_article(about=["zinc"], published=from_now(days=1))
    an_article(about=["zinc"], kind="page")
    a_topic("unused")
    page = reader.get("/topics/")
    assert titles(page) == ["#", "0–9", "A", "E", "Z", "И", "Й", "Я"]
    shown = [(re.sub(r"<[^>]+>|[\u2068\u2069]", "", name), int(n)) for name, n in names(page.text)]
    assert shown == [
        ("!?", 1),
        ("4 x 4", 1),
        ("Ähre", 1),
        ("Eider", 1),
        ("Élan", 1),
        ("Ezra", 1),
        ("Zinc", 1),
        ("Иней", 1),
        ("Йод", 1),
        ("Ярмарка", 1),
    ]
    assert 'rel="canonical" href="http://testserver/topics/"' in page


@pytest.mark.django_db
def test_authors_are_those_who_wrote_what_is_public(reader):
    an_article(by=["Ilse Brandt", "Jo Marsh"])
    an_article(by=["Jo Marsh"])
    an_article(by=["Kai"], published=None)
    page = reader.get("/authors/")
    assert re.findall(r'href="(/authors/[^"]+/)"', page.text) == [
        "/authors/ilse-brandt/",
        "/authors/jo-marsh/",
    ]
    assert titles(page) == ["I", "J"]
    assert [number for _name, number in names(page.text)] == ["1", "2"]


@pytest.mark.django_db
@pytest.mark.both_databases
def test_the_archive_leads_to_each_year_and_month_by_the_papers_clock(reader):
    Masthead.objects.update(time_zone="Pacific/Auckland")
    an_article(published=moment("2024-12-31T11:30:00"))  # in Auckland it is 2025
    an_article(published=moment("2024-12-31T10:30:00"))
    an_article(published=moment("2024-02-01T10:30:00"))
    an_article(published=moment("2024-02-02T10:30:00"))
    page = reader.get("/years/")
    links = re.findall(
        r'<a href="(/2[^"]+)">.*?</a> <span class="directory__number">(\d+)', page.text
    )
    assert links == [
        ("/2025/", "1"),
        ("/2025/01/", "1"),
        ("/2024/", "3"),
        ("/2024/12/", "1"),
        ("/2024/02/", "2"),
    ]
    for address, _number in links:
        assert reader.get(address).status == 200


@pytest.mark.django_db
@pytest.mark.both_databases
def test_the_archive_may_reach_back_for_centuries(reader):
    an_article(published=moment("1605-06-30T12:00:00"))
    an_article()
    assert '<a href="/1605/06/">' in reader.get("/years/")


@pytest.mark.django_db
def test_what_the_clock_takes_off_counts_no_more(reader):
    an_article(about=["zinc"])
    ending = an_article(about=["zinc"])
    assert [number for _name, number in names(reader.get("/topics/").text)] == ["2"]
    Article.objects.filter(pk=ending.pk).update(unpublished_at=ago(minutes=1))
    assert [number for _name, number in names(reader.get("/topics/").text)] == ["1"]


@pytest.mark.django_db
@pytest.mark.both_databases
def test_of_very_many_topics_the_most_used_are_listed(reader, monkeypatch):
    monkeypatch.setattr(directories, "MOST", 2)
    an_article(about=["a", "b", "c"])
    an_article(about=["b", "c"])
    page = reader.get("/topics/")
    assert titles(page) == ["B", "C"]
    assert "Only those with the most articles" in page
    Topic.objects.filter(name="A").delete()
    an_article()
    assert "Only those with the most articles" not in reader.get("/topics/")


@pytest.mark.django_db
def test_an_empty_paper_says_so(reader):
    for address in ("/topics/", "/authors/", "/years/"):
        assert "Nothing here yet." in reader.get(address)


@pytest.mark.django_db
def test_who_finds_nothing_gets_a_search_and_the_ways(reader):
    gone = an_article(published=ago(days=2), unpublished_at=ago(days=1))
    for address in ("/nowhere/", gone.get_absolute_url()):
        page = reader.get(address)
        assert page.status in (404, 410)
        assert 'role="search"' in page
        for way in ("/", "/topics/", "/years/"):
            assert f'<a href="{way}">' in page
