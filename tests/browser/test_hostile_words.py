"""Whatever a stranger writes: nothing runs, nothing is reported, nothing leaves, nothing breaks."""

import json
from math import ceil
from pathlib import Path

import pytest

from comments.models import Comment, Status
from comments.models.comment import LONGEST_NAME, LONGEST_TEXT
from comments.tokens import form_keys
from newsroom.models import Masthead
from newsroom.text import characters
from tests.cast import a_comment, an_article, handed_out_earlier
from tests.hostile import OURS

pytestmark = pytest.mark.browser

REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "xss"
FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
A_PAGE = 50  # comments: as many threads as one page shows
A_HANDFUL = 250  # vectors
A_TEXT = 5  # vectors that share a comment, if not all are tried


def vectors_of_others():
    for line in (REAL / "vectors-open.jsonl").open(encoding="utf-8", newline="\n"):
        yield json.loads(line)["vector"]
    for path in sorted((REAL / "feedparser-sanitize").glob("*.xml")):
        yield path.read_text(errors="replace")


THEIRS = [vector for vector in vectors_of_others() if vector.strip()] if REAL.exists() else []


def said(reader, vectors, together):
    """Have the vectors written as names and texts, through the form; approve; the articles.

    So many share a text, and the first of them is the name.
    """
    articles = []
    Masthead.objects.update(comments_per_hour=0)
    for number, start in enumerate(range(0, len(vectors), together)):
        if number % A_PAGE == 0:
            articles.append(an_article())
        write(reader, articles[-1], number, vectors[start : start + together])
    for comment in Comment.objects.exclude(status=Status.APPROVED):
        comment.decide(Status.APPROVED, by=None)
    return articles


def write(reader, article, number, vectors):
    key = handed_out_earlier(form_keys.issue(article))
    name = characters.line(vectors[0])[:LONGEST_NAME]
    length = LONGEST_TEXT // len(vectors) - len(f"{number}: \n\n")
    text = "\n\n".join(f"{number}: {vector[:length]}" for vector in vectors)
    fields = {"name": "x" if characters.is_invisible(name) else name, "key": key, "text": text}
    answer = reader.post(f"{article.get_absolute_url()}comment/", fields)
    assert answer.status == 303, (vectors, answer.status)


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


def check(reader, visit, live_server, vectors, together=1):
    visitor = visit(live_server.url, width=320)
    articles = said(reader, vectors, together)
    found = sum(look_at(visitor, article) for article in articles)
    visitor.page.goto("/feed.atom")
    assert found == Comment.objects.count() == ceil(len(vectors) / together)
    assert visitor.noticed == []
    return found


def test_our_own_collection(reader, visit, live_server, settings):
    """A01, A02, A05, A08, A18"""
    settings.SITE_URL = live_server.url
    check(reader, visit, live_server, OURS)


def test_one_long_word_fits_a_small_phone(visit, live_server):
    """K11g, in short; in a browser, which alone lays out a page."""
    word = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen"
    article = an_article(headline=word, lead=word, body=f"<p>{word}</p>", about=[word.lower()])
    a_comment(article, text=word)
    page = visit(live_server.url, width=320).page
    for address in ("/", article.get_absolute_url()):
        page.goto(address)
        assert page.evaluate(FITS), address


@pytest.mark.real
@pytest.mark.collection
@pytest.mark.skipif(not THEIRS, reason="no collection of vectors in ../shared/data/xss")
@pytest.mark.parametrize("start", range(0, len(THEIRS) or 1, A_HANDFUL))
def test_everybody_elses_collection(request, reader, visit, live_server, start):
    """A01"""
    together = 1 if request.config.option.all else A_TEXT
    assert check(reader, visit, live_server, THEIRS[start : start + A_HANDFUL], together)
