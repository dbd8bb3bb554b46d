"""Was this form sent from a page of ours?"""

from urllib.parse import urlsplit

from django.conf import settings


def is_ours(request) -> bool:
    """Whether the browser says that the request comes from this very site.

    `Sec-Fetch-Site` (W3C Fetch Metadata) cannot be set by a page; `Origin` and `Referer` are what
    older browsers send. A request that says nothing of where it comes from is refused.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site == "same-origin"
    said = request.headers.get("Origin") or request.headers.get("Referer")
    return bool(said) and urlsplit(said).netloc in {request.get_host(), settings.SITE.netloc}
