"""The layout of the front page: a lead, three stories beside it, a river, and strips.

A strip is a topic with its newest stories that are nowhere else on the page.
"""

from dataclasses import dataclass, field

from articles.cursor import ListPage
from articles.models import Article, Topic

SECONDS = 3  # stories under the lead
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


def laid_out(page: ListPage) -> FrontPage:
    if not page.is_first or not page.articles:
        return FrontPage(page.articles)
    lead, *others = page.articles
    return FrontPage(others[SECONDS:], lead, others[:SECONDS], list(_strips(page.articles)))


def _strips(shown):
    """Return the strips, with one query each, whose cost does not grow with a topic's age."""
    shown = set(shown)
    for topic in Topic.objects.most_used_lately()[:STRIPS]:
        newest = topic.articles.published().stories().newest_first()
        newest = newest.only("kind", "headline", "slug", "filed")[: A_STRIP + len(shown)]
        if stories := [story for story in newest if story not in shown][:A_STRIP]:
            shown.update(stories)
            yield Strip(topic, stories)
