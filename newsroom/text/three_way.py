"""Two versions that were made of one: what each changed, piece by piece (as diff3 does).

See "A Formal Investigation of Diff3" (Khanna, Kunal, Pierce, 2007).
"""

from difflib import SequenceMatcher
from typing import NamedTuple


class Place(NamedTuple):
    """Pieces of all three at one place."""

    base: list[str]
    mine: list[str]
    theirs: list[str]

    @property
    def merged(self) -> list[str] | None:
        """Return what it comes to; None if both have changed it, each in another way."""
        if self.mine in (self.base, self.theirs):
            return self.theirs
        return self.mine if self.theirs == self.base else None

    @property
    def is_same(self) -> bool:
        return self.base == self.mine == self.theirs


def places(base: list[str], mine: list[str], theirs: list[str]) -> list[Place]:
    """Return the places of all three texts in their order."""
    found, here = [], (0, 0, 0)
    for anchor, length in [*_anchors(base, mine, theirs), ((len(base), len(mine), len(theirs)), 0)]:
        parts = [
            text[start:end]
            for text, start, end in zip((base, mine, theirs), here, anchor, strict=True)
        ]
        found += _each(Place(*parts))
        same = base[anchor[0] : anchor[0] + length]
        found += [Place(same, same, same)] if same else []
        here = tuple(start + length for start in anchor)
    return found


def _anchors(base, mine, theirs):
    """Yield where the same pieces begin in all three, and how many there are."""
    in_mine, in_theirs = (_partners(base, other) for other in (mine, theirs))
    run = None
    for number in range(len(base)):
        here = (number, in_mine.get(number), in_theirs.get(number))
        if None in here:
            continue
        if run and here == tuple(start + run[1] for start in run[0]):
            run = (run[0], run[1] + 1)
            continue
        if run:
            yield run
        run = (here, 1)
    if run:
        yield run


def _partners(base, other) -> dict[int, int]:
    matches = SequenceMatcher(None, base, other, autojunk=False).get_matching_blocks()
    return {a + step: b + step for a, b, size in matches for step in range(size)}


def _each(place: Place):
    """Yield the paragraphs of a place one by one, where each has its like in all three."""
    if len(place.base) == len(place.mine) == len(place.theirs):
        for parts in zip(*place, strict=True):
            yield Place(*([part] for part in parts))
    elif not place.is_same:
        yield place


def without_base(mine: list[str], theirs: list[str]) -> list[str]:
    """Return what both have, for what both were made of is not known."""
    matches = SequenceMatcher(None, mine, theirs, autojunk=False).get_matching_blocks()
    return [piece for start, _other, size in matches for piece in mine[start : start + size]]
