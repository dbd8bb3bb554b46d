"""Two versions of an article that were made of one, as one again; nothing of either is lost.

Versions are contents as articles/models/version.py has them. What only one of them changed is
taken. Where both changed the same place, an editor chooses; what stays undecided has both texts,
marked TK, which no paper prints.
"""

from collections.abc import Iterator
from html import escape
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from articles.models import Article
from articles.models.version import LATER
from newsroom import html
from newsroom.html.pieces import blocks
from newsroom.text.differences import Piece, by_words
from newsroom.text.three_way import Place, places, without_base

# The longest they may be.
LINES = {
    name: getattr(Article._meta.get_field(name), "max_length", 0)
    for name in ("kicker", "headline", "dateline", "social_title", "description")
}
ROWS = ("topics", "pinned", "hidden")  # in which both may add and remove
OTHERS = ("bylines", "picture", "social_picture", "kind", "slug", "comment_policy", "moderation")
BY_HAND = "hand"
CHOICES = ("mine", "theirs", "both", BY_HAND)


class Conflict(NamedTuple):
    """A place that both have changed, each in another way; values are as a version has them."""

    name: str
    number: int
    base: Any
    mine: Any
    theirs: Any

    @property
    def key(self) -> str:
        return f"{self.name}-{self.number}"

    @property
    def may_be_both(self) -> bool:
        return self.name in ("body", "lead")

    @property
    def may_be_typed(self) -> bool:
        return self.name in ("body", "lead", *LINES)

    @property
    def to_edit(self) -> str:
        """Return what is edited by hand: both texts, or mine where there is room for one."""
        parts = [self.mine or "", self.theirs or ""]
        separator = "\n" if self.name == "body" else "\n\n"
        return separator.join(filter(None, parts)) if self.may_be_both else parts[0]

    def differences(self) -> list[list[Piece]]:
        """Return mine and theirs, compared with what they were made of."""
        base = words(self.name, self.base)
        compared = (by_words(base, words(self.name, value)) for value in (self.mine, self.theirs))
        return [[piece for piece in pieces if piece.kind != "gone"] for pieces in compared]

    @property
    def base_words(self) -> str:
        return words(self.name, self.base)


class Merge:
    def __init__(self, base: dict | None, mine: dict, theirs: dict, names=("", "")):
        self.mine, self.theirs, self.names = LATER | mine, LATER | theirs, names
        self.base = LATER | (base or {})
        made_of = [blocks(content.get("body", "")) for content in (self.base, mine, theirs)]
        made_of[0] = made_of[0] if base else without_base(*made_of[1:])
        self.body = places(*made_of)
        self.conflicts = list(self._conflicts())

    def _conflicts(self) -> Iterator[Conflict]:
        for name in (*LINES, "lead"):
            yield from self._of_field(name)
        for number, place in enumerate(self.body):
            if place.merged is None:
                yield Conflict("body", number, *("\n".join(part) for part in place))
        for name in OTHERS:
            yield from self._of_field(name)

    def _of_field(self, name) -> Iterator[Conflict]:
        base, mine, theirs = (each.get(name) for each in (self.base, self.mine, self.theirs))
        if mine not in (base, theirs) and theirs != base:
            yield Conflict(name, 0, base, mine, theirs)

    @property
    def settled(self) -> list[str]:
        """Return the names of the fields in which one of them changed something."""
        open_ones = {conflict.key for conflict in self.conflicts}
        names = [
            name
            for name in (*LINES, "lead", *OTHERS, *ROWS)
            if f"{name}-0" not in open_ones
            and not self.base.get(name) == self.mine.get(name) == self.theirs.get(name)
        ]
        places_settled = [
            each for each in self.body if not each.is_same and each.merged is not None
        ]
        return names + ["body"] * len(places_settled)

    @property
    def same(self) -> int:
        return sum(len(place.base) for place in self.body if place.is_same)

    def content(self, choices: dict[str, str], typed: dict[str, str] | None = None) -> dict:
        """Return the merged content.

        `choices` has one of CHOICES for keys of conflicts, `typed` the texts edited by hand.
        """
        typed = typed or {}
        merged = dict(self.theirs)
        for name in (*LINES, "lead", *OTHERS):
            if self.theirs.get(name) == self.base.get(name):
                merged[name] = self.mine.get(name)
        for name in ROWS:
            merged[name] = self._rows(name)
        for conflict in self.conflicts:
            if conflict.name != "body":
                choice = choices.get(conflict.key, "")
                is_typed = choice == BY_HAND
                merged[conflict.name] = (
                    typed[conflict.key] if is_typed else self._decided(conflict, choice)
                )
        merged["body"] = "\n".join(self._body(choices, typed))
        return merged

    def _rows(self, name) -> list[dict]:
        base, mine = ({row["id"] for row in each.get(name, [])} for each in (self.base, self.mine))
        theirs = self.theirs.get(name, [])
        here = {row["id"] for row in theirs}
        kept = [row for row in theirs if row["id"] in mine or row["id"] not in base]
        return kept + [
            row
            for row in self.mine.get(name, [])
            if row["id"] not in here and row["id"] not in base
        ]

    def _decided(self, conflict, choice):
        if choice in ("mine", "theirs"):
            return getattr(conflict, choice)
        mine, theirs = conflict.mine, conflict.theirs
        if conflict.name == "lead":
            return f"{mine}\n\n{theirs}" if choice else f"TK {mine}\n\nTK {theirs}"
        both = f"TK {mine} TK {theirs}"
        # Both are versions in any case; what cannot hold two texts stays as it is stored.
        return both if len(both) <= LINES.get(conflict.name, 0) else theirs

    def _body(self, choices, typed) -> Iterator[str]:
        for number, place in enumerate(self.body):
            key = f"body-{number}"
            if place.merged is not None:
                yield from place.merged
            elif choices.get(key) == BY_HAND:
                yield typed[key]
            else:
                yield from self._place(place, choices.get(key, ""))

    def _place(self, place: Place, choice) -> Iterator[str]:
        for part, name in zip(("mine", "theirs"), self.names, strict=True):
            if choice in (part, "both"):
                yield from getattr(place, part)
            elif not choice:
                yield f"<p>TK {escape(name)}:</p>"
                yield from getattr(place, part) or [f"<p>{escape(_('Taken out'))}</p>"]


def words(name: str, value) -> str:
    """Return a value as text that people read."""
    if name == "body":
        return "\n".join(html.plain(block) for block in blocks(value or ""))
    if isinstance(value, list):
        return ", ".join(row["name"] for row in value)
    if isinstance(value, dict):
        return value["name"]
    choices = getattr(Article._meta.get_field(name), "choices", None) or ()
    return str(dict(choices).get(value, value or ""))
