"""Topics and pages on every page of readers: the menu, and the links in the colophon.

They are read with the masthead, by one query for an edition (newsroom/site/masthead.py).
"""

from articles.models import Article, Kind, Topic
from articles.models.label import MOST_IN_MENU
from newsroom import kept


def topics_of_late(menu):
    return Topic.objects.most_used_lately()[:MOST_IN_MENU]


def topics_in_menu(menu):
    """Return those that an editor has chosen, in any order."""
    return Topic.objects.filter(pk__in=menu)


def pages(menu):
    found = Article.objects.published().filter(kind=Kind.PAGE).order_by("headline")
    return found.only("kind", "headline", "slug", "filed")


def of(masthead, rows) -> list:
    """Return the list of one of the functions above."""
    return kept.for_edition(f"{__name__}.{rows.__name__}", lambda: list(rows(masthead.menu)))


def menu(masthead) -> list[Topic]:
    """Return the topics that an editor has chosen, else those used most."""
    if not masthead.menu:
        return sorted(of(masthead, topics_of_late), key=lambda topic: topic.name)
    found = {topic.pk: topic for topic in of(masthead, topics_in_menu)}
    return [found[pk] for pk in masthead.menu if pk in found]
