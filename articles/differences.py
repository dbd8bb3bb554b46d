"""The differences between two versions, word by word, in the text as readers see it."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from articles.models import Article
from articles.models.version import COLUMNS, LISTS
from newsroom import html

ENDS = r"</(?:p|h[1-6]|li|d[td]|t[hd]|caption|figcaption|pre|blockquote)>|<(?:br|hr)\b[^>]*>"
ALT = re.compile(r'<img\b[^>]*?\balt="([^"]*)"[^>]*>')
# A word, a letter of a script without blanks, blanks, or a mark.
WORD = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]"
    r"|[^\s.,;:!?…\"“”„«»‹›()\[\]{}—–\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff"
    r"\u3400-\u9fff]+|\s+|."
)
MOST = 2000 * 2000  # pairs of words that are compared; longer paragraphs are shown whole
TEXTS = ("kicker", "headline", "lead", "dateline", "body")
OF_LISTS = {
    "topics": _("topics"),
    "bylines": _("authors"),
    "pinned": _("pinned"),
    "hidden": _("hidden"),
}


class Piece(NamedTuple):
    kind: str  # "same", "del" or "ins"
    words: str


class Paragraph(NamedTuple):
    """A paragraph with its pieces, or, without pieces, so many that are the same."""

    pieces: list[Piece]
    same: int = 0


class Difference(NamedTuple):
    label: str
    paragraphs: list[Paragraph]

    @property
    def is_of_markup_alone(self) -> bool:
        return all(not paragraph.pieces for paragraph in self.paragraphs)


def differences(old: dict, new: dict) -> list[Difference]:
    """Return the fields in which two versions differ."""
    names = (*TEXTS, *LISTS, "picture", *(name for name in COLUMNS if name not in TEXTS))
    return [
        Difference(_label(name), list(paragraphs(_shown(name, old), _shown(name, new))))
        for name in names
        if name in old and name in new and _value(old[name]) != _value(new[name])
    ]


def paragraphs(old: list[str], new: list[str]) -> Iterator[Paragraph]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            yield Paragraph([], end - start)
            continue
        pairs = zip_longest(old[start:end], new[new_start:new_end], fillvalue="")
        for before, after in pairs:
            yield Paragraph(pieces(before, after))


def pieces(old: str, new: str) -> list[Piece]:
    before, after = WORD.findall(old), WORD.findall(new)
    if len(before) * len(after) > MOST or not (before and after):
        return [Piece(kind, text) for kind, text in (("del", old), ("ins", new)) if text]
    found = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            found.append(Piece("same", "".join(before[start:end])))
            continue
        deleted, inserted = "".join(before[start:end]), "".join(after[new_start:new_end])
        found += [Piece("del", deleted)] * bool(deleted) + [Piece("ins", inserted)] * bool(inserted)
    return found


def text_of(body: str) -> list[str]:
    """Return the paragraphs of a text; a picture is its description."""
    worded = ALT.sub(lambda image: f" [{image[1]}] ", body)
    return list(filter(None, (html.plain(part).strip() for part in re.split(ENDS, worded))))


def _shown(name, content) -> list[str]:
    value = content[name]
    if name == "body":
        return text_of(value)
    if name in LISTS:
        return [", ".join(row["name"] for row in value)]
    if name == "picture":
        return [value["name"] if value else ""]
    column: Any = Article._meta.get_field(name)
    return [str(dict(column.flatchoices).get(value, value))]


def _value(value):
    """Return what two versions are compared by: rows by their numbers, not by their names."""
    if isinstance(value, list):
        return [row["id"] for row in value]
    return value["id"] if isinstance(value, dict) else value


def _label(name) -> str:
    if name in OF_LISTS:
        return str(OF_LISTS[name])
    column: Any = Article._meta.get_field(name)
    return str(column.verbose_name)
