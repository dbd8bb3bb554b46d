"""No text is cut inside what its reader sees as one letter."""

import re

import pytest

from articles.models import Article
from articles.search.query import Query
from articles.search.snippet import snippet
from newsroom import html
from newsroom.text import characters, cutting
from tests import tree

# Each is one letter to its reader.
LETTERS = [
    *("👨\u200d👩\u200d👧", "🇩🇪", "👍🏽", "❤️"),
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    *("e\u0301\u0302", "กี่", "เก", "กำ", "हि", "क्ष", "कि", "กุ้", "ກໍ", "န့်", "ខ្មែ"),
    *("ﾊﾞ", "தி", "1️⃣", "שָּׁ"),
]  # fmt: skip


@pytest.mark.parametrize("letter", LETTERS)
def test_a_letter_is_cut_nowhere(letter):
    """K11k."""
    text = letter * 50
    whole = {letter * number for number in range(51)}
    assert {cutting.beginning(text, length) for length in range(len(letter), 60)} <= whole
    for length in range(len(letter) + 3, 60):
        assert html.cut(text, length).removesuffix("...") in whole
        assert cutting.shortened(text, length).removesuffix("…") in whole


def test_what_fits_is_whole_and_what_has_no_end_is_cut():
    assert cutting.beginning("harbour", 7) == "harbour"
    assert cutting.beginning("harbour", 3) == "har"
    assert cutting.shortened("harbour", 7) == "harbour"
    assert cutting.shortened("har bour", 5) == "har…"
    assert cutting.beginning("\u0301" * 9, 4) == "\u0301" * 4
    assert cutting.beginning("နိုင်ငံ", 6) == "နိုင်"


@pytest.mark.parametrize("letter", LETTERS)
def test_a_result_of_a_search_ends_with_a_letter(letter):
    """K11k."""
    article = Article(headline="", lead="boat " + letter * 400, body="")
    shown = "".join(piece.text for piece in snippet(article, Query.parse("boat ", "en")))
    assert not shown.removeprefix("boat ").removesuffix("...").replace(letter, "")


@pytest.mark.parametrize(
    ("text", "asked", "marked"),
    [
        ("北京市长宣布计划。市长说", "市长 ", ["市长", "市长"]),
        ("北京市长宣布计划", "计", ["计"]),
        ("我养了一只猫，很好", "一只猫 ", ["一只猫"]),
        ("東京でラーメンを食べた", "らーめん", ["ラーメン"]),
        ("買iPhone手机了", "iphone 手机 ", ["iPhone", "手机"]),
        ("물고기를 만난", "물고기", ["물고기"]),
        ("The cranes stood", "crane ", ["cranes"]),
    ],
)
def test_a_result_marks_the_letters_that_were_found_and_no_more(text, asked, marked):
    """K11k: in a script without blanks all up to the next comma was marked."""
    pieces = snippet(Article(headline="", lead=text, body=""), Query.parse(asked, "en"))
    assert [piece.text for piece in pieces if piece.is_marked] == marked
    assert "".join(piece.text for piece in pieces) == text


def test_blanks_that_do_not_break_are_kept():
    """K11k."""
    assert characters.line("«\u00a0Non\u202f!\u00a0» ") == "«\u00a0Non\u202f!\u00a0»"
    assert characters.line("\u00a0a \u00a0\n\u00a0 b  c\u3000d\u00a0") == "a\u00a0b c d"
    assert (
        html.plain("<p>«&nbsp;Non&#8239;!&nbsp;»</p><p>Oui</p>") == "«\u00a0Non\u202f!\u00a0» Oui"
    )


def test_templates_cut_by_letters():
    """K11k: Django's own filters cut anywhere, or at blanks that are not there."""
    cutting_anywhere = re.compile(r"\|(?:truncatechars|truncatewords)\b")
    assert [
        each
        for each in tree.files("*.html", "*.xml", "*.txt")
        if cutting_anywhere.search(each.read_text())
    ] == []
