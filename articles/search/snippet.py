"""The excerpt of a text with the most matches."""

from itertools import pairwise
from typing import NamedTuple

from newsroom import html
from newsroom.text.cutting import beginning
from newsroom.text.words import RUN, is_unspaced, letters, parts

LENGTH = 220  # characters
MOST_READ = 50_000  # characters of one text


class Piece(NamedTuple):
    text: str
    is_marked: bool = False


def snippet(article, query) -> list[Piece]:
    """Return about `LENGTH` characters of `article`, in pieces, the matches marked."""
    text = " ".join([article.lead.replace("\n", " "), html.plain(article.body)]).strip()
    text = text[:MOST_READ]
    marks = list(_marks(text, query))
    begin, end = _densest(text, marks)
    return list(_pieces(text, [mark for mark in marks if begin <= mark[0] < end], begin, end))


def _marks(text, query):
    """Yield begin and end of each match; in a script without blanks, of the letters alone."""
    for run in RUN.finditer(text):
        if query.means(run[0]):
            at = run.start()
            for part in parts(run[0]):
                if is_unspaced(part):
                    yield from _letters_found(part, at, query)
                elif query.means(part):
                    yield at, at + len(part)
                at += len(part)


def _letters_found(part, at, query) -> list[tuple[int, int]]:
    """Return the spans of letters and pairs of letters that match, joined where they touch."""
    spans = []
    for letter, behind in pairwise([*letters(part), ""]):
        found = letter if query.means(letter) else f"{letter}{behind}"
        if query.means(found):
            begin = spans.pop()[0] if spans and spans[-1][1] >= at else at
            spans.append((begin, at + len(found)))
        at += len(letter)
    return spans


def _densest(text, marks) -> tuple[int, int]:
    """Return begin and end of the first window with the most marks."""
    best, most, behind = 0, 0, 0  # `behind` is the first mark that is not in it any more
    for place, (start, _end) in enumerate(marks):
        while behind < len(marks) and marks[behind][1] <= start + LENGTH:
            behind += 1
        if behind - place > most:
            best, most = start, behind - place
    # Some words before the first mark, and from the beginning of a word.
    begin = max(0, best - LENGTH // 5)
    if begin:
        begin = text.find(" ", begin, best) + 1 or best
    end = min(begin + LENGTH, len(text))
    if end < len(text):
        blank = text.rfind(" ", begin + LENGTH // 2, end)
        end = blank if blank >= 0 else begin + len(beginning(text[begin : end + 1], LENGTH))
    return begin, end


def _pieces(text, marks, begin, end):
    if begin:
        yield Piece("... ")
    at = begin
    for start, stop in marks:
        if start > at:
            yield Piece(text[at:start])
        yield Piece(text[start:stop], is_marked=True)
        at = stop
    if at < end:
        yield Piece(text[at:end])
    if max(at, end) < len(text):
        yield Piece("...")
