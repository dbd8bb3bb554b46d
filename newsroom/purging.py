"""A CDN in front: of what a page is made, and word to it when that changes (docs/cdn.md).

Off unless PURGE_URL is set. A page names its keys: `paper`, on every page, and those of the
discussions that it shows. Who moves an edition plans in the same transaction that the CDN is told
its key, and the loop tells it, again after a failure. Word may come too late or never, so the CDN
keeps a page for a minute at most.
"""

import json
from collections.abc import Iterable
from urllib.request import Request, urlopen

from django.conf import settings

from newsroom.work.jobs import Job

PAPER, DISCUSSIONS = "paper", "discussions"  # keys: of all pages, and of those that show any
MOST = 60  # discussions that a page names
KEPT = 60  # seconds in the CDN
PATIENCE = 5  # seconds
FACT = "cdn_outdated"


def of_discussion(article: int) -> str:
    return f"article-{article}"


def page_headers(shows: Iterable[int] | None) -> list[tuple[str, str]]:
    """Return the headers of a page that shows the discussions of these articles, None for any."""
    if not settings.PURGE_URL:
        return []
    named = [DISCUSSIONS] if shows is None else [of_discussion(each) for each in sorted(shows)]
    keys = [PAPER, *(named if len(named) <= MOST else [DISCUSSIONS, *named[:MOST]])]
    kept = f"public, max-age={KEPT}, stale-if-error=86400"
    return [*of_keys(keys), ("CDN-Cache-Control", kept), ("Surrogate-Control", f"max-age={KEPT}")]


def of_keys(keys: list[str]) -> list[tuple[str, str]]:
    """Return the keys in the two headers in which CDNs look for them."""
    if not settings.PURGE_URL:
        return []
    return [("Surrogate-Key", " ".join(keys)), ("Cache-Tag", ",".join(keys))]


def plan(*keys: str):
    """Plan that the CDN forgets what has one of `keys`, after the transaction of the change.

    A plan that nobody has begun is taken for this change, too: it is locked, so that it is not
    begun before the commit. One that another transaction has locked is left alone.
    """
    if not settings.PURGE_URL:
        return
    waiting = Job.objects.filter(fact=FACT, arguments=list(keys), lease=0, given_up_at=None)
    if not waiting.select_for_update(skip_locked=True).values_list("pk", flat=True)[:1]:
        Job.plan(FACT, *keys, priority=5)


def tell(*keys: str):
    """Tell the CDN to forget what has one of `keys`. Raise OSError if it does not take it."""
    if not settings.PURGE_URL:  # it was set when this was planned
        return
    headers = {"Content-Type": "application/json", **dict(of_keys(list(keys)))}
    name, _colon, value = settings.PURGE_HEADER.partition(":")
    headers |= {name.strip(): value.strip()} if value else {}
    body = json.dumps({"tags": keys}).encode()
    question = Request(settings.PURGE_URL, body, headers, method=settings.PURGE_METHOD)  # noqa: S310 (the owner's)
    with urlopen(question, timeout=PATIENCE):  # noqa: S310
        pass
