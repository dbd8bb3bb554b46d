"""Keyset pagination: a cursor names the last article of a page.

The cursor is a place in the order of the list instead of a page number, so the thousandth page
costs as much as the first, and a new article on top moves nothing.
"""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from django.http import Http404

from newsroom import together

A_PAGE = 12  # articles
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
CURSOR = re.compile(r"(-?[0-9]{1,17})-([0-9]{1,18})")


@dataclass(frozen=True)
class Cursor:
    moment: datetime
    id: int

    def __str__(self):
        """Return microseconds since 1970 (negative before) and the id, as in an address."""
        return f"{(self.moment - EPOCH) // timedelta(microseconds=1)}-{self.id}"

    @classmethod
    def parse(cls, text: str) -> "Cursor":
        """Parse the text of an address. Raise Http404 if it is invalid."""
        if not (match := CURSOR.fullmatch(text)):
            raise Http404
        try:
            return cls(EPOCH + timedelta(microseconds=int(match[1])), int(match[2]))
        except OverflowError as error:
            raise Http404 from error


@dataclass(frozen=True)
class ListPage:
    """One page of a list: its rows, and the cursor of the next page ("" for none)."""

    rows: list
    following: str
    is_first: bool

    @property
    def articles(self):
        return self.rows

    def counted_now(self):
        """Return a copy of a page of articles with the present numbers of comments."""
        rows = self.rows and self.rows[0]._meta.model.objects.counted_now(self.rows)
        return replace(self, rows=rows)


def page(make, request, *shape, size=A_PAGE, **values) -> ListPage:
    """Return a page of the stories that `make` returns, as for `together.ask`; two queries."""
    if before := request.GET.get("before", ""):
        place = Cursor.parse(before)
        values |= {"moment": place.moment, "number": place.id}
    rows: Any = together.ask(_stories, make, size, bool(before), *shape, **values)[0]
    found = page_from(list(rows), request, "published_at", size)
    rows.read_labels(found.articles)
    return found


def _stories(make, size, has_before, *shape, moment=None, number=None, **values):
    stories = make(*shape, **values).with_teasers()
    if has_before:
        stories = stories.before(Cursor(moment, number))
    return [stories.newest_first()[: size + 1]]


def page_at_once(articles, request, size=A_PAGE) -> ListPage:
    """Return a page with one query, of stories that are found as fast as they are read."""
    return page_from(_some_of(articles, request, size).as_teasers(), request, "published_at", size)


def page_of(rows, request, moment, size=A_PAGE) -> ListPage:
    """Return a page of any rows that have `before`; `moment` is the column of their order."""
    return page_from(list(_some_of(rows, request, size)), request, moment, size)


def page_from(some, request, moment, size) -> ListPage:
    """Return the page of its first rows: `size`, and one more if another page follows."""
    shown = some[:size]
    following = str(Cursor(getattr(shown[-1], moment), shown[-1].id)) if len(some) > size else ""
    return ListPage(shown, following, is_first=not request.GET.get("before"))


def _some_of(rows, request, size):
    if before := request.GET.get("before", ""):
        rows = rows.before(Cursor.parse(before))
    return rows.newest_first()[: size + 1]
