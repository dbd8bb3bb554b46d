"""Addresses that are no more keep leading somewhere.

A page that is not found may be one that has moved: its slug was changed, or it comes
from a blog that was moved in. So the question is asked on the way out, for
answers that would be a 404, and costs nothing otherwise.
"""

import unicodedata
from urllib.parse import unquote, urlsplit

from django.http import HttpResponsePermanentRedirect
from django.utils.encoding import iri_to_uri

# Query parameters by which WordPress names a page at the address "/".
PARAMETERS = ("p", "page_id", "attachment_id", "cat", "tag", "author", "feed")


def normal(address: str) -> str:
    """Return the canonical form of `address`, of which host it may be: decoded path and query.

    The query is kept only where it names the page (`PARAMETERS`); a slash or `index.html`
    at the end makes no difference.
    """
    parts = urlsplit(address)
    path = "/" + unquote(parts.path).removesuffix("index.html").strip("/")
    query = "&".join(
        pair for pair in parts.query.split("&") if pair.partition("=")[0] in PARAMETERS
    )
    return unicodedata.normalize("NFC", f"{path}?{unquote(query)}" if query else path)


def remember(address: str, article):
    """From now on `address` leads to `article`, unless that is where the article is."""
    from articles.models import OldAddress

    current = normal(article.get_absolute_url())
    OldAddress.objects.filter(path=current).delete()
    if normal(address) != current:
        OldAddress.objects.update_or_create(
            path=normal(address), defaults={"article": article, "topic": None, "author": None}
        )


def target(address: str) -> str | None:
    """Where something that used to be at `address` is now; None if nobody knows."""
    from articles.models import OldAddress

    found = OldAddress.objects.select_related("article", "topic", "author")
    known = found.filter(path=normal(address)).first()
    return known.target if known else None


class Forwarding:
    """Middleware: what would be "not found" is looked up among the old addresses."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in ("GET", "HEAD"):
            return response
        # A path may begin with two slashes; as an address, that would name a host.
        new = target("/" + request.get_full_path().lstrip("/"))
        return HttpResponsePermanentRedirect(iri_to_uri(new)) if new else response
