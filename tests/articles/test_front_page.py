"""A lead, seconds, the latest beside it, a river, and strips with what stands nowhere else."""

import re
from datetime import UTC, datetime, timedelta

import time_machine

from articles import front_page
from articles.models import Article, FrontPlace, Related
from newsroom.models import Masthead
from tests.cast import a_comment, a_picture, an_article, from_now

PART = r'class="(front__seconds|front__river|front__side|front__strips|latest|lead)[ "]'
HEADLINE = r'class="(?:teaser|front|strip)__headline[^"]*"><a [^>]*>([^<]*)</a>'


def headlines(page, part=""):
    """Return the headlines of the page, or of one part of it, as they stand in it."""
    text = page.text.partition("<main")[2].partition("</main>")[0]
    if part:
        _before, *parts = re.split(PART, text)
        text = dict(zip(parts[::2], parts[1::2], strict=True)).get(part, "")
    return re.findall(HEADLINE, text)


def many(number, **what):
    for place in range(number):
        an_article(headline=f"Story {place:02}", **what)


def test_the_newest_leads(reader, db):
    many(14)
    page = reader.get("/")
    assert headlines(page, "lead") == ["Story 13"]
    assert headlines(page, "front__seconds") == [f"Story {place:02}" for place in (12, 11, 10, 9)]
    assert headlines(page, "latest") == [f"Story {place:02}" for place in range(8, 0, -1)]
    assert headlines(page, "front__river") == ["Story 00"]


def test_every_story_of_the_page_stands_on_it_once(reader, db):
    many(22, about=["harbour"])
    assert headlines(reader.get("/")) == [f"Story {place:02}" for place in range(21, 1, -1)]


def test_a_strip_shows_what_stands_nowhere_else(reader, db):
    for number in range(4):
        an_article(about=["harbour"], headline=f"Old harbour {number}")
        an_article(about=["harbour", "courts"], headline=f"Old court {number}")
    an_article(about=["harbour"], published=from_now(days=1), headline="Tomorrow")
    many(front_page.A_PAGE, about=["harbour"])
    strips = headlines(reader.get("/"), "front__strips")
    assert strips == ["Old court 3", "Old harbour 3", "Old court 2"]  # two of courts are too few


def test_an_older_page_is_a_river_only(reader, db):
    many(front_page.A_PAGE + 2, about=["harbour"])
    older = re.search(r'href="(\?before=[^"]*)"', reader.get("/").text)[1]
    page = reader.get(f"/{older}")
    assert headlines(page) == ["Story 01", "Story 00"]
    for part in ("lead", "latest", "front__side", "front__strips", "masthead__date"):
        assert f'class="{part}' not in page.text


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


def test_the_lead_has_its_whole_standfirst_and_two_related_headlines(reader, db):
    """Related ones leave the places that fill by themselves, not those of an editor."""
    long = "It went out with the tide. " * 20
    many(6)
    lead = an_article(headline="Lead", lead=long)
    old = an_article(headline="Old", published=from_now(days=-400))
    hidden = an_article(headline="Draft", published=None)
    three = {each.headline: each for each in Article.objects.filter(headline__startswith="Story")}
    for score, other in enumerate((three["Story 01"], old, three["Story 04"], hidden)):
        Related.objects.create(article=lead, other=other, score=score)
    FrontPlace.objects.put([FrontPlace(number=2, article=three["Story 04"])])
    page = reader.get("/")
    assert long.strip() in page.text
    assert headlines(page, "lead") == ["Lead", "Old", "Story 01"]
    shown = headlines(page)
    assert len(shown) == len({*shown}) == 8


def test_a_lead_without_a_picture_is_set_in_text_and_one_with_it_as_chosen(reader, db):
    story = an_article(headline="Only")
    assert "lead--text" in reader.get("/")
    story.picture = a_picture()
    story.save()
    assert "lead--beside" in reader.get("/")
    many(20)
    FrontPlace.objects.put([FrontPlace(number=0, article=story, layout="wide")])
    page = reader.get("/")
    assert "lead--wide" in page
    assert len(headlines(page, "latest")) == 5


def test_the_most_discussed_of_the_newest_stand_by_their_comments(reader, db):
    many(3)
    few, loud, off = Article.objects.order_by("headline")
    for article, number in ((few, 1), (loud, 2), (off, 3)):
        for _each in range(number):
            a_comment(article)
    Article.objects.filter(pk=off.pk).update(never_on_front=True)
    page = reader.get("/")
    assert headlines(page, "front__side") == [loud.headline, few.headline]
    assert f"{loud.get_absolute_url()}#comments" in page.text.partition("front__side")[2]


def test_a_story_of_a_year_ago_is_counted_from_the_newest(reader, db):
    newest = an_article(headline="Newest")
    for days, headline in ((364, "Too late"), (366, "Then"), (430, "Too early")):
        moment = newest.published_at - timedelta(days=days)
        an_article(headline=headline, published=moment, picture=a_picture())
    many(20)
    Article.objects.filter(headline__startswith="Story").update(published_at=newest.published_at)
    assert headlines(reader.get("/"), "front__side") == ["Then"]


def test_the_day_on_the_page_is_the_papers_and_changes_at_its_midnight(reader, db):
    Masthead.objects.update(time_zone="Pacific/Auckland")  # thirteen hours before UTC in summer
    evening = datetime(2026, 1, 10, 10, 59, 50, tzinfo=UTC)
    an_article(headline="Today", published=evening - timedelta(hours=2))
    for seconds, day in ((0, "2026-01-10"), (20, "2026-01-11")):
        with time_machine.travel(evening + timedelta(seconds=seconds), tick=False):
            page = reader.get("/").text
        assert f'datetime="{day}"' in page
        assert ("Saturday" in page.partition("<main")[2]) == (seconds > 0)
