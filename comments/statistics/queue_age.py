"""The number of waiting comments by age."""

from datetime import timedelta

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.statistics.charts import Bar, bars

AGES = [
    (_("under an hour"), timedelta(hours=1)),
    (_("under four hours"), timedelta(hours=4)),
    (_("under a day"), timedelta(days=1)),
    (_("under three days"), timedelta(days=3)),
    (_("longer"), None),
]


def by_age(comments) -> list[Bar]:
    now, newer = timezone.now(), Q(pk=None)
    counts = {}
    for place, (_label, under) in enumerate(AGES):
        younger = Q(created_at__gt=now - under) if under else Q()
        counts[str(place)] = Count("pk", filter=younger & ~newer)
        newer = younger
    numbers = comments.waiting().aggregate(**counts)
    return bars([(label, numbers[str(place)]) for place, (label, _under) in enumerate(AGES)])
