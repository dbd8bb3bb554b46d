"""The test of a word list: matches among past comments."""

from typing import NamedTuple

from comments.models import Comment
from comments.moderation import word_list
from newsroom.models import Masthead

MOST_TRIED = 5000  # comments, the newest
MOST_SHOWN = 50


class Trial(NamedTuple):
    tried: int
    met: int
    shown: list[tuple[Comment, list[str]]]  # each with the words of the list that are in it


def try_out(listed: str, by) -> Trial:
    """Match the words and phrases of `listed` against the newest comments of the moderator `by`."""
    prepared = word_list.Prepared(word_list.entries(listed), Masthead.current().language)
    newest = Comment.objects.in_scope_of(by).select_related("article").defer("article__body")
    tried, met = 0, []
    for comment in newest.order_by("-created_at", "-id")[:MOST_TRIED]:
        tried += 1
        if hits := prepared.hits(f"{comment.name}\n{comment.text}"):
            met.append((comment, hits))
    return Trial(tried, len(met), met[:MOST_SHOWN])
