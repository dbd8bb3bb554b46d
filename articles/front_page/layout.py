"""The places of stories on the front page."""

from dataclasses import dataclass, field

from articles.models import Article, Layout, Topic
from articles.models.front_place import LEAD, RIVER, SECONDS

A_PAGE = 20  # stories on the first page, all places together
LATEST: dict[str, int] = {
    Layout.BESIDE: 8,
    Layout.WIDE: 5,
    Layout.TEXT: 8,
}  # as many as stand beside the lead
RELATED = 2  # headlines under the lead
DISCUSSED = 5
STRIPS = 4  # topics
A_STRIP = 3  # stories of one topic


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


def room(placed) -> int:
    """Return the number of stories that fill the first page by themselves."""
    lead = placed.get(LEAD)
    layout = layout_of(lead) if lead else Layout.BESIDE
    return A_PAGE - LATEST[Layout.BESIDE] + LATEST[layout] - len(placed)


def laid_out(newest, page, around) -> FrontPage:
    """Lay out the stories placed, and `newest` in all other places.

    `around` is rows.around, which is asked when the lead is known.
    """
    placed, filling = page.placed, list(newest)
    if not (placed or filling):
        return FrontPage(filling)
    elsewhere = {story.pk for story in placed.values()}
    everything = [*placed.values(), *filling]
    lead, *_rest = _filled([LEAD], placed, filling) or [_first(placed)]
    beside = around(lead, everything, page.topics)
    # They leave the places that fill by themselves.
    related = [story for story in beside.related if story.pk not in elsewhere][:RELATED]
    filling[:] = [story for story in filling if story not in related]
    seconds = _filled(SECONDS, placed, filling)
    latest = _taken(filling, LATEST[layout_of(lead)])
    river = [*_filled(RIVER, placed, filling), *filling]
    shown = {lead, *related, *seconds, *latest, *river}
    past = next((story for story in beside.past if story not in shown), None)
    return FrontPage(
        river=river,
        lead=lead,
        layout=layout_of(lead),
        related=related,
        seconds=seconds,
        latest=latest,
        a_year_ago=past,
        strips=list(_strips(beside.of_topics, {*shown, past})),
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


def _strips(of_topics, shown):
    for topic, newest in of_topics:
        stories = [story for story in newest if story not in shown][:A_STRIP]
        if len(stories) == A_STRIP:  # rows go through all strips, and none of them has a hole
            shown.update(stories)
            yield Strip(topic, stories)
