"""The origin of a form: this site or another one.

`Sec-Fetch-Site` (W3C Fetch Metadata) cannot be set by a page; browsers send it over https and to
localhost only. `Origin` comes with every form since about 2020, and `Referer` before that. An
`Origin` of "null" proves nothing: browsers send it if the user or the page's policy hides the
origin.
"""

from enum import Enum
from urllib.parse import urlsplit

from django.conf import settings

PORTS = {"http": 80, "https": 443}


class Answer(Enum):
    OURS = "ours"
    FOREIGN = "foreign"
    UNKNOWN = "unknown"


def is_ours(request) -> bool:
    """Return True if the browser names this site: for forms whose key anybody can get.

    With such a key another site could have its readers' browsers post here, from their networks.
    """
    return _answer(request) == Answer.OURS


def is_foreign(request) -> bool:
    """Return True if the browser names another site: for addresses with a token.

    An attacker who has the token needs no other browser, so a request without any origin is
    allowed.
    """
    return _answer(request) == Answer.FOREIGN


def _answer(request) -> Answer:
    site = request.headers.get("Sec-Fetch-Site")
    if site and site != "same-origin":
        return Answer.FOREIGN
    page = request.headers.get("Origin") or request.headers.get("Referer")
    if page and page != "null":
        return Answer.OURS if _place(page) in _places(request) else Answer.FOREIGN
    return Answer.OURS if site else Answer.UNKNOWN


def _places(request):
    """Return the origins of our pages; with https, no http one."""
    schemes = ["https"] if settings.HTTPS else ["http", "https"]
    hosts = {request.get_host(), settings.SITE.netloc}
    return {_place(f"{scheme}://{host}") for scheme in schemes for host in hosts}


def _place(address):
    """Return scheme, host and port of an address, or None."""
    try:
        parts = urlsplit(address)
        return parts.scheme, parts.hostname, parts.port or PORTS.get(parts.scheme)
    except ValueError:
        return None
