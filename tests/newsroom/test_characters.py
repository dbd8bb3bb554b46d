"""One canonical form for everything that people type, whatever way it comes in."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as some

from newsroom.text import characters


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("e\u0301", "\u00e9"),
        ("a\r\nb\rc\u2028d\x85e", "a\nb\nc\nd\ne"),
        ("a\x00b\x0bc\x1fd\x7fe\ufffef\ud800g", "abcdefg"),
        ("a\u200bb\u00adc\ufeffd", "abcd"),
        ("a\u200d\U0001f469\u200d\U0001f467", "a\u200d\U0001f469\u200d\U0001f467"),
        ("z" + "\u0300\u0301\u0302\u0303\u0304\u0305\u0306", "z\u0300\u0301\u0302\u0303"),
        ("a\u202eb", "ab"),
        ("a\u2067b\u2069c\u2069", "a\u2067b\u2069c"),
        ("a  \n b \n", "a\n b"),
        ("\U0001f3f4\U000e0067\U000e0062\U000e007f", "\U0001f3f4\U000e0067\U000e0062\U000e007f"),
        ("a\U000e0061b", "ab"),
    ],
)
def test_text_comes_out_in_canonical_form(typed, kept):
    """A11, A12, A13, A15"""
    assert characters.text(typed) == kept


def test_ordinary_text_is_in_canonical_form_already():
    """A11, A12, A13, A15"""
    letters = "".join(filter(characters.ORDINARY.fullmatch, map(chr, range(sys.maxunicode + 1))))
    assert len(letters) > 700
    for text in (*letters, letters, letters[::-1]):
        assert characters.canonical(text) == text


def test_a_line_is_one_line_and_reads_in_one_direction():
    assert characters.line(" a\n b\u00a0\u2003c\u202e ") == "a b\u00a0c"


@pytest.mark.parametrize(
    "name", ["", " ", "\u200b\u200b", "\u3164", "\u2800", "\u00ad", "\u0301\u0301", "\u115f"]
)
def test_some_names_show_nothing(name):
    """A14"""
    assert characters.is_invisible(name)


@pytest.mark.parametrize("name", ["a", "\u6e2f", "\u05d0", "7", "!", "\U0001f642"])
def test_others_do(name):
    assert not characters.is_invisible(name)


@given(some.text())
def test_the_canonical_form_is_canonical(typed):
    text = characters.text(typed)
    assert characters.text(text) == text
    assert characters.line(characters.line(typed)) == characters.line(typed)
    text.encode()  # no lone surrogate is left to break a page
