"""Open edits of public comments: a diff and two buttons."""

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
    """Return the diff from the public text to that of `revision`, in pieces.

    No word is left out, however long the texts are; equal words have the new whitespace.
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
    """Return the numbers of equal words at the beginning and the end."""
    start = _same_first(before, after)
    return start, _same_first(before[start:][::-1], after[start:][::-1])


def _same_first(before, after) -> int:
    pairs = zip(before, after, strict=False)
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _between(before, after):
    """Return the pieces of the differing part; above a limit it is replaced as a whole."""
    old, new = _bare(before), _bare(after)
    if max(len(old), len(new)) > MOST_COMPARED or _pairs(old, new) > MOST_PAIRS:
        return [("gone", before), ("new", after)]
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return [
        piece
        for operation, start, end, new_start, new_end in matcher.get_opcodes()
        for piece in _pieces(operation, before[start:end], after[new_start:new_end])
    ]


def _pieces(operation, before, after):
    return [("same", after)] if operation == "equal" else [("gone", before), ("new", after)]


def _pairs(before, after) -> int:
    """Return the number of comparisons, up to a factor; frequent words cost the most."""
    times = Counter(after)
    return sum(times[word] for word in before)


def _bare(words) -> list[str]:
    return [word.strip() for word in words]
