"""The tree of comments for templates, from a list in the order of paths."""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from comments.models.comment import STEP

LONG = 10  # replies; a thread with more is folded …
SHOWN = 3  # … after so many, and all that is below them


@dataclass
class Node:
    """A place in a thread: a comment, or the gap of a hidden one (comment is None)."""

    path: str
    comment: Any = None
    answered: bool = False  # the next node is a reply to this one
    folded: int = 0  # how many replies are folded from this one on; 0 if it begins no fold
    # For each list of replies that ends after this place: True if it is folded.
    closes: list[bool] = field(default_factory=list)

    @property
    def depth(self) -> int:
        return len(self.path) // STEP

    @property
    def answers(self):
        if not self.comment or not self.comment.parent_id:
            return None
        above = self.path[:-STEP][-STEP:]
        if above and int(above, 16) == self.comment.parent_id:
            return None
        return self.comment.parent if self.comment.parent.is_public else None


def nodes(comments) -> list[Node]:
    """Return the places of `comments`, which are sorted by thread and path.

    A reply keeps its level if its parent is not among them.
    """
    places: list[Node] = []
    path = ""  # the path down to the place we are at
    for comment in comments:
        for end in range(STEP, len(comment.path), STEP):
            if path[:end] != comment.path[:end]:
                places.append(Node(comment.path[:end]))
        path = comment.path
        places.append(Node(comment.path, comment))
    for node, following in pairwise(places):
        node.answered = following.depth > node.depth
        node.closes = [False] * max(0, node.depth - following.depth)
    if places:
        places[-1].closes = [False] * (places[-1].depth - 1)
    _fold(places)
    return places


def _fold(places: list[Node]):
    """Fold each long thread after its first replies."""
    starts = [index for index, node in enumerate(places) if node.depth == 1]
    for start, end in pairwise([*starts, len(places)]):
        _fold_below(places, start, end)


def _fold_below(places: list[Node], start: int, end: int):
    """Fold what follows the first replies to `places[start]`, whose replies end before `end`.

    A fold begins with a direct reply, so that what is below each reply stays together.
    """
    if _number(places[start + 1 : end]) <= LONG:
        return
    depth = places[start].depth + 1
    replies = [index for index in range(start + 1, end) if places[index].depth == depth]
    shown = replies[0]
    for reply in [*replies[1:], end]:
        _fold_below(places, shown, reply)
        if reply < end and _number(places[start + 1 : reply]) >= SHOWN:
            places[reply].folded = _number(places[reply:end])
            last = places[end - 1]
            last.closes[last.depth - depth] = True
            return
        shown = reply


def _number(places: list[Node]) -> int:
    return sum(node.comment is not None for node in places)
