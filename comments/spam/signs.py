"""Signs of spam besides the text: the writer, the speed, the place.

Noticed once, when it comes, and kept with it: by the time somebody decides, its writer may have
confirmed an address or been published, and the filter would learn what it cannot know beforehand.
"""

from collections.abc import Iterator
from datetime import timedelta

QUICK = timedelta(seconds=15)  # from the form to the comment
SLOW = timedelta(minutes=10)
OLD = timedelta(days=30)  # an article that few but machines still answer


def noticed(facts) -> list[str]:
    """Return the signs of a comment that comes now.

    They are features like words (features.py): `writer new`, `sent quick`, `article old`.
    """
    return [f"writer {_record(facts)}", *_pace(facts.submission.took), *_place(facts.article_age)]


def _record(facts) -> str:
    if facts.recent_unwanted:
        return "rejected"
    return "published" if facts.has_been_approved else "new"


def _pace(took) -> Iterator[str]:
    if took is not None and took < QUICK:
        yield "sent quick"
    if took is not None and took > SLOW:
        yield "sent slow"


def _place(article_age) -> Iterator[str]:
    if article_age is not None and article_age > OLD:
        yield "article old"
