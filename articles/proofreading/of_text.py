"""Remarks on the text: what is still open in it, its headings and footnotes."""

import re

from django.utils.translation import gettext_lazy as _

from articles.proofreading.remark import Place, remark

# The mark for what is to come; in no word, address or name of a file.
TK = re.compile(r"(?<![\w.@/-])(?:TK)+(?![\w.-]\w|\w)", re.I)
BEFORE, BEHIND = 40, 60  # characters
LINES = ("kicker", "headline", "lead", "dateline", "description", "social_title")
HEADING_LEVEL = 2  # that of the first
NOTE = re.compile(r'<li[^<>]*\sid="(fn-[\w-]+)"')
MARK = re.compile(r'<a[^<>]*\shref="#(fn-[\w-]+)"')


@remark(_("There is no text."), "body")
def no_text(text):
    if not (text.pictures or any(passage.words for passage in text.passages)):
        yield Place()


@remark(_("There is still a “TK” in the text."), "body")
def tk_left(text):
    for name in LINES:
        for match in TK.finditer(text.content.get(name, "")):
            yield Place(around(match))
    for passage in text.passages:
        for match in TK.finditer(passage.words):
            yield Place(around(match), passage.under)


@remark(_("A heading is empty."), "body")
def heading_empty(text):
    for passage in text.passages:
        if passage.level and not passage.words:
            yield Place(under=passage.under)


@remark(_("A heading skips a level."), "body")
def heading_skips_a_level(text):
    above = HEADING_LEVEL - 1
    for passage in text.passages:
        if passage.level > above + 1:
            yield Place(passage.words)
        above = passage.level or above


@remark(_("A footnote has no mark in the text."), "body")
def footnote_without_mark(text):
    body = text.content["body"]
    for note in sorted(set(NOTE.findall(body)) - set(MARK.findall(body))):
        yield Place(note)


@remark(_("A footnote mark has no footnote."), "body")
def mark_without_footnote(text):
    notes = set(NOTE.findall(text.content["body"]))
    for passage in text.passages:
        if set(MARK.findall(passage.source)) - notes:
            yield Place(beginning(passage.words), passage.under)


def around(match) -> str:
    """Return what is matched with some words on both sides."""
    line = match.string
    before, behind = line[: match.start()], line[match.end() :]
    if len(before) > BEFORE:
        before = f"… {before[-BEFORE:].partition(' ')[2]}"
    return before + match[0] + beginning(behind)


def beginning(words: str) -> str:
    return words if len(words) <= BEHIND else f"{words[:BEHIND].rpartition(' ')[0]} …"
