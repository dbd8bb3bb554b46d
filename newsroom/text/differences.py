"""The difference between two texts, by words."""

import re
from difflib import SequenceMatcher
from typing import NamedTuple

from newsroom.text.words import SIGNS, UNSPACED

# A word or a mark with the blanks behind it; of scripts without blanks, a letter.
PIECE = re.compile(rf"[{UNSPACED}]\s*|(?:(?![{UNSPACED}])[\w{SIGNS}])+\s*|\S\s*|\s+")
# Above it, two texts are one piece each: comparing takes the square of their length.
LONGEST = 2000  # pieces


class Piece(NamedTuple):
    kind: str  # "same", "gone" or "new"
    text: str


def by_words(old: str, new: str) -> list[Piece]:
    """Return the pieces of both texts in their order; those of neither kind alone make one text."""
    before, after = PIECE.findall(old), PIECE.findall(new)
    if max(len(before), len(after)) > LONGEST:
        before, after = [old], [new]
    pieces = []
    for kind, start, end, begin, stop in SequenceMatcher(
        None, before, after, autojunk=False
    ).get_opcodes():
        if kind == "equal":
            pieces.append(Piece("same", "".join(before[start:end])))
            continue
        pieces.append(Piece("gone", "".join(before[start:end])))
        pieces.append(Piece("new", "".join(after[begin:stop])))
    return [piece for piece in pieces if piece.text]


def by_paragraphs(old: list[str], new: list[str]) -> list[list[Piece]]:
    """Return the pieces of each place where the paragraphs differ."""
    opcodes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [
        by_words("\n".join(old[start:end]), "\n".join(new[begin:stop]))
        for kind, start, end, begin, stop in opcodes
        if kind != "equal"
    ]
