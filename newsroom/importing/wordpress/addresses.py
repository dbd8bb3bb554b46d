"""The old addresses of an item."""

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

from newsroom.importing.wordpress.item import Item

NUMBER = {"page": "page_id", "attachment": "attachment_id"}
MONTH = re.compile(r"/(\d{4})/(\d{2})/")


def of(item: Item) -> Iterator[str]:
    """Yield its permalink, the feed below it, its older slugs and the addresses with its number."""
    if item.link:
        yield item.link
    if _is_a_path(item.link):
        permalink = item.link.rstrip("/")
        yield f"{permalink}/feed/"
        above = permalink.rpartition("/")[0]
        for slug in item.meta_values("_wp_old_slug"):
            yield f"{above}/{slug}/"
    if item.id:
        yield f"{item.blog.base}/?p={item.id}"
        if item.type in NUMBER:
            yield f"{item.blog.base}/?{NUMBER[item.type]}={item.id}"


def weak(item: Item) -> Iterator[str]:
    """Yield its guid, which never changes and may be another item's permalink by now."""
    if item.blog.owns(item.guid):
        yield item.guid


def filed(item: Item) -> date | None:
    """Return a day in the month that the permalink names, or would name."""
    month = MONTH.search(urlsplit(item.link).path) if _is_a_path(item.link) else None
    if month and 1 <= int(month[2]) <= 12 and int(month[1]):
        return date(int(month[1]), int(month[2]), 1)
    return item.local_date.replace(day=1) if item.local_date else None


def _is_a_path(link: str) -> bool:
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    return len(parts.path) > 1 and not parts.query
