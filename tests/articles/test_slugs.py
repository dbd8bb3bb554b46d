"""The end of an address can be read by those who read the headline."""

from urllib.parse import unquote

import pytest

from articles.models import Author, Topic
from articles.slugs import free_slug, slug_of
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
        # K11c: letters were lost.
        ("Straße gesperrt", "strasse-gesperrt"),
        ("Łódź, Ørsted & cœur", "lodz-orsted-coeur"),
        ("Đường phố Hà Nội", "duong-pho-ha-noi"),
        ("हिन्दी समाचार", "हिन्दी-समाचार"),
        ("ภาษาไทยวันนี้", "ภาษาไทยวันนี้"),
        ("தமிழ் மொழி", "தமிழ்-மொழி"),
        ("مُحَمَّدٌ في المدينة", "محمد-في-المدينة"),
        ("Й ё за́мок", "й-ё-замок"),
        ("O’Brien’s café: l'eau", "obriens-cafe-leau"),
        ("iPhone手机 2026年", "iphone-手机-2026-年"),
        ("می‌خواهم", "میخواهم"),
        ("…", ""),
        ("🎉🎉", ""),
    ],
)
def test_a_headline_becomes_a_slug(headline, slug):
    assert slug_of(headline) == slug


@pytest.mark.parametrize(
    "headline", ["Київ: міст відкрито", "हिन्दी समाचार", on_both("北京市长宣布计划")]
)
def test_an_address_in_its_own_script_is_answered(reader, db, headline):
    article = an_article(headline=headline)
    assert unquote(article.get_absolute_url()).endswith(f"/{article.slug}/")
    assert headline in reader.get(article.get_absolute_url())


def test_a_long_one_is_cut_at_a_word():
    assert slug_of("word " * 40) == "-".join(["word"] * 16)
    assert slug_of("กี่" * 40) == "กี่" * 26
    assert free_slug("กี่" * 3, lambda slug: slug == "กี่" * 3, longest=9) == "กี่กี่-2"


@pytest.mark.both_databases
def test_topics_and_authors_are_found_in_their_script(reader, db):
    """K11c, K11d."""
    for kind, place in ((Topic, "topics"), (Author, "authors")):
        for name, slug in (("हिन्दी", "हिन्दी"), ("🎉", place[:-1]), ("…", f"{place[:-1]}-2")):
            label = kind(name=name, slug=slug.removesuffix("-2"))
            label.full_clean()
            label.save()
            assert label.slug == slug
            assert reader.get(label.get_absolute_url()).status == 200
            assert reader.get(f"{label.get_absolute_url()}feed.atom").status == 200
