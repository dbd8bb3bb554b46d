"""The files of the typeface have the letters of the languages for which a page asks for them."""

import re
from pathlib import Path

import pytest

from newsroom import typeface

SHEET = Path("static/css/typeface.css")
ALPHABETS = {
    "en": "AZaz09,.–—‘’“”…€",
    "de": "äöüÄÖÜßẞ",
    "fr": "àâçéèêëîïôùûüÿœŒæ«»",
    "es": "áéíñóúü¿¡",
    "sv": "åäö",
    "cs": "áčďéěíňóřšťúůýž",
    "pl": "ąćęłńóśźż",
    "tr": "çğıİöşü",
    "lt": "ąčęėįšųūž",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя№",
    "el": "αβγδεζηθικλμνξοπρστυφχψωάέήίόύώ",
}


def ranges() -> dict[str, set[int]]:
    """Return what the sheet says of each file."""
    rule = re.compile(r"url\(\"/static/([^\"]+)\"\).*?unicode-range:([^;]+);", re.DOTALL)
    return {file: set(numbers(words)) for file, words in rule.findall(SHEET.read_text())}


def numbers(words):
    for first, last in re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", words):
        yield from range(int(first, 16), int(last or first, 16) + 1)


@pytest.mark.parametrize("language", ALPHABETS)
def test_a_page_asks_at_once_for_the_letters_of_its_language(language):
    said = ranges()
    asked = set().union(*(said[part] for part in typeface.parts(language)))
    assert [letter for letter in ALPHABETS[language] if ord(letter) not in asked] == []


def test_it_asks_for_no_file_without_letters_of_its_language():
    said = ranges()
    for language, letters in ALPHABETS.items():
        for part in typeface.parts(language)[1:]:
            assert said[part] & set(map(ord, letters)), (language, part)


def test_each_letter_is_in_one_file():
    every = [number for file in ranges().values() for number in file]
    assert len(every) == len(set(every))


def test_the_files_are_there_and_small():
    for file in ranges():
        assert 5_000 < Path("static", file).stat().st_size < 13_000, file
