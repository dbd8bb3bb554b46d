"""The differences between two versions, word by word, in the text as readers see it."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from articles.models import Article
from articles.models.version import COLUMNS, LATER, LISTS, PICTURES
from newsroom import html
from newsroom.text.differences import Piece, by_words

ENDS = r"</(?:p|h[1-6]|li|d[td]|t[hd]|caption|figcaption|pre|aside|blockquote)>|<(?:br|hr)\b[^>]*>"
ALT = re.compile(r'<img\b[^<>]*?\balt="([^"<]*)"[^<>]*>')
TEXTS = ("kicker", "headline", "lead", "dateline", "body")
OF_LISTS = {
    "topics": _("topics"),
    "bylines": _("authors"),
    "pinned": _("pinned"),
    "hidden": _("hidden"),
}


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
    old = LATER | old
    new = {name: old[name] for name in LATER} | new  # one that knows them not changes nothing
    names = (*TEXTS, *LISTS, *PICTURES, *(name for name in COLUMNS if name not in TEXTS))
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
            yield Paragraph(by_words(before, after))


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
    if name in PICTURES:
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
