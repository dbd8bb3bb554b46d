"""Whatever is typed into the search is answered."""

from itertools import count
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from articles.search.query import Query
from tests.cast import an_article
from tests.order import on_both

ODD = [
    "", " ", '"', '""', 'a" b', "''", "\\", "*", "a*", "*a",
    "^a", "-", "--", "-a", '-"', "AND", "OR", "NOT", "a AND", "NEAR(a b)", "a:b",
    "headline:a", "(a", "a)", "()", "{a}", "a | b", "a <-> b",
    "a:*", "%s", "%(x)s", "a_b", "--;DROP TABLE", "\n\t", "🙂", "👩‍👩‍👧",
    "مرحبا \u202e", "\u0301", "ａｂｃ", "ß", "İ", "\ufffd",
    "a " * 5000, "\0", "1e5", "1.5", "-1", "10km",
    "http://example.org/a?b=c", "e@example.org", "<script>", "&amp;",
]  # fmt: skip
# What means something to PostgreSQL as well, in a query or in a text, or is too much for it.
ODD_ON_BOTH = [
    "'", '"unterminated', "a & b", "!a", ":*", "%", "北", "x" * 10_000, '"a" ' * 2500, "a\0b",
    "\ud800",
]  # fmt: skip


@pytest.mark.parametrize("words", [*ODD, *map(on_both, ODD_ON_BOTH)], ids=count())
def test_an_odd_one_is_answered(reader, db, words):
    an_article(headline="A b x 1e5 10km", body="<p>a</p>")
    sent = quote(words, errors="surrogatepass")
    for within in ("", f"&topic={sent}&year={sent}&page={sent}"):
        assert reader.get(f"/search/?q={sent}{within}").status == 200


@given(words=some.text(max_size=60))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
def test_anything_is_answered(reader, article, words):
    assert reader.get(f"/search/?q={quote(words, errors='surrogatepass')}").status == 200


def test_what_was_typed_stands_in_the_field_again(reader, db):
    assert 'value="&lt;b&gt; &quot;x&quot;"' in reader.get("/search/?q=%3Cb%3E+%22x%22")


def test_of_a_very_long_one_the_beginning_is_looked_for_and_that_is_said(reader, article):
    page = reader.get("/search/?q=harbour" + "+harbour" * 2000)
    assert "We searched for the first words only." in page
    assert article.headline in page


def test_a_page_that_is_not_there_is_empty(reader, article):
    assert article.headline in reader.get("/search/?q=harbour&page=0")
    assert reader.get("/search/?q=harbour&page=49").status == 200


def test_a_query_is_words_phrases_and_what_is_left_out():
    query = Query.parse('boats "north quay" -cranes light', "en")
    assert [term.stems for term in query.wanted] == [("boat",), ("north", "quay"), ("light",)]
    assert [term.stems for term in query.unwanted] == [("crane",)]
    assert query.wanted[-1].beginning == "light"
    assert not Query.parse("light ", "en").wanted[-1].beginning
