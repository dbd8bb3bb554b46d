"""Discussions in which much more is written than usual, for the desk's first page."""

from datetime import timedelta

from django.db.models import Count, Q
from django.utils import timezone

from comments.models import Comment, Status

NOW = timedelta(hours=1)
USUAL = timedelta(hours=24)  # before that
LEAST = 5  # comments in the last hour; fewer are no rush, whatever is usual
TIMES = 3  # as many as in a usual hour
MOST_SHOWN = 5


def heated_discussions(user) -> list[dict]:
    """Return article (key and headline), number in the last hour, and in a usual one, in one query.

    Spam is left out, which says nothing of the readers.
    """
    since = timezone.now() - NOW
    mine = Comment.objects.in_scope_of(user).exclude(status=Status.SPAM)
    # By their age first: a day is a small part of an archive, and SQLite would begin with the rest.
    of_a_day = Comment.objects.filter(created_at__gt=since - USUAL).order_by()
    lately = mine.filter(pk__in=of_a_day.values("pk")).order_by()
    numbers = (
        lately.values("article", "article__headline")
        .annotate(
            now=Count("pk", filter=Q(created_at__gt=since)),
            before=Count("pk", filter=Q(created_at__lte=since)),
        )
        .filter(now__gte=LEAST)
        .order_by("-now", "article")
    )
    hours = USUAL // NOW
    return [
        {
            "article": row["article"],
            "headline": row["article__headline"],
            "now": row["now"],
            "usual": round(row["before"] / hours),
        }
        for row in numbers
        if row["now"] * hours >= TIMES * row["before"]
    ][:MOST_SHOWN]
