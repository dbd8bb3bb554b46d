"""The layout of the front page: a lead, seconds below it, the latest, a river, and strips.

Editors fill places (articles/models/front_place.py); the newest stories fill all others. A story is
on the page once, but for the most discussed. A strip is a topic with its newest stories that are
nowhere else on the page.

    rows.py    what is read, with two queries for a first page
    layout.py  the places of stories
"""

from dataclasses import replace

from articles import cursor
from articles.cursor import ListPage
from articles.front_page import rows
from articles.front_page.layout import A_PAGE, FrontPage, laid_out, room
from articles.models import Article
from newsroom import kept

__all__ = ["A_PAGE", "page_of"]


def page_of(request) -> tuple[ListPage, FrontPage]:
    """Return a page of the newest stories that nobody placed, and the front made with it.

    It is laid out once for an edition; only what is about comments is looked up each time.
    """
    before = request.GET.get("before")
    made = _older if before else _first
    return kept.for_edition(("front", before), lambda: made(request), renew=_counted_now)


def _first(request):
    found = rows.first_page()
    size = room(found.placed)
    page = cursor.page_from(found.newest[: size + 1], request, "published_at", size)
    front = laid_out(page.articles, found, rows.around)
    return page, replace(front, discussed=found.discussed) if front.lead else front


def _older(request):
    others = rows.unplaced()
    # No older page repeats the related stories on the first page, which are of any age.
    others = others.exclude(pk__in=[story.pk for story in rows.under_the_lead()])
    page = cursor.page_at_once(others, request)
    return page, FrontPage(page.articles)


def _counted_now(known):
    """Return copies with the present numbers of comments, and with the most discussed."""
    page, front = known
    if not front.lead:
        return page, replace(front, river=Article.objects.counted_now(front.river))
    shown, discussed = rows.counted_now([front.lead, *front.seconds, *front.river])
    river = 1 + len(front.seconds)
    return page, replace(
        front, lead=shown[0], seconds=shown[1:river], river=shown[river:], discussed=discussed
    )
