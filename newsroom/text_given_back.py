"""Error pages that give typed text back.

They need neither the database nor a session, so they work when these have failed. The page is a
form again, with the key and the hidden fields of the first, so that sending it again does the same.
Passwords are not given back.
"""

import sys
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import DatabaseError, DataError, InterfaceError
from django.http import HttpResponse, HttpResponseServerError, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.middleware import csrf as csrf_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views import csrf, defaults

from newsroom import request_id
from newsroom.site.middleware import MastheadLocaleMiddleware

RETRY_AFTER = 30  # seconds
# The fields that somebody types in, by their last name: `corrections-0-text` and `words-17`, too.
LABELS: dict[str, Any] = {
    "name": _("Your name"),
    "email": _("E-mail address"),
    "text": _("Your comment"),
    "words": _("Your text"),
    "note": _("note"),
    "slug": _("slug"),
    "kicker": _("kicker"),
    "dateline": _("dateline"),
    "description": _("description"),
    "social_title": _("title for search and social networks"),
    "bio": _("about the author"),
    "caption": _("caption"),
    "alt": _("alternative text"),
    "credit": _("credit"),
    "profiles": _("profiles"),
    "ads_txt": "ads.txt",
    "robots_txt": "robots.txt",
    "comment_rules": _("house rules"),
    "words_to_hold": _("words to hold"),
    "words_to_refuse": _("words to reject"),
    "headline": _("headline"),
    "lead": _("lead"),
    "body": _("body"),
    "bylines_new": _("authors"),
    "pinned_new": _("pinned"),
    "hidden_new": _("hidden"),
}
BUTTONS_AND_TRAPS = {"send", "preview", "subject"}
# Headers for responses that bypass our middleware.
POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
AWAY = _(
    "Something went wrong at our end, and this was not sent. Your text is "
    "still here: please send it again in a moment."
)
FORBIDDEN = _(
    "You don't have access to this page, so your text was not sent. You can copy it from here."
)
GONE = _("This page no longer exists, so your text was not sent. You can copy it from here.")
EXPIRED = _(
    "Your form has expired: it was open for too long, or you signed in or "
    "out in the meantime. You can copy your text from here."
)


EXPIRED_HERE = _(
    "You have signed in or out since you opened this form. Your text is "
    "still here: please send it again."
)


def give_back(
    request, sentence, status=503, again=True, retry_after=RETRY_AFTER, sign_in=""
) -> HttpResponse:
    """Return a page with `sentence` and the typed text; with `again` as a form to be sent again.

    `request` need not have passed any middleware: a `WSGIRequest(environ)` will do. `retry_after`
    (seconds) is sent with a 503 and a 429; `sign_in` is the address of a sign-in page.
    """
    everything = sent(request)
    fields = [pair for pair in everything if not is_secret(pair[0])]
    context = {
        "sentence": sentence,
        "words": [
            (name, capfirst(LABELS.get(last_name(name), name)), value, is_short(value))
            for name, value in fields
            if is_typed(name, value)
        ],
        "fields": [pair for pair in fields if not is_typed(*pair)],
        "again": again and fields == everything,
        "sign_in": sign_in,
        "action": "/" + request.get_full_path().lstrip("/"),  # two slashes would name a host
        "number": request_id.current.get() if status >= 500 else "",
    }
    with translation.override(MastheadLocaleMiddleware.last_known):
        response = HttpResponse(render_to_string("given_back.html", context), status=status)
        response["Content-Language"] = translation.get_language()
    response["Cache-Control"] = "no-store"
    response["Content-Security-Policy"] = POLICY
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    if status in (429, 503):
        response["Retry-After"] = retry_after
    return response


def sent(request) -> list[tuple[str, str]]:
    """Yield the names and values of the form; nothing if it cannot be parsed."""
    try:
        return [(name, value) for name, values in request.POST.lists() for value in values]
    except (SuspiciousOperation, MultiPartParserError, UnreadablePostError):
        return []


def is_secret(name: str) -> bool:
    return "password" in name.lower()


def is_typed(name: str, value: str) -> bool:
    """Return True for a value worth giving back: of a labelled field, or of several words."""
    if name.startswith("_") or name in BUTTONS_AND_TRAPS or not value.strip():
        return False
    return last_name(name) in LABELS or len(value.split()) > 1


def last_name(name: str) -> str:
    """Return the name of a field without the form and the row it stands in."""
    parts = [part for part in name.split("-") if not part.isdecimal()]
    return parts[-1] if parts else name


def is_short(value: str) -> bool:
    return len(value) <= 60 and len(value.splitlines()) == 1


def has_typed_text(request) -> bool:
    return request.method == "POST" and any(is_typed(*pair) for pair in sent(request))


# -- handlers of errors (newsroom/urls.py); Django has logged them already


def server_error(request):
    """Answer 503 if the database or a disk failed, else 500."""
    is_away = is_temporary(sys.exception())
    if has_typed_text(request) or (is_away and request.method == "POST"):
        return give_back(request, AWAY, status=503 if is_away else 500)
    page = render_to_string("500.html", {"number": request_id.current.get()})
    response = HttpResponseServerError(page)
    if is_away:
        response.status_code = 503
        response["Retry-After"] = RETRY_AFTER
    return response


def bad_request(request, exception):
    if isinstance(exception, RequestDataTooBig):
        return render(request, "413.html", status=413)
    return defaults.bad_request(request, exception)


def not_found(request, exception):
    if has_typed_text(request):
        return give_back(request, GONE, status=404, again=False)
    return defaults.page_not_found(request, exception)


def permission_denied(request, exception):
    if has_typed_text(request):
        return give_back(request, FORBIDDEN, status=403, again=False)
    return defaults.permission_denied(request, exception)


def csrf_failure(request, reason=""):
    if has_typed_text(request) and is_from_the_desk(request):
        request.POST = request.POST.copy()
        request.POST["csrfmiddlewaretoken"] = csrf_token.get_token(request)
        return give_back(request, EXPIRED_HERE, status=403)
    # Offers no button to send it again: without the token it may come from another site.
    if has_typed_text(request):
        return give_back(request, EXPIRED, status=403, again=False)
    return csrf.csrf_failure(request, reason)


def is_from_the_desk(request) -> bool:
    """Return True for a form of the desk sent from this site (Sec-Fetch-Site, or RFC 6454, 7)."""
    origin = f"{request.scheme}://{request.get_host()}"
    return (
        request.path.startswith(reverse("admin:index")) and request.headers.get("Origin") == origin
    )


def is_temporary(error) -> bool:
    away = isinstance(error, (DatabaseError, InterfaceError, OSError))
    return away and not isinstance(error, DataError)
