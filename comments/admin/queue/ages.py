"""Numbers of waiting comments by the ages of the queue's filter."""

from datetime import timedelta

from django.db.models import Count, Q
from django.utils import timezone

from comments.admin.queue.filters import HOURS
from comments.admin.queue_counts import number_waiting
from comments.models import Comment


def ages_waiting(request) -> list[dict]:
    """Return the number of waiting comments over each age of the filter, in one query."""
    now, mine = timezone.now(), Comment.objects.in_scope_of(request.user).waiting()
    older = {
        f"over_{hours}": Count("pk", filter=Q(created_at__lt=now - timedelta(hours=int(hours))))
        for hours in HOURS
    }
    numbers = mine.aggregate(**older)
    most = number_waiting(request) or 1
    found = [
        {"hours": hours, "label": label, "number": numbers[f"over_{hours}"]}
        for hours, label in HOURS.items()
    ]
    return [{**age, "share": 100 * age["number"] // most} for age in found if age["number"]]
