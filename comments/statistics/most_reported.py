"""The most reported comments."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, Q, Sum

from comments.models import Comment, Notice

MOST = 10  # lines of the list


class Reported(NamedTuple):
    comment: Comment
    times: int
    is_open: bool


def most_reported(user, since: datetime) -> list[Reported]:
    notices = Notice.objects.reports().in_scope_of(user).filter(created_at__gt=since)
    rows = notices.values("comment").annotate(
        reports=Sum("times"), open=Count("pk", filter=Q(closed_at=None))
    )
    most = list(rows.order_by("-reports", "-comment")[:MOST])
    known = Comment.objects.in_bulk([row["comment"] for row in most])
    return [Reported(known[row["comment"]], row["reports"], bool(row["open"])) for row in most]
