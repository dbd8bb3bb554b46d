"""Words with endings: which of two words with the same stem are one.

Stemmers take away more than inflection, and make one stem of "universe" and "university".
"""

import re

from articles.stems import stem

# What may be left of both behind the letters with which both begin.
ENDINGS = {
    "de": {"", "e", "en", "es", "n", "s"},
    "en": {"", "d", "ed", "es", "ies", "ing", "s", "y"},
    "fr": {"", "s", "x"},
    "ru": {
        # Folded: й is и.
        *("", "а", "ам", "ами", "ах", "ая", "е", "ев", "его", "ее", "еи", "ем", "ему", "и", "ие"),
        *("ии", "им", "ими", "их", "ию", "ия", "иям", "иями", "иях", "о", "ов", "ого", "ое", "ои"),
        *("ом", "ому", "у", "ую", "ы", "ые", "ыи", "ым", "ыми", "ых", "ь", "ью", "ю", "юю", "я"),
        *("ям", "ями", "ях", "яя"),
    },
}
PLURALS = {"", "es", "s"}
# The article, with "and", "with", "for" or "like" in front of it.
BEFORE_ARABIC = re.compile(r"^[وف]?(?:[بكل]?ال|لل)(?=\w{3})")
FRENCH_PLURAL = re.compile(r"(?<=\w{3}o)s$")
HANGUL = re.compile("[\uac00-\ud7a3]+")
# Korean writes particles behind a word without a blank.
PARTICLES = re.compile(
    "(?:에서|에게|한테|까지|부터|보다|처럼|으로|이나|이라|이랑|하고|입니다|이다|이요|조차|마저|밖에"
    "|[은는이가을를의에께로와과도만나라랑들요뿐])++"  # possessive: some are two others in a row
)


def key_of(word: str, code: str) -> str:
    """Return what a folded or spelled word has in common with its inflections."""
    if code == "ar":
        return BEFORE_ARABIC.sub("", word)
    if code == "fr":  # whose stemmer leaves the s of "casinos" for that of "repos"
        word = FRENCH_PLURAL.sub("", word)
    return stem(word, code)


def is_same_word(word: str, other: str, code: str) -> bool:
    """Return True if two folded words with the same key differ in inflection only."""
    if code == "ar":
        return True
    endings = ENDINGS.get(code, PLURALS)
    return any(
        word[:at] == other[:at] and word[at:] in endings and other[at:] in endings
        for at in range(1, min(len(word), len(other)) + 1)
    )


def has_particles(word: str, other: str) -> bool:
    """Return True if `other` is the Korean word `word` with particles behind it."""
    return other.startswith(word) and bool(PARTICLES.fullmatch(other, len(word)))
