"""The first page of the desk, about articles: what is half written, and what comes when."""

import re

from django import template
from django.contrib.auth import get_user_model
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Right
from django.utils import timezone
from django.utils.timesince import timesince

from articles.models import Article
from articles.models.version import Version
from newsroom import html
from newsroom.planner import NotByIndex

register = template.Library()
SHOWN = 8
TAIL, LAST_WORDS = 900, 120  # characters of the stored text, and of what is shown of it
HALF_A_TAG = re.compile(r"^[^<]*>")


def last_words(tail: str) -> str:
    """Return the end of a text, of which `tail` is the stored end; it may begin within a tag."""
    words = html.plain(HALF_A_TAG.sub("", tail) if len(tail) == TAIL else tail).strip()
    if len(words) <= LAST_WORDS:
        return words
    end = words[-LAST_WORDS:]
    return f"… {end.partition(' ')[2] or end}"


def drafts():
    """Return drafts with the end of their text and who saved last, in two queries."""
    saved = Version.objects.filter(article=OuterRef("pk")).order_by("-number")
    # A few of all articles: by their date, not from the last saved on.
    rows = Article.objects.defer("body").drafts().order_by(NotByIndex("saved_at").desc())
    rows = list(
        rows.annotate(tail=Right("body", TAIL), by=Subquery(saved.values("saved_by")[:1]))[:SHOWN]
    )
    people = get_user_model().objects.in_bulk({row.by for row in rows if row.by})
    return [
        {
            "article": row,
            "last": last_words(row.tail),
            "by": people.get(row.by),
            "age": timesince(row.saved_at, depth=1),
        }
        for row in rows
    ]


def plan():
    """Return what was published today and what is scheduled, in the order of the clock."""
    now = timezone.localtime()
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    articles = Article.objects.defer("body").order_by("published_at")
    today = articles.published().filter(published_at__gte=midnight)
    return {
        "now": now,
        "done": list(today.reverse()[:SHOWN])[::-1],
        "scheduled": list(articles.scheduled()[:SHOWN]),
    }


@register.inclusion_tag("admin/articles/_unpublished.html", takes_context=True)
def unpublished_articles(context):
    user = context["request"].user
    if not user.has_perm("articles.change_article"):
        return {"may_write": False}
    return {"may_write": True, "user": user, "drafts": drafts(), **plan()}
