"""Edits of public comments, as moderators see them: what changed, and two buttons."""

import re
from collections import Counter
from difflib import SequenceMatcher
from itertools import takewhile
from typing import NamedTuple

from django.db.models import Prefetch

from comments.models import Revision, Status

WORD = re.compile(r"(?<!\s)\s*+\S+")  # with the blanks before it
# Comparing more takes long and shows little.
MOST_COMPARED = 600  # words that differ, on either side
MOST_PAIRS = 10_000  # of a word and the same one on the other side

OPEN_EDITS = Prefetch(
    "revisions", Revision.objects.filter(status=Status.PENDING), to_attr="open_edits"
)


class Change(NamedTuple):
    kind: str  # "same", "gone" or "new"
    words: str


def changes(revision) -> list[Change]:
    """From the words that are public to those of `revision`, piece by piece.

    No word of either is left out, however long they are; what is the same has its new blanks.
    """
    before, after = WORD.findall(revision.comment.text), WORD.findall(revision.text)
    start, end = _same_around(_bare(before), _bare(after))
    pieces = [
        ("same", after[:start]),
        *_between(before[start : len(before) - end], after[start : len(after) - end]),
        ("same", after[len(after) - end :]),
    ]
    return [Change(kind, "".join(words)) for kind, words in pieces if words]


def _same_around(before, after) -> tuple[int, int]:
    """How many words are the same at the beginning of both, and then at their end."""
    start = _same_first(before, after)
    return start, _same_first(before[start:][::-1], after[start:][::-1])


def _same_first(before, after) -> int:
    pairs = zip(before, after, strict=False)
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _between(before, after):
    """The pieces of what differs; what is too long to compare is gone and new as a whole."""
    old, new = _bare(before), _bare(after)
    if max(len(old), len(new)) > MOST_COMPARED or _pairs(old, new) > MOST_PAIRS:
        return [("gone", before), ("new", after)]
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return [
        piece
        for what, start, end, new_start, new_end in matcher.get_opcodes()
        for piece in _pieces(what, before[start:end], after[new_start:new_end])
    ]


def _pieces(what, before, after):
    return [("same", after)] if what == "equal" else [("gone", before), ("new", after)]


def _pairs(before, after) -> int:
    """What comparing costs, but for a factor: a few words that come often cost the most."""
    times = Counter(after)
    return sum(times[word] for word in before)


def _bare(words) -> list[str]:
    return [word.strip() for word in words]
