"""Notification of the hub about new articles (W3C WebSub)."""

from urllib.parse import urlencode
from urllib.request import Request, urlopen

from django.conf import settings
from django.urls import reverse

PATIENCE = 10  # seconds


def tell(hub: str):
    """Ask `hub` (an address) to fetch the paper's feeds. Raise OSError if it does not answer.

    The request is the one that common hubs take; the specification leaves it open.
    """
    feeds = [f"{settings.SITE_URL}{reverse('feed', args=[form])}" for form in ("atom", "rss")]
    body = urlencode({"hub.mode": "publish", "hub.url": feeds}, doseq=True).encode()
    # The hub is the owner's setting, validated as a web address.
    with urlopen(Request(hub, body), timeout=PATIENCE):  # noqa: S310
        pass
