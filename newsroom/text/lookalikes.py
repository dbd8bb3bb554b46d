"""Names that look alike, compared by the look of their letters.

The skeleton of a name has each letter replaced by a prototype of its look (Unicode Technical
Standard 39, section 4, with the table of confusable-homoglyphs). Beyond the standard, accents,
blanks, ornaments and case are ignored: "Аdmin ✓" with a Cyrillic А is "admin".
"""

import json
import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

from newsroom.text import characters

ACCENT = re.compile(characters.MARKS)
DIRECTION_MARK = "\u200e"  # the table puts it around letters that are written from right to left


def fingerprint(name: str) -> frozenset[str]:
    """Return the readings of `name`; names with a reading in common look alike.

    There are several, as a capital I looks like an l but is an i, and a nought looks like an O but
    is read as an o.
    """
    drawn = skeleton(name)
    return frozenset({drawn, skeleton(name.casefold()), skeleton(drawn.casefold())} - {""})


def look_alike(name: str, other: str) -> bool:
    return not fingerprint(name).isdisjoint(fingerprint(other))


@lru_cache(maxsize=10_000)
def skeleton(name: str) -> str:
    """Return `name` with each letter replaced by its prototype, for comparison only."""
    letters = _letters(unicodedata.normalize("NFKC", name))
    return _letters(letters.translate(_prototypes()))


def _letters(name: str) -> str:
    decomposed = unicodedata.normalize("NFD", name)
    plain = ACCENT.sub("", decomposed)
    return "".join(letter for letter in plain if unicodedata.category(letter)[0] in "LNM")


@cache
def _prototypes() -> dict[int, str]:
    """Return the prototype of each letter, by its number."""
    return {ord(line[0]): line[1:] for line in _table().split("\n")}


def _table() -> str:
    """Return a line for each letter: the letter, then its prototype.

    One text, so that the megabytes of the library's table are given back; imported, it would keep
    them. It says "looks like" in both directions; the one that all others of a group are tied to is
    the standard's prototype. Of a pair either will do.
    """
    table = files("confusable_homoglyphs") / "confusables.json"
    alike = {
        letter.strip(DIRECTION_MARK): [each["c"].strip(DIRECTION_MARK) for each in others]
        for letter, others in json.loads(table.read_bytes()).items()
    }
    return "\n".join(
        letter + (others[0] if len(alike[others[0]]) > 1 else max(letter, others[0], key=_rank))
        for letter, others in alike.items()
        if len(others) == 1 and len(letter) == 1
    )


def _rank(letters: str) -> tuple[int, str]:
    return len(letters), letters
