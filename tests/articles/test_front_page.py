"""A lead, three stories beside it, a river, and strips of topics with what stands nowhere else."""

import re

from tests.cast import an_article, from_now


def headlines(page, part=""):
    text = page.text[page.text.index(f'class="{part}"') :] if part else page.text
    return re.findall(r"<h2 [^>]*class=\"teaser__headline\"><a [^>]*>([^<]*)</a>", text)


def many(number, **what):
    for place in range(number):
        an_article(headline=f"Story {place:02}", **what)


def test_the_newest_leads(reader, db):
    many(14)
    lead = reader.get("/").text.partition('class="front__lead"')[2].partition("front__seconds")[0]
    assert "Story 13" in lead
    assert "Story 12" not in lead


def test_every_story_of_the_page_stands_on_it_once(reader, db):
    many(14, about=["harbour"])
    assert headlines(reader.get("/")) == [f"Story {place:02}" for place in range(13, 1, -1)]


def test_a_strip_shows_what_stands_nowhere_else(reader, db):
    for number in range(4):
        an_article(about=["harbour"], headline=f"Old harbour {number}")
        an_article(about=["harbour", "courts"], headline=f"Old court {number}")
    an_article(about=["harbour"], published=from_now(days=1), headline="Tomorrow")
    many(12, about=["harbour"])
    page = reader.get("/").text
    strips = page.partition('class="front__strips"')[2].partition("</main>")[0]
    assert re.findall(r'class="strip__headline"><a [^>]*>([^<]*)', strips) == [
        *("Old court 3", "Old harbour 3", "Old court 2"),
        *("Old court 1", "Old court 0"),
    ]


def test_an_older_page_is_a_river_only(reader, db):
    many(14, about=["harbour"])
    older = re.search(r'href="(\?before=[^"]*)"', reader.get("/").text)[1]
    page = reader.get(f"/{older}")
    assert headlines(page) == ["Story 01", "Story 00"]
    assert "front__lead" not in page
    assert "front__strips" not in page


def test_an_empty_paper_says_so(reader, db):
    assert "Nothing here yet." in reader.get("/")


def test_a_paper_with_one_story_does_not_say_that_nothing_is_here(reader, db):
    many(1)
    assert "Nothing here yet." not in reader.get("/")


def test_it_costs_the_same_with_thirty_stories_and_with_three_hundred(reader, db, queries):
    topics = ["harbour", "courts", "schools", "sport"]
    for number in range(30):
        an_article(about=[topics[number % 4]])
    few = queries(lambda: reader.get("/"))
    for number in range(120):
        an_article(about=[topics[number % 4]])
    assert queries(lambda: reader.get("/")) == few
