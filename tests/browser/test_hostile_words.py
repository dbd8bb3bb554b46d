"""Whatever a stranger writes: nothing runs, nothing is reported, nothing leaves, nothing breaks."""

import json
from pathlib import Path

import pytest
import time_machine
from django.utils import timezone

from comments import form_keys
from comments.models import Comment, Status
from comments.models.comment import LONGEST_NAME, LONGEST_TEXT
from newsroom import characters
from newsroom.models import Masthead
from tests.cast import an_article
from tests.hostile import OURS

pytestmark = pytest.mark.browser

REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "xss"
FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
A_PAGE = 50  # comments: as many threads as one page shows


def vectors_of_others():
    for line in (REAL / "vectors-open.jsonl").open(encoding="utf-8", newline="\n"):
        yield json.loads(line)["vector"]
    for path in sorted((REAL / "feedparser-sanitize").glob("*.xml")):
        yield path.read_text(errors="replace")


THEIRS = [vector for vector in vectors_of_others() if vector.strip()] if REAL.exists() else []


def said(reader, vectors):
    """Have each vector written as name and as text, through the form; approve; the articles."""
    articles = []
    Masthead.objects.update(comments_per_hour=0)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for number, vector in enumerate(vectors):
            if number % A_PAGE == 0:
                articles.append(an_article())
            article = articles[-1]
            key = form_keys.issue(article)
            clock.shift(5)
            name = characters.line(vector)[:LONGEST_NAME]
            fields = {"name": name if not characters.shows_nothing(name) else "x", "key": key}
            fields["text"] = f"{number}: {vector}"[:LONGEST_TEXT]
            answer = reader.post(f"{article.get_absolute_url()}comment/", fields)
            assert answer.status == 303, (vector, answer.status)
    assert Comment.objects.count() == len(vectors)
    for comment in Comment.objects.exclude(status=Status.APPROVED):
        comment.decide(Status.APPROVED, by=None)
    return articles


def look_at(visitor, article):
    """Open its page and handle everything on it as a careless person would."""
    page = visitor.page
    page.goto(article.get_absolute_url())
    page.evaluate(
        """() => document.querySelectorAll(".comment *").forEach((element) => {
          for (const type of ["mouseover", "focus", "animationstart", "toggle", "pointerenter"])
            element.dispatchEvent(new Event(type, {bubbles: true}));
        })"""
    )
    assert page.evaluate(FITS), article.pk
    found = page.locator(".comment__body").count()
    tags = page.evaluate(
        """() => [...new Set([...document.querySelectorAll(".comment__body *")]
                  .map((element) => element.localName))]"""
    )
    assert set(tags) <= set("a b blockquote br code em i p strong".split())
    return found


def check(reader, visit, live_server, vectors):
    visitor = visit(live_server.url, width=320)
    articles = said(reader, vectors)
    found = sum(look_at(visitor, article) for article in articles)
    visitor.page.goto("/feed.atom")
    assert found == len(vectors)
    assert visitor.noticed == []
    return found


def test_our_own_collection(reader, visit, live_server, settings):
    """A01, A02, A05, A08, A18"""
    settings.SITE_URL = live_server.url
    check(reader, visit, live_server, OURS)


@pytest.mark.real
@pytest.mark.collection
@pytest.mark.skipif(not THEIRS, reason="no collection of vectors in ../shared/data/xss")
@pytest.mark.parametrize("start", range(0, len(THEIRS) or 1, A_PAGE))
def test_everybody_elses_collection(reader, visit, live_server, start):
    """A01"""
    assert check(reader, visit, live_server, THEIRS[start : start + A_PAGE])
