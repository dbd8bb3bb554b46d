"""How often a network may do in an hour what costs much: counted, without writing down by whom.

What is stored is a hash with the key of the day, and goes with it (newsroom/network.py).
"""

import logging
from datetime import datetime, timedelta

from django.db import IntegrityError, OperationalError, models, transaction
from django.db.models import F
from django.utils import timezone

from newsroom.network import DayKey

logger = logging.getLogger(__name__)

KEPT = timedelta(days=1)  # at most: until the day is over


class HourlyCount(models.Model):
    """How often a network has done one thing in an hour."""

    network = models.CharField(max_length=64)  # a hash, made with the day's `key`
    key = models.ForeignKey(DayKey, models.CASCADE, related_name="+")
    hour = models.DateTimeField()
    number = models.PositiveIntegerField()

    class Meta:
        db_table = "comments_allowance"  # where it was before log-ins and searches were counted
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["hour", "network"], name="one_allowance_an_hour"),
        ]

    def __str__(self):
        return f"{self.hour}: {self.number}"


def take(who: str, most: int, what: str) -> bool:
    """Take one of the `most` times that `who` may do `what` in this hour; False if none is left.

    `who` is a network, a person, or everybody; for each `what` there is a count of its own. One
    statement counts and compares, so fifty that come at once do not get past it. A `most` of 0 sets
    no limit.
    """
    if not most:
        return True
    mine = _count_of(who, what)
    if HourlyCount.objects.filter(**mine, number__gte=most).exists():
        return False  # without a turn to write, which others may be waiting for
    return _count(mine, most) or _begin(mine) or _count(mine, most)


def take_to_read(who: str, most: int, what: str) -> bool:
    """As `take`; but where nothing can be written now, nobody is kept from reading."""
    try:
        with transaction.atomic():
            return take(who, most, what)
    except OperationalError:
        logger.exception("It could not be counted how much a network reads.")
        return True


def give_back(who: str, what: str):
    """Let one that was taken in this hour not count."""
    HourlyCount.objects.filter(**_count_of(who, what), number__gt=0).update(number=F("number") - 1)


def until_next() -> timedelta:
    """How long it is until the next hour begins."""
    now = timezone.now()
    return timedelta(hours=1) - timedelta(minutes=now.minute, seconds=now.second)


def _count_of(who, what) -> dict[str, str | datetime | DayKey]:
    key = DayKey.of_today()
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    return {"network": key.hash_of(f"{what} {who}"), "hour": hour, "key": key}


def _count(mine, most) -> bool:
    rows = HourlyCount.objects.filter(**mine, number__lt=most)
    return bool(rows.update(number=F("number") + 1))


def _begin(mine) -> bool:
    """Begin to count; False if another request has begun it already."""
    try:
        with transaction.atomic():
            HourlyCount.objects.create(**mine, number=1)
    except IntegrityError:
        return False
    return True
