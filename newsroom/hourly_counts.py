"""Rate limits: the number of expensive requests of a network in an hour.

Stored is a hash made with the key of the day, deleted together with it (newsroom/network.py).
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
    """The number of times that a network has done one thing in an hour."""

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


def take(subject: str, most: int, action: str) -> bool:
    """Count one use of `action` by `subject` in this hour; return False if `most` are used up.

    `subject` is a network, a user or "everybody"; each `action` is counted by itself. One statement
    counts and compares, so 50 simultaneous requests cannot get past the limit. With `most` 0 there
    is no limit.
    """
    if not most:
        return True
    counter = _count_of(subject, action)
    if HourlyCount.objects.filter(**counter, number__gte=most).exists():
        return False  # without a turn to write, which others may be waiting for
    return _count(counter, most) or _begin(counter) or _count(counter, most)


def take_to_read(subject: str, most: int, action: str) -> bool:
    """Do as `take`, but return True if the database cannot be written to."""
    try:
        with transaction.atomic():
            return take(subject, most, action)
    except OperationalError:
        logger.exception("It could not be counted how much a network reads.")
        return True


def give_back(subject: str, action: str):
    HourlyCount.objects.filter(**_count_of(subject, action), number__gt=0).update(
        number=F("number") - 1
    )


def until_next_hour() -> timedelta:
    now = timezone.now()
    return timedelta(hours=1) - timedelta(minutes=now.minute, seconds=now.second)


def _count_of(subject, action) -> dict[str, str | datetime | DayKey]:
    key = DayKey.of_today()
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    return {"network": key.hash_of(f"{action} {subject}"), "hour": hour, "key": key}


def _count(counter, most) -> bool:
    rows = HourlyCount.objects.filter(**counter, number__lt=most)
    return bool(rows.update(number=F("number") + 1))


def _begin(counter) -> bool:
    """Insert the first count of the hour; return False if another request was first."""
    try:
        with transaction.atomic():
            HourlyCount.objects.create(**counter, number=1)
    except IntegrityError:
        return False
    return True
