"""What there is to notice about a comment besides its words: who sends it, how fast, and where.

Noticed once, when it comes, and kept with it: by the time somebody decides, its writer may have
proved an address or been published, and the filter would learn what it cannot know beforehand.
"""

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from comments.status import UNWANTED

QUICK = timedelta(seconds=15)  # from the form to the comment
SLOW = timedelta(minutes=10)
OLD = timedelta(days=30)  # an article that few but machines still answer
LATELY = timedelta(days=30)


def noticed(comment, took: timedelta | None) -> list[str]:
    """The signs of a comment that comes now; `took` is how long its form was open, None: unknown.

    They are features like the words (features.py): `writer new`, `sent quick`, `article old`.
    """
    return [f"writer {_standing(comment.commenter)}", *_pace(took), *_place(comment.article)]


def _standing(commenter) -> str:
    if not commenter:
        return "new"
    theirs = commenter.comments
    if theirs.filter(status__in=UNWANTED, created_at__gt=timezone.now() - LATELY).exists():
        return "rejected"
    return "published" if theirs.approved().exists() else "new"


def _pace(took) -> Iterator[str]:
    if took is not None and took < QUICK:
        yield "sent quick"
    if took is not None and took > SLOW:
        yield "sent slow"


def _place(article) -> Iterator[str]:
    if article.published_at and timezone.now() - article.published_at > OLD:
        yield "article old"
