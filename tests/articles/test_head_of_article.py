"""What stands above and around the text: who wrote it, when, how long it is, and who answered."""

import re

import pytest

from articles.models import Author
from articles.templatetags.paper import headline_size
from newsroom import html
from tests.cast import a_comment, a_picture, an_article, an_author

NAMES = {"table": "Table", "pre": "Code"}
TABLE, CODE = "<table><tr><td>1</td></tr></table>", "<pre><code>x = 1</code></pre>"
IN_A_BOX = '<div class="scroller" role="group" aria-label="{}" tabindex="0">{}</div>'


def test_the_number_of_comments_leads_to_them(reader, article):
    jump = '<a class="byline__jump" href="#comments">{}</a>'
    assert jump.format("No comments") in reader.get(article.get_absolute_url())
    a_comment(article)
    assert jump.format("1 comment") in reader.get(article.get_absolute_url())


@pytest.mark.parametrize(
    ("headline", "size"),
    [
        ("Z", " headline-letter"),
        ("Fog at night", " headline-word"),
        ("The last crane leaves", ""),
        ("Hafenbehördenvorsteher", " headline-1"),
        ("The crane, the barge and the mayor's clock", " headline-1"),
        ("Hafenbehördenvorsteher " * 8, " headline-3"),
    ],
)
def test_a_headline_is_set_by_its_letters_and_its_longest_word(headline, size):
    assert headline_size(headline) == size


def test_authors_with_a_portrait_are_seen(reader, db, queries):
    ilse = an_author("Ilse")
    article = an_article(by=["Ilse", "Jo"])
    address = article.get_absolute_url()
    before = queries(lambda: reader.get(address))
    ilse.picture = a_picture((60, 60), alt="Ilse at sea")
    ilse.save()
    assert queries(lambda: reader.get(address)) == before
    byline = re.search(r'<div class="byline">(.*?)</article>', reader.get(address).text, re.S)[1]
    assert byline.count(ilse.picture.file.url) >= 1
    assert "Ilse at sea" not in byline  # her name is beside it


def test_what_is_known_of_the_authors_stands_behind_the_corrections(reader, db):
    article = an_article(by=["Ilse", "Jo"])
    article.corrections.create(text="It was in 2009.")
    assert 'class="authors"' not in reader.get(article.get_absolute_url())
    Author.objects.filter(name="Jo").update(bio="<b>On every ferry " + "and again " * 60)
    article.save()
    page = reader.get(article.get_absolute_url()).text
    places = [page.index(f'id="{name}"') for name in ("corrections", "authors", "share")]
    assert places == sorted(places)
    box = page[places[1] : places[2]]
    assert "&lt;b&gt;On every ferry" in box
    assert "…</bdi>" in box
    assert box.count('class="author"') == 1
    assert "The author<" in box


def test_a_page_of_the_paper_says_neither_how_long_it_is_nor_who_answered(reader, db):
    page = reader.get(an_article(kind="page").get_absolute_url())
    assert "min read" not in page
    assert "byline__jump" not in page


def test_the_dateline_stands_before_the_first_sentence():
    line = html.article("<b>Riga</b>")
    for body, read in {
        "<p>A boat.</p><p>B.</p>": "<p>{}A boat.</p><p>B.</p>",
        '<p dir="rtl" lang="ar">قارب</p>': '<p dir="rtl" lang="ar">{}قارب</p>',
        "<h2>A boat</h2><p>B.</p>": "<p>{}</p><h2>A boat</h2><p>B.</p>",
        "<pre>A boat</pre>": "<p>{}</p><pre>A boat</pre>",
        "": "<p>{}</p>",
    }.items():
        assert html.with_beginning(body, line) == read.format(line)


def test_a_dateline_acts_on_nothing(reader, db):
    article = an_article(dateline="<b>Riga")
    assert '<bdi class="dateline">&lt;b&gt;Riga</bdi>' in reader.get(article.get_absolute_url())


def test_keys_scroll_tables_and_code_and_the_stored_text_knows_nothing_of_it(reader, db):
    article = an_article(body=f"<p>A</p>{TABLE}{CODE}")
    page = reader.get(article.get_absolute_url())
    for name, part in (("Table", "<table>"), ("Code", "<pre>")):
        assert f'<div class="scroller" role="group" aria-label="{name}" tabindex="0">{part}' in page
    article.refresh_from_db()
    assert "scroller" not in article.body


def test_a_table_within_a_table_stays_one():
    inner = "<table><tr><td>1</td></tr></table>"
    outer = f"<table><tr><td>{inner}</td></tr></table>"
    box = IN_A_BOX.format("Table", inner)
    assert html.with_scrollers(outer, NAMES) == f"<table><tr><td>{box}</td></tr></table>"
    code_in_it = f"<table><tr><td>{CODE}</td></tr></table>"
    assert html.with_scrollers(code_in_it, NAMES) == IN_A_BOX.format("Table", code_in_it)


def test_how_long_it_takes_to_read():
    for text, minutes in {
        "": 0,
        "One.": 1,
        "word " * 220: 1,
        "word " * 221: 2,
        "слово " * 441: 3,
        "读" * 441: 2,  # two are about a word
        "เรือ" * 300: 2,
    }.items():
        assert html.minutes(f"<p>{text}</p>") == minutes, text[:10]
