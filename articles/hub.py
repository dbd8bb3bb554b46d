"""Telling the hub that there is something new, so that it tells the readers (W3C WebSub)."""

from urllib.parse import urlencode
from urllib.request import Request, urlopen

from django.conf import settings
from django.urls import reverse

PATIENCE = 10  # seconds


def tell(hub: str):
    """Ask `hub` (an address) to fetch the paper's feeds; raises OSError when it does not answer.

    This is how hubs in use take it; the specification leaves it open.
    """
    feeds = [f"{settings.SITE_URL}{reverse('feed', args=[form])}" for form in ("atom", "rss")]
    body = urlencode({"hub.mode": "publish", "hub.url": feeds}, doseq=True).encode()
    # The owner named the hub at the desk, where only web addresses are taken.
    with urlopen(Request(hub, body), timeout=PATIENCE):  # noqa: S310
        pass
