"""Addresses that are no more keep leading somewhere.

A page that is not found may be one that has moved: its slug was changed, or it comes
from a blog that was moved in. So the question is asked on the way out, for
answers that would be a 404, and costs nothing otherwise.
"""

import re

from django.http import HttpResponsePermanentRedirect
from django.utils.encoding import iri_to_uri

from articles.models import OldAddress
from articles.old_addresses import normal

# What stands below an article's address moves with it: its comments, their form, their feed.
BELOW_ARTICLE = re.compile(r"(/[0-9]{4}/[0-9]{2}/[^/?]+/)([^/?].*)")


def target(address: str) -> str | None:
    """Where something that used to be at `address` is now; None if nobody knows."""
    if known := _known(address):
        return known.target
    if not (below := BELOW_ARTICLE.fullmatch(address)):
        return None
    known = _known(below[1])
    new = known.target if known and known.article else None
    return f"{new}{below[2]}" if new else None


def _known(address):
    found = OldAddress.objects.select_related("article", "topic", "author")
    return found.filter(path=normal(address)).first()


class OldAddressMiddleware:
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
