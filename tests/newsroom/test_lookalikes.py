"""Names that nobody could tell apart look alike; others do not."""

import pytest

from newsroom.text.lookalikes import look_alike


@pytest.mark.parametrize(
    "name",
    [
        "admin",
        "ADMIN",
        "Аdmin",  # a Cyrillic letter
        "αdmιn",  # two Greek ones
        "Ａｄｍｉｎ",  # full width
        "Ⓐdmin",
        "𝐀𝐝𝐦𝐢𝐧",
        "Ádmin",
        "Admin✓",
        "A d m i n",
        "[Admin]",
        "Adrnin",
    ],
)
def test_what_reads_as_admin_looks_like_it(name):
    """A16"""
    assert look_alike(name, "Admin")


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ida", "lda"), ("Ida", "1da"), ("Olga", "0lga"), ("Mo", "M0"), ("paypal", "раураl")],
)
def test_a_letter_and_its_double(one, other):
    assert look_alike(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ida", "Ada"),
        ("Ines P.", "Ines R."),
        ("Мария", "Марина"),
        ("محمد", "محمود"),
        ("कि", "का"),
        ("Ravi", "Ravi K."),
        ("✓", "✗"),
        ("", ""),
    ],
)
def test_other_names_do_not(one, other):
    assert not look_alike(one, other)
