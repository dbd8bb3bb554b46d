"""Texts that are cut: never inside what a reader sees as one letter.

A letter goes with its marks, an emoji with all that it is joined from, a flag with both of its
halves (Unicode Standard Annex 29), a Thai vowel with the consonant behind it.
"""

import unicodedata

JOINER = "\u200d"
# They go with what is before them, though they are no marks: a joiner, half-width voicing,
# the vowel am of Thai and Lao.
BEHIND = f"{JOINER}\u200c\uff9e\uff9f\u0e33\u0eb3"
# They are written before the consonant that is behind them.
BEFORE = "เแโใไເແໂໃໄ"
ASAT = "\u103a"  # ends a syllable of Burmese, unlike other viramas
VIRAMA = 9  # a combining class


def beginning(text: str, length: int) -> str:
    """Return at most `length` characters of `text`, the last letter whole."""
    end = min(max(length, 0), len(text))
    while 0 < end < len(text) and not _ends_at(text, end):
        end -= 1
    return text[: end or length]


def shortened(text: str, length: int) -> str:
    """Return `text`, or at most `length` characters with "…" at the end if it is longer."""
    return text if len(text) <= length else beginning(text, length - 1).rstrip() + "…"


def _ends_at(text, end) -> bool:
    before, behind = text[end - 1], text[end]
    if unicodedata.category(behind)[0] == "M" or behind in BEHIND or _modifies(behind):
        return False
    if before == JOINER or before in BEFORE:
        return False
    if unicodedata.combining(before) == VIRAMA and before != ASAT and behind.isalpha():
        return False
    return not (_is_half_a_flag(behind) and _halves_before(text, end) % 2)


def _modifies(character) -> bool:
    """Return True for the colours of skin, and the letters in the flags of regions."""
    return "\U0001f3fb" <= character <= "\U0001f3ff" or "\U000e0020" <= character <= "\U000e007f"


def _is_half_a_flag(character) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _halves_before(text, end) -> int:
    start = end
    while start and _is_half_a_flag(text[start - 1]):
        start -= 1
    return end - start
