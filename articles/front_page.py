"""The layout of the front page: a lead, seconds below it, the latest, a river, and strips.

Editors fill places (articles/models/front_place.py); the newest stories fill all others. A story is
on the page once, but for the most discussed. A strip is a topic with its newest stories that are
nowhere else on the page.
"""

from dataclasses import dataclass, field, replace
from datetime import timedelta

from articles import cursor
from articles.cursor import ListPage
from articles.models import Article, FrontPlace, Layout, Topic
from articles.models.front_place import LEAD, RIVER, SECONDS
from articles.related import lists
from newsroom import kept

A_PAGE = 20  # stories on the first page, all places together
LATEST: dict[str, int] = {
    Layout.BESIDE: 8,
    Layout.WIDE: 5,
    Layout.TEXT: 8,
}  # as many as stand beside the lead
RELATED = 2  # headlines under the lead
DISCUSSED = 5
LOOKED_AT = 100  # of the newest stories, for the most discussed
YEAR, AROUND = timedelta(days=365), timedelta(days=45)
STRIPS = 4  # topics
A_STRIP = 3  # stories of one topic
HEADLINES = ("kind", "headline", "slug", "filed", "published_at")


@dataclass(frozen=True)
class Strip:
    topic: Topic
    stories: list[Article]


@dataclass(frozen=True)
class FrontPage:
    river: list[Article]
    lead: Article | None = None
    layout: str = ""
    related: list[Article] = field(default_factory=list)
    seconds: list[Article] = field(default_factory=list)
    latest: list[Article] = field(default_factory=list)
    discussed: list[Article] = field(default_factory=list)
    a_year_ago: Article | None = None
    strips: list[Strip] = field(default_factory=list)


def stories():
    """Return what may stand on the front page, and on its older pages."""
    return Article.objects.published().for_front()


def page_of(request) -> tuple[ListPage, FrontPage]:
    """Return a page of the newest stories that nobody placed, and the front made with it.

    It is laid out once for an edition; only what is about comments is looked up each time.
    """
    name = "front", request.GET.get("before")
    page, front = kept.for_edition(name, lambda: _made(request))
    return page, _counted_now(front)


def _counted_now(front):
    """Return a copy with the present numbers of comments, and with the most discussed."""
    first = [front.lead] if front.lead else []
    shown = Article.objects.counted_now([*first, *front.seconds, *front.river])
    river = len(first) + len(front.seconds)
    return replace(
        front,
        lead=shown[0] if first else None,
        seconds=shown[len(first) : river],
        river=shown[river:],
        discussed=_discussed() if first else [],
    )


def _made(request):
    placed = placed_stories()
    others = stories().exclude(pk__in=[story.pk for story in placed.values()])
    is_first = not request.GET.get("before")
    if not is_first:
        others = others.exclude(pk__in=[story.pk for story in _under_the_lead(placed, others)])
    size = _room(placed) if is_first else cursor.A_PAGE
    page = cursor.page(others, request, size)
    return page, laid_out(page, placed)


def _room(placed) -> int:
    """Return the number of stories that fill the first page by themselves."""
    lead = placed.get(LEAD)
    layout = layout_of(lead) if lead else Layout.BESIDE
    return A_PAGE - LATEST[Layout.BESIDE] + LATEST[layout] - len(placed)


def placed_stories() -> dict[int, Article]:
    """Return the stories of the places that editors have filled, by their numbers."""
    places = {place.article_id: place for place in FrontPlace.objects.in_force()}
    found = stories().with_teasers().filter(pk__in=places)
    for story in found:
        story.place = places[story.pk]
    return {story.place.number: story for story in found}


def laid_out(page: ListPage, placed: dict[int, Article]) -> FrontPage:
    filling = list(page.articles)
    if not page.is_first or not (placed or filling):
        return FrontPage(filling)
    lead, *_rest = _filled([LEAD], placed, filling) or [_first(placed)]
    related = _related(lead, filling, placed)
    seconds = _filled(SECONDS, placed, filling)
    latest = _taken(filling, LATEST[layout_of(lead)])
    river = [*_filled(RIVER, placed, filling), *filling]
    shown = {lead, *related, *seconds, *latest, *river}
    past = _a_year_ago(shown)
    return FrontPage(
        river=river,
        lead=lead,
        layout=layout_of(lead),
        related=related,
        seconds=seconds,
        latest=latest,
        a_year_ago=past,
        strips=list(_strips({*shown, past})),
    )


def layout_of(lead) -> str:
    if not lead.picture:
        return Layout.TEXT
    place = getattr(lead, "place", None)
    return place.layout if place else Layout.BESIDE


def _first(placed):
    """Take the first of those placed, for a paper in which nothing else could lead."""
    return placed.pop(min(placed))


def _taken(filling, number):
    taken = filling[:number]
    del filling[:number]
    return taken


def _filled(numbers, placed, filling) -> list[Article]:
    """Return the stories of `numbers`: those placed there, the newest in all other places."""
    found = [placed.get(number) or next(iter(_taken(filling, 1)), None) for number in numbers]
    return [story for story in found if story]


def _related(lead, filling, placed) -> list[Article]:
    """Return related stories for under the lead; they leave the places that fill by themselves."""
    wanted = lists.keys(lead)
    elsewhere = {story.pk for story in placed.values()}
    public = stories().only(*HEADLINES).in_bulk([pk for pk in wanted if pk not in elsewhere])
    related = [public[pk] for pk in wanted if pk in public][:RELATED]
    filling[:] = [story for story in filling if story not in related]
    return related


def _under_the_lead(placed, others) -> list[Article]:
    """Return the related stories on the first page, of any age: no older page repeats them."""
    lead = placed.get(LEAD) or others.newest_first().only("pk").first()
    return _related(lead, [], placed) if lead else []


def _discussed() -> list[Article]:
    """Return those of the newest stories with the most comments."""
    newest = stories().newest_first().values("pk")[:LOOKED_AT]
    discussed = Article.objects.filter(pk__in=newest, comment_count__gt=0)
    order = ("-comment_count", "-published_at", "-id")
    return list(discussed.order_by(*order).only(*HEADLINES, "comment_count")[:DISCUSSED])


def _a_year_ago(shown) -> Article | None:
    """Return the story that came out about a year before the newest on the page, if it has one.

    Counted from a story, not from now: a stored page would not learn of another second.
    """
    then = max(story.published_at for story in shown) - YEAR
    around = stories().filter(published_at__range=(then - AROUND, then), picture__isnull=False)
    around = around.exclude(pk__in=[story.pk for story in shown])
    return around.with_teasers().newest_first().first()


def _strips(shown):
    """Return the strips, with one query each, whose cost does not grow with a topic's age."""
    for topic in Topic.objects.most_used_lately()[:STRIPS]:
        newest = stories().of(topic).newest_first()
        newest = newest.only(*HEADLINES)[: A_STRIP + len(shown)]
        found = [story for story in newest if story not in shown][:A_STRIP]
        if len(found) == A_STRIP:  # rows go through all strips, and none of them has a hole
            shown.update(found)
            yield Strip(topic, found)
