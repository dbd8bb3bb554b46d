"""The tree of comments for templates, from a list in the order of paths."""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from comments.models.comment import STEP

LONG = 10  # replies; a thread with more is folded below its first comment


@dataclass
class Node:
    """A place in a thread: a comment, or the gap of a hidden one (comment is None)."""

    path: str
    comment: Any = None
    answered: bool = False  # the next node is a reply to this one
    folded: int = 0  # how many replies are folded below it; 0 if they are open
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
    """Fold the replies of each long thread."""
    starts = [index for index, node in enumerate(places) if node.depth == 1]
    for start, end in pairwise([*starts, len(places)]):
        replies = sum(node.comment is not None for node in places[start + 1 : end])
        if replies > LONG:
            places[start].folded = replies
            places[end - 1].closes[-1] = True
