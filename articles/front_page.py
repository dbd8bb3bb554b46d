"""The layout of the front page: a lead, the seconds below it, a river, and strips.

Editors fill places (articles/models/front_place.py); the newest stories fill all others. A strip is
a topic with its newest stories that are nowhere else on the page.
"""

from dataclasses import dataclass, field

from articles import cursor
from articles.cursor import ListPage
from articles.models import Article, FrontPlace, Topic
from articles.models.front_place import PLACES, SECONDS

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
    seconds: list[Article] = field(default_factory=list)
    strips: list[Strip] = field(default_factory=list)


def stories():
    """Return what may stand on the front page, and on its older pages."""
    return Article.objects.published().stories().filter(never_on_front=False)


def laid_out(page: ListPage, placed: dict[int, Article]) -> FrontPage:
    if not page.is_first or not (shown := in_their_places(page.articles, placed)):
        return FrontPage(page.articles)
    lead, *others = shown
    seconds = len(SECONDS)
    return FrontPage(others[seconds:], lead, others[:seconds], list(_strips(shown)))


def page_of(request) -> tuple[ListPage, FrontPage]:
    """Return a page of the newest stories that nobody placed, and the front made with it."""
    placed = placed_stories()
    others = stories().exclude(pk__in=[story.pk for story in placed.values()])
    size = cursor.A_PAGE if request.GET.get("before") else max(cursor.A_PAGE - len(placed), 1)
    page = cursor.page(others, request, size)
    return page, laid_out(page, placed)


def placed_stories() -> dict[int, Article]:
    """Return the stories of the places that editors have filled, by their numbers."""
    places = {place.article_id: place for place in FrontPlace.objects.in_force()}
    found = stories().with_teasers().filter(pk__in=places)
    for story in found:
        story.place = places[story.pk]
    return {
        story.place.number: story for story in sorted(found, key=lambda each: each.place.number)
    }


def in_their_places(newest, placed) -> list[Article]:
    """Return each story once: those placed where they belong, the newest in all other places."""
    filling, shown = iter(newest), []
    for number in PLACES:
        story = placed.get(number) or next(filling, None)
        if story:
            shown.append(story)
    return [*shown, *filling]


def _strips(shown):
    """Return the strips, with one query each, whose cost does not grow with a topic's age."""
    shown = set(shown)
    for topic in Topic.objects.most_used_lately()[:STRIPS]:
        newest = topic.articles.published().stories().filter(never_on_front=False).newest_first()
        newest = newest.only("kind", "headline", "slug", "filed")[: A_STRIP + len(shown)]
        if stories := [story for story in newest if story not in shown][:A_STRIP]:
            shown.update(stories)
            yield Strip(topic, stories)
