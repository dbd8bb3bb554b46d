"""Each text is set as its language is, whatever the paper's: direction, division, room, dates."""

import re
from datetime import UTC, datetime

import pytest
from django.utils import translation
from django.utils.formats import date_format

from comments.models import Comment
from newsroom.models import Masthead
from newsroom.templatetags.language_tags import isolated, lang
from tests.cast import a_comment, a_picture, a_topic, an_article
from tests.hostile import texts
from tests.site import ROOT

STYLES = sorted((ROOT / "static" / "css").glob("*.css"))
RULE = re.compile(r"(letter-spacing|text-transform|font-variant[a-z-]*caps)\s*:")
SHARE = re.compile(r"grid-template-columns:([^;]*);")
SAFE_SHARE = re.compile(r"minmax\((0|min\(100%, [0-9.]+rem\)), [0-9.]+fr\)")


@pytest.fixture
def arabic(db):
    """An article in Arabic, in all that readers see of one, and another that it is related to."""
    text = texts.ARTICLES["arabic"]
    words = {"headline": text.headline, "lead": text.lead, "body": text.body}
    picture = a_picture(caption=texts.ARABIC, credit="نور")
    article = an_article(about=["harbour"], by=["نور الدين"], picture=picture, **words)
    article.corrections.create(text=texts.ARABIC)
    other = an_article(about=["harbour"])
    article.related_choices.create(other=other)
    other.related_choices.create(other=article)
    return article


def test_nothing_moves_letters_apart_or_makes_them_capitals():
    """K11f: it tears the ligature of lam and alef, and the words of every joined script."""
    assert len(STYLES) > 10
    for style in STYLES:
        assert not RULE.search(style.read_text()), style.name


def test_no_column_is_as_wide_as_its_longest_word():
    """K11g"""
    columns = {style.name: SHARE.findall(style.read_text()) for style in STYLES}
    assert sum(map(len, columns.values())) > 5
    for name, several in columns.items():
        for each in several:
            assert "fr" not in SAFE_SHARE.sub("", each), (name, each)


TEASER = ["teaser__headline", "teaser__text"]
HEAD = ["article__headline", "article__lead"]
PARTS = {
    "{own}": [*HEAD, "prose", "picture__caption", "corrections__text"],
    "{own}comment/": ["back"],
    "{own}comments/": ["back", "prose"],
    "{other}": TEASER,
    "/": ["front__headline"],
    "/topics/harbour/": TEASER,
    "/search/?q=الميناء": TEASER,
    "/corrections/": TEASER,
}


def test_an_arabic_article_stands_from_right_to_left_in_an_english_paper(arabic, reader):
    """K11m"""
    other = arabic.related_choices.get().other
    for address, parts in PARTS.items():
        page = reader.get(
            address.format(own=arabic.get_absolute_url(), other=other.get_absolute_url())
        )
        for part in parts:
            tags = re.findall(rf'<[a-z0-9]+ [^>]*class="{part}[^>]*>', page.text)
            assert any('dir="auto"' in tag and 'lang="ar"' in tag for tag in tags), (address, tags)


def test_a_comment_says_in_which_language_it_is(arabic, reader):
    """K11m"""
    a_comment(arabic, text=texts.ARABIC)
    a_comment(arabic, text="They said that this is not the end of it.")
    page = reader.get(arabic.get_absolute_url())
    assert 'class="comment__body" dir="auto" lang="ar">' in page
    assert 'class="comment__body" dir="auto">' in page
    assert Comment.objects.count() == 2


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("Der Rat hat die Abstimmung auf den Herbst verschoben.", ' lang="de"'),
        ("The council has put off the vote.", ""),
        (texts.ARABIC, ' lang="ar"'),
        (texts.HEBREW, ' lang="und-Hebr"'),
        (texts.PERSIAN, ' lang="und-Arab"'),
        (texts.HINDI, ' lang="und-Deva"'),
        (texts.THAI, ' lang="und-Thai"'),
        (f"<p class='the of and'>{texts.THAI}</p>", ' lang="und-Thai"'),
        ("Z", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_only_what_is_not_in_the_papers_language_says_so(text, tag):
    assert lang(text) == tag


def test_a_name_of_the_other_direction_moves_nothing_in_a_sentence():
    """K11m: where there is no element to hold it, two characters do."""
    assert isolated("Ravi") == "Ravi"
    assert isolated("نور") == "\u2068نور\u2069"
    with translation.override("ar"):
        assert isolated("نور") == "نور"
        assert isolated("Ravi") == "\u2068Ravi\u2069"


@pytest.mark.parametrize("language", ["ar", "de", "en", "es", "fr", "ru"])
def test_a_date_with_a_time_begins_as_a_date_without_one(language):
    """K11f: two orders of a date on one page; Django has no such format in Arabic."""
    moment = datetime(2026, 11, 25, 14, 30, tzinfo=UTC)
    with translation.override(language):
        day, both = date_format(moment, "DATE_FORMAT"), date_format(moment, "DATETIME_FORMAT")
        short, both_short = (
            date_format(moment, f"SHORT_{name}_FORMAT") for name in ("DATE", "DATETIME")
        )
    assert both.startswith(day)
    assert both_short.startswith(short)


def test_every_topic_and_author_can_be_of_another_direction(db, reader):
    """K11m"""
    Masthead.objects.update(language="ar")
    an_article(about=["harbour"], by=["Ilse"])
    topic = a_topic("harbour")
    page = reader.get("/")
    assert f"\u2068{topic.name}\u2069" in page
    assert 'class="listing__title" dir="auto"' in reader.get(topic.get_absolute_url())
