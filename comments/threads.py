"""From a list of comments in the order of their paths to threads that a template can draw."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from comments.models.comment import STEP

A_PAGE = 200  # comments


@dataclass
class Node:
    """One place in a thread: a comment, or the gap that a hidden one left (comment is None)."""

    path: str
    comment: Any = None
    answered: bool = False  # the next node is a reply to this one
    closes: range = range(0)  # how many lists of replies end behind this one

    @property
    def depth(self) -> int:
        return len(self.path) // STEP


def nodes(comments) -> list[Node]:
    """Return the places of `comments`, which come in the order of their paths.

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
        node.closes = range(max(0, node.depth - following.depth))
    if found:
        found[-1].closes = range(found[-1].depth - 1)
    return found


def is_path(text: str) -> bool:
    """Whether `text` could be the path of a comment, or is empty."""
    return len(text) % STEP == 0 and not text.strip("0123456789abcdef")


def page(article, after="", most=A_PAGE):
    """Return the nodes of at most `most` public comments, and where the next page starts.

    The page starts behind the path `after`; where that is in the middle of a thread, what its
    first comment answers is shown again. The next `after` is empty at the end.
    One query, or two behind the first page.
    """
    public = article.comments.approved().in_threads().select_related("author")
    comments = list(public.filter(path__gt=after)[: most + 1])
    more = comments[most - 1].path if len(comments) > most else ""
    comments = comments[:most]
    if after and comments:
        first = comments[0].path
        above = [first[:end] for end in range(STEP, len(first), STEP)]
        comments = [*public.filter(path__in=above), *comments]
    return nodes(comments), more
