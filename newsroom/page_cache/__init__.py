"""The page cache: whole public pages, ready to be sent, in front of Django.

Every anonymous reader gets the same bytes, so a page is rendered and compressed once for each
edition of what it shows (newsroom/freshness.py), and then answered without Django: one small query,
or a glance at the index of SQLite's log (wal_index.py), tells if the stored page is still fresh. A
page is stored under its canonical address; cookies, languages, unknown parameters and the host name
do not reach Django.

Only responses of views declared `public` are stored. Requests with a session, `Authorization` or
another method, and the desk, bypass the cache.

Requests to Django wait in lanes (lanes.py), so that slow work never delays a stored page.
"""

from functools import wraps
from http import HTTPStatus

__all__ = ["public", "shows_discussions", "without_comments"]

# A browser asks each time, a proxy keeps a page for one second.
FRESH = "public, max-age=0, s-maxage=1, stale-if-error=86400"
# For one second more readers may still get it from a proxy that says that it asks for pages anew
# behind them; after that they wait, for a page of yesterday would be no news. No browser is told:
# it would show what was there before the comment that its reader has just posted.
FRESH_BEHIND_READERS = "stale-while-revalidate=1"


# The key of the request's environ under which a view leaves what `shows_discussions` is told.
DISCUSSIONS = "newsroom.discussions"


def shows_discussions(request, articles):
    """Say that the page shows comments, or numbers of comments, of `articles`.

    Changes in other discussions leave it fresh then. A page about which nothing is said grows
    stale whenever a comment is published anywhere.
    """
    request.environ.setdefault(DISCUSSIONS, set()).update(article.pk for article in articles)


def without_comments(view):
    """Decorator: no comment, and no number of comments, is on the page."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        shows_discussions(request, ())
        return view(request, *args, **kwargs)

    return answer


def public(view):
    """Decorator: the response is the same for every reader and may be stored."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        if response.status_code == HTTPStatus.OK:
            response.headers.setdefault("Cache-Control", FRESH)
        return response

    answer.is_public = True
    return answer
