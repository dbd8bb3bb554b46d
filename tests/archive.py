"""An archive of any size, and the steps that SQLite's machine takes for an act in it.

No load of the computer changes the steps. Where the planner starts at the wrong end of a query,
they grow tenfold with ten times as many articles and comments.
"""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from articles.models import Article, Byline, SearchText, Topic
from comments.models import Comment, Status
from newsroom import kept
from tests.cast import an_article, an_author

FEW, MANY = 150, 1500  # articles
EVERY = 10  # steps between two looks at the counter
A_BIT = 1.1  # deeper trees, and what is rounded

counts_steps = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="SQLite alone counts its steps"
)


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


def compared(archive, acts) -> tuple[dict[str, int], dict[str, int]]:
    """Print and return the steps of `acts(archive)`, by name, among few articles and among many."""
    archive.grow(FEW)
    among_few = {name: steps(act) for name, act in acts(archive).items()}
    archive.grow(MANY)
    among_many = {name: steps(act) for name, act in acts(archive).items()}
    for name, few in among_few.items():
        print(f"{name}: {few} → {among_many[name]} ({among_many[name] / few:.1f} ×)")
    return among_few, among_many


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
