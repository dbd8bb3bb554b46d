"""The page store: whole public pages, kept ready to be sent, in front of Django.

Every anonymous reader gets the same bytes, so a page is rendered once for an edition
(newsroom/freshness.py), compressed once, and then answered without Django: one
small read of the database says whether the stored page is still this edition's. A page is
stored under its canonical address; what could make one reader's page differ from another's
(cookies, languages, unknown parameters, the name of the host) does not reach Django at all.

Only answers that a view declared `public` are kept. Staff (a session), `Authorization`, other
methods and the desk go past it.

In front of Django, too: everybody waits in a line (lanes.py), so that nothing that takes long keeps
a stored page waiting.
"""

from functools import wraps
from http import HTTPStatus

__all__ = ["public"]

FRESH = "public, max-age=0, s-maxage=1, stale-if-error=86400"


def public(view):
    """Decorator: what this view answers is the same for every reader and may be kept."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        if response.status_code == HTTPStatus.OK:
            response.headers.setdefault("Cache-Control", FRESH)
        return response

    answer.is_public = True
    return answer
