"""Pages and searches cost the same in a paper of any age.

SQLite counts the steps of its machine, which no load of the computer changes: each act is counted
among few articles and comments and among ten times as many. Where the planner starts at the wrong
end of a query, the steps grow tenfold.
"""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from articles import follow_ups, sitemaps
from articles.models import Article, Byline, SearchText, Topic, article_queryset
from articles.related import lists
from articles.search import finding
from comments.models import Comment, Status
from newsroom import kept
from tests.cast import an_article, an_author

pytestmark = pytest.mark.django_db

FEW, MANY = 150, 1500  # articles
EVERY = 10  # steps between two looks at the counter
A_BIT = 1.1  # deeper trees, and what is rounded
COUNTS = "/sitemap.xml"  # how many files there are: it counts the articles, and is made once


@contextmanager
def steps_counted():
    """Count the steps of SQLite's machine, in tens."""
    counted = [0]

    def count():
        counted[0] += 1

    connection.connection.set_progress_handler(count, EVERY)
    try:
        yield counted
    finally:
        connection.connection.set_progress_handler(None, EVERY)


def steps(act) -> int:
    act()  # what is kept in memory for good
    kept.forget()
    with steps_counted() as counted:
        act()
    return counted[0]


class Archive:
    """Stories of the past, each older than those before: one in a thousand words is about eels."""

    def __init__(self):
        self.harbour, self.eels = (Topic.objects.create(name=name) for name in ("Harbour", "Eels"))
        self.ida, self.stranger = an_author("Ida"), an_author("A stranger")
        self.size = 0
        self.newest = an_article(about=["harbour"], by=["Ida"], headline="The newest boat")

    def grow(self, size):
        stories = [self.story(number) for number in range(self.size, size)]
        Article.objects.bulk_create(stories)
        harbour = Article.topics.through.objects
        harbour.bulk_create(
            Article.topics.through(article=story, topic=self.harbour) for story in stories
        )
        Byline.objects.bulk_create(
            Byline(article=story, author=self.ida, position=0) for story in stories
        )
        SearchText.objects.bulk_create(
            SearchText(article=story, headline="boat", lead="", body="harbour boat")
            for story in stories
        )
        Comment.objects.bulk_create(self.comment(story) for story in stories)
        for story in stories[:5] if not self.size else ():  # the oldest of few: always there
            harbour.create(article=story, topic=self.eels)
            Byline.objects.create(article=story, author=self.stranger, position=1)
        self.size = size

    def story(self, number):
        moment = timezone.now() - timedelta(days=2, hours=number)
        return Article(
            headline=f"Boat {number}",
            slug=f"boat-{number}",
            body="<p>A boat.</p>",
            published_at=moment,
            filed=moment.date().replace(day=1),
        )

    def comment(self, story):
        return Comment(
            article=story,
            name="Ravi",
            text="Aha.",
            body="<p>Aha.</p>",
            status=Status.APPROVED,
            created_at=story.published_at + timedelta(hours=1),
            reason_code="trusted",
        )


@pytest.fixture
def archive():
    return Archive()


def acts(archive):
    """Pages of readers and work in the background, by name."""
    newest, client = archive.newest, Client()
    address = newest.get_absolute_url()
    old = "?before=" + str(oldest_page())
    year, _month = address.split("/")[1:3]

    def page(of):
        def ask():
            answer = client.get(of)
            assert answer.status_code == 200, of

        return ask

    pages = [
        *("/", f"/{old}", address, f"{address}comments/", f"{address}comment/", "/rules/"),
        *("/topics/harbour/", f"/topics/harbour/{old}", "/topics/eels/"),
        *("/authors/ida/", f"/authors/ida/{old}", "/authors/a-stranger/"),
        *(f"/{year}/", "/feed.atom", "/topics/harbour/feed.rss", "/topics/eels/feed.json"),
        *("/comments.atom", f"{address}comments.json", "/news-sitemap.xml", "/sitemap.xml"),
        *("/sitemap-topics.xml", "/sitemap-authors.xml"),
        *("/corrections/", "/search/?q=newest+", "/search/?q=boat+&topic=harbour"),
    ]
    return {of.replace(old, "?before="): page(of) for of in pages} | {
        "one related list": lambda: lists.refresh(newest),
        "the related lists after a change": lambda: follow_ups.relate(newest.pk),
    }


def oldest_page():
    rows = Article.objects.published().stories().order_by("published_at", "id")
    place = rows[5]
    return f"{int(place.published_at.timestamp() * 1_000_000)}-{place.pk}"


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="SQLite alone counts its steps")
def test_nothing_costs_more_in_an_old_paper(archive, monkeypatch):
    # So many are looked at in a paper of any age; here both have more.
    monkeypatch.setattr(article_queryset, "FEW", 50)
    monkeypatch.setattr(sitemaps, "LOOKED_AT", 100)
    monkeypatch.setattr(finding, "RANKED", 50)
    archive.grow(FEW)
    follow_ups.relate(archive.newest.pk)
    among_few = {name: steps(act) for name, act in acts(archive).items()}
    archive.grow(MANY)
    among_many = {name: steps(act) for name, act in acts(archive).items()}
    table = [
        f"{name}: {among_few[name]} → {number} ({number / among_few[name]:.1f} ×)"
        for name, number in among_many.items()
    ]
    print("\n".join(table))
    grown = [name for name in among_few if among_many[name] > A_BIT * among_few[name] + 20]
    assert grown == [COUNTS]
    assert among_many[COUNTS] - among_few[COUNTS] < MANY  # ten steps each
