"""Was this form sent from a page of ours?

`Sec-Fetch-Site` (W3C Fetch Metadata) cannot be set by a page; browsers send it on https and to
localhost only. `Origin` comes with every form since about 2020, and `Referer` before that. An
`Origin` of "null" says nothing: it is what a browser sends whose owner, or whose page's policy,
tells nobody where it comes from.
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
    """Whether the browser says so: for forms whose key anybody can get, so that it proves nothing.

    With such a key another site could have its readers' browsers post here, from their networks.
    """
    return _answer(request) == Answer.OURS


def is_foreign(request) -> bool:
    """Whether the browser names another site: for addresses with a token.

    Nobody can have another person's browser use a token without having it, which is all it takes
    to use it oneself; so who says nothing of where they come from is not refused.
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
    """Where our pages are. An encrypted site takes nothing from a page that is not."""
    schemes = ["https"] if settings.HTTPS else ["http", "https"]
    hosts = {request.get_host(), settings.SITE.netloc}
    return {_place(f"{scheme}://{host}") for scheme in schemes for host in hosts}


def _place(address):
    """Scheme, host and port of an address; None if it is none."""
    try:
        parts = urlsplit(address)
        return parts.scheme, parts.hostname, parts.port or PORTS.get(parts.scheme)
    except ValueError:
        return None
