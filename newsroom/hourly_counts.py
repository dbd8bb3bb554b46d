"""Rate limits: the number of expensive requests of a network in an hour.

Stored is a hash made with the key of the day, deleted together with it (newsroom/network.py).
"""

import logging
from collections.abc import Mapping
from datetime import timedelta

from django.db import OperationalError, connection, models, transaction
from django.db.models import F
from django.utils import timezone

from newsroom.network import DayKey
from newsroom.prepared import Prepared

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


COUNTED = Prepared(
    lambda hour, networks: HourlyCount.objects.filter(hour=hour, network__in=networks).values(
        "network", "number"
    )
)


class Uses:
    """One use of `action` by each of some subjects in this hour, to be counted together.

    A subject is a network, a user or "everybody"; `limits` has how many uses each may make, 0 if
    there is no limit. Each action is counted by itself. `used_up` has those that have none left.
    """

    def __init__(self, limits: Mapping[str, int], action: str):
        self.limits = {subject: most for subject, most in limits.items() if most}
        self.used_up: set[str] = set()
        self.subjects: dict[str, str] = {}  # by hash
        if not self.limits:
            return
        self.key, self.hour = DayKey.of_today(), _this_hour()
        self.subjects = {self.key.hash_of(f"{action} {each}"): each for each in self.limits}
        # Read before, without a turn to write, which others may be waiting for.
        for row in COUNTED.all(hour=self.hour, networks=tuple(self.subjects)):
            subject = self.subjects[row["network"]]
            if row["number"] >= self.limits[subject]:
                self.used_up.add(subject)

    def count(self) -> set[str]:
        """Count one use of each that had some left; return those whose last one others took since.

        One statement counts and compares, so 50 simultaneous requests cannot get past the limit.
        """
        if self.subjects and self.key.is_over:
            return set()  # with all that was counted on that day
        wanted = sorted(each for each in self.subjects if self.subjects[each] not in self.used_up)
        counted = self._counted(wanted) if wanted else set()
        return {self.subjects[network] for network in set(wanted) - counted}

    def _counted(self, networks) -> set[str]:
        """Insert or raise the counts of these; return those that were below their limits."""
        table = HourlyCount._meta.db_table
        limits = [(network, self.limits[self.subjects[network]]) for network in networks]
        question = (
            f"INSERT INTO {table} (network, key_id, hour, number) "  # noqa: S608 (names of ours)
            f"VALUES {', '.join(['(%s, %s, %s, 1)'] * len(networks))} "
            f"ON CONFLICT (hour, network) DO UPDATE SET number = {table}.number + 1 "
            f"WHERE {table}.number < CASE {table}.network "
            f"{' '.join(['WHEN %s THEN %s'] * len(networks))} END RETURNING network"
        )
        hour = connection.ops.adapt_datetimefield_value(self.hour)
        rows = [value for network in networks for value in (network, self.key.pk, hour)]
        with connection.cursor() as cursor:
            cursor.execute(question, [*rows, *(value for limit in limits for value in limit)])
            return {network for (network,) in cursor.fetchall()}


def take(subject: str, most: int, action: str) -> bool:
    """Count one use of `action` by `subject` in this hour; return False if `most` are used up."""
    uses = Uses({subject: most}, action)
    return not (uses.used_up or uses.count())


def take_to_read(subject: str, most: int, action: str) -> bool:
    """Do as `take`, but return True if the database cannot be written to."""
    try:
        with transaction.atomic():
            return take(subject, most, action)
    except OperationalError:
        logger.exception("It could not be counted how much a network reads.")
        return True


def give_back(subject: str, action: str):
    network = DayKey.of_today().hash_of(f"{action} {subject}")
    rows = HourlyCount.objects.filter(network=network, hour=_this_hour(), number__gt=0)
    rows.update(number=F("number") - 1)


def until_next_hour() -> timedelta:
    now = timezone.now()
    return timedelta(hours=1) - timedelta(minutes=now.minute, seconds=now.second)


def _this_hour():
    return timezone.now().replace(minute=0, second=0, microsecond=0)
