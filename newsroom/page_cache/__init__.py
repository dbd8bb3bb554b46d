"""The page cache: whole public pages, ready to be sent, in front of Django.

Every anonymous reader gets the same bytes, so a page is rendered and compressed once per edition
(newsroom/freshness.py), and then answered without Django: one small query tells if the stored page
is of the current edition. A page is stored under its canonical address; cookies, languages, unknown
parameters and the host name do not reach Django.

Only responses of views declared `public` are stored. Requests with a session, `Authorization` or
another method, and the desk, bypass the cache.

Requests to Django wait in lanes (lanes.py), so that slow work never delays a stored page.
"""

from functools import wraps
from http import HTTPStatus

__all__ = ["public"]

FRESH = "public, max-age=0, s-maxage=1, stale-if-error=86400"


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
