"""The cookie that tells a public page that somebody of the newsroom reads it.

It is no secret and admits nobody: stored pages are the same for everybody, so a script can only
know from it whether to ask for the links to the desk.
"""

from django.conf import settings

NAME = "newsroom_desk"


def keep(response):
    """Set it for as long as the session lives."""
    response.set_cookie(
        NAME,
        "1",
        max_age=settings.SESSION_COOKIE_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def forget(response):
    response.delete_cookie(NAME, samesite="Lax")
