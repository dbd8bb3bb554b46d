"""From a list of comments in the order of their paths to threads that a template can draw."""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from comments.models.comment import STEP

LONG = 10  # replies; a thread with more is folded below its first comment


@dataclass
class Node:
    """One place in a thread: a comment, or the gap that a hidden one left (comment is None)."""

    path: str
    comment: Any = None
    answered: bool = False  # the next node is a reply to this one
    folded: int = 0  # how many replies are folded below it; 0 if they are open
    # One for each list of replies that ends behind this one: whether that list was folded.
    closes: list[bool] = field(default_factory=list)

    @property
    def depth(self) -> int:
        return len(self.path) // STEP

    @property
    def answers(self):
        """The comment that this one answers, if that is not the one it stands below."""
        if not self.comment or not self.comment.parent_id:
            return None
        above = self.path[:-STEP][-STEP:]
        if above and int(above, 16) == self.comment.parent_id:
            return None
        return self.comment.parent if self.comment.parent.is_public else None


def nodes(comments) -> list[Node]:
    """Return the places of `comments`, which come thread by thread, each in order of its paths.

    A reply keeps its place when what it answers is not among them.
    """
    found: list[Node] = []
    standing = ""  # the path down to the place we are at
    for comment in comments:
        for end in range(STEP, len(comment.path), STEP):
            if standing[:end] != comment.path[:end]:
                found.append(Node(comment.path[:end]))
        standing = comment.path
        found.append(Node(comment.path, comment))
    for node, following in pairwise(found):
        node.answered = following.depth > node.depth
        node.closes = [False] * max(0, node.depth - following.depth)
    if found:
        found[-1].closes = [False] * (found[-1].depth - 1)
    _fold(found)
    return found


def _fold(found: list[Node]):
    """Fold the replies of each long thread: the list below its first comment opens on demand."""
    starts = [place for place, node in enumerate(found) if node.depth == 1]
    for start, end in pairwise([*starts, len(found)]):
        replies = sum(node.comment is not None for node in found[start + 1 : end])
        if replies > LONG:
            found[start].folded = replies
            found[end - 1].closes[-1] = True
