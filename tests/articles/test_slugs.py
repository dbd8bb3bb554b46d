"""The end of an address can be read by those who read the headline."""

from urllib.parse import unquote

import pytest

from articles.slugs import slug_of
from tests.cast import an_article
from tests.order import on_both


@pytest.mark.parametrize(
    ("headline", "slug"),
    [
        ("The tide turns, at 5 %", "the-tide-turns-at-5"),
        ("Élections : où en est-on ?", "elections-ou-en-est-on"),
        ("Київ: міст відкрито у 2026 році", "київ-міст-відкрито-у-2026-році"),
        ("北京市长宣布 2026 年计划", "北京市长宣布-2026-年计划"),
        ("مجلس المدينة 2026", "مجلس-المدينة-2026"),
        ("Apple покупает завод", "apple-покупает-завод"),
        ("…", ""),
    ],
)
def test_a_headline_becomes_a_slug(headline, slug):
    assert slug_of(headline) == slug


@pytest.mark.parametrize("headline", ["Київ: міст відкрито", on_both("北京市长宣布计划")])
def test_an_address_in_its_own_script_is_answered(reader, db, headline):
    article = an_article(headline=headline)
    assert unquote(article.get_absolute_url()).endswith(f"/{article.slug}/")
    assert headline in reader.get(article.get_absolute_url())


def test_a_long_one_is_cut_at_a_word():
    assert slug_of("word " * 40) == "-".join(["word"] * 16)
