"""Long work over more rows than a cursor reads at once, while somebody else writes who never waits.

Run beside a site of its own, where transactions really end: `Site.python`.
"""

import sqlite3
from functools import wraps

from django.conf import settings
from django.db import OperationalError
from django.utils import timezone

from articles import follow_ups
from articles.models import Article, Keyword, Related, SearchText
from articles.related import keywords, lists
from articles.search import indexing
from comments import retention
from comments.models import Comment
from newsroom import turns
from newsroom.models import Masthead
from tests import cast

STORIES = 110  # a cursor reads 100 rows at a time
BUSY = OperationalError("database is locked")


class Somebody:
    """Writes through a connection of their own; whoever holds the lock then, they cannot."""

    def __init__(self):
        name = settings.DATABASES["default"]["NAME"]
        self.connection = sqlite3.connect(name, timeout=0, isolation_level=None)
        self.written = self.refused = 0

    def write(self):
        try:
            self.connection.execute("UPDATE newsroom_masthead SET tagline = 'Meanwhile'")
            self.written += 1
        except sqlite3.OperationalError:
            self.refused += 1

    def before(self, work):
        """`work`, before each call of which they write; its first call finds the database busy."""
        begun = []

        @wraps(work)
        def after(*args, **options):
            self.write()
            begun.append(work)
            if len(begun) == 1:
                raise BUSY
            return work(*args, **options)

        return after


def report() -> dict:
    turns.REST, turns.PAUSES = 0, (0, 0)
    Article.objects.bulk_create(
        Article(
            headline=f"Harbour {number}", slug=f"harbour-{number}", filed="2026-01-01",
            body=f"<p>The ferry, the crane{number % 7} and the tide{number % 5}.</p>",
            published_at=timezone.now(),
        )
        for number in range(STORIES)
    )  # fmt: skip
    somebody, told = Somebody(), {}
    plain, turns.rest = turns.rest, lambda _begun: somebody.write()
    indexing.index_all()
    turns.rest = plain
    plain = keywords.learn, lists.refresh
    keywords.learn, lists.refresh = map(somebody.before, plain)
    follow_ups.relate_all()
    keywords.learn, lists.refresh = plain
    told["found"] = SearchText.objects.count()
    told["told by words"] = Keyword.objects.values("article").distinct().count()
    told["with a list"] = Related.objects.values("article").distinct().count()
    told["in between"], told["refused"] = somebody.written, somebody.refused
    return told | tidied(somebody) | closing(somebody)


def tidied(somebody) -> dict:
    article = Article.objects.first()
    for _number in range(3):
        cast.a_comment(article, email="ravi@example.org", created_at=cast.ago(days=40))
    retention.A_BATCH, before = 2, somebody.written
    original, turns.rest = turns.rest, lambda _begun: somebody.write()
    retention.unproved_addresses(timezone.now())
    turns.rest = original
    return {
        "typed addresses": Comment.objects.exclude(email="").count(),
        "between two lots": somebody.written - before,
    }


def closing(somebody) -> dict:
    Masthead.objects.update(comments_close_after=3)
    before = somebody.written
    turns.rest = lambda _begun: somebody.write()
    follow_ups.set_closing_times()
    return {
        "closing": Article.objects.exclude(comments_close_at=None).count(),
        "between two lots of articles": somebody.written - before,
    }
