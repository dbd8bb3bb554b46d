"""Redirects from old addresses.

An address may be old because a slug was changed, or because the page was imported. It is looked up
only for responses that would be a 404, so it costs nothing otherwise.
"""

import re

from django.http import HttpResponsePermanentRedirect
from django.utils.encoding import iri_to_uri

from articles.models import OldAddress
from articles.old_addresses import normal

# Pages below an article's address move with it: comments, form, feed.
BELOW_ARTICLE = re.compile(r"(/[0-9]{4}/[0-9]{2}/[^/?]+/)([^/?].*)")


def target(address: str) -> str | None:
    """Return the current address of the thing once at `address`, or None."""
    if known := _known(address):
        return known.target
    if not (below := BELOW_ARTICLE.fullmatch(address)):
        return None
    known = _known(below[1])
    new = known.target if known and known.article else None
    return f"{new}{below[2]}" if new else None


def _known(address):
    addresses = OldAddress.objects.select_related("article", "topic", "author")
    return addresses.filter(path=normal(address)).first()


class OldAddressMiddleware:
    """Middleware: replace a 404 by a redirect if the address is an old one."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in ("GET", "HEAD"):
            return response
        # A path may begin with two slashes; as an address, that would name a host.
        new = target("/" + request.get_full_path().lstrip("/"))
        return HttpResponsePermanentRedirect(iri_to_uri(new)) if new else response
