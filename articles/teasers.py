"""The HTML of a teaser on a list, made again only when something in it has changed.

A list is rendered each time that a story comes out or is commented, and its other stories are as
they were. The HTML is kept by all columns of what a teaser shows, so nobody has to say which.
"""

from django.template.loader import render_to_string
from django.utils import timezone, translation

from newsroom.fragments import Fragments

TEASERS = Fragments(600)  # three kilobytes each


def as_html(article, place, level="h2", reason="") -> str:
    """Return the teaser of a story in the active language and time zone, as of today.

    `reason` is the template that says why it is related, if it is shown as such.
    """
    relation = getattr(article, "relation", None)
    key = article.pk, place, level, reason and relation and relation.article_id
    context = {"article": article, "place": place, "level": level, "reason": reason}
    return TEASERS.get(
        key, _made_from(article), lambda: render_to_string("articles/_teaser.html", context)
    )


def _made_from(article) -> tuple:
    """Return all that a teaser may show; a row among it compares by its key alone."""
    columns = _columns(article)
    on_front = columns.pop("place", None)  # articles/models/front_place.py
    relation = columns.pop("relation", None)  # articles/related/lists.py
    topics = [*article.topics.all()[:1], *columns.pop("shared_topics", ())]
    rows = [*map(_columns, (on_front, relation, article.picture, *topics))]
    zone = timezone.get_current_timezone_name()
    return columns, rows, translation.get_language(), zone, timezone.localdate()


def _columns(row) -> dict:
    return {name: value for name, value in vars(row).items() if name[0] != "_"} if row else {}
