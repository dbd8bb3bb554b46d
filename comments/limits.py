"""How many comments may be sent in an hour: counted, without writing down by whom.

What is stored is a hash with the key of the day, and goes with it (newsroom/network.py).
"""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from comments.models import Allowance
from newsroom.network import DayKey
from newsroom.network import of_request as network

__all__ = ["EVERYBODY", "network", "person", "take", "until_next"]

KEPT = timedelta(days=1)  # at most: until the day is over
EVERYBODY = "everybody"


def take(who: str, most: int, what: str = "comments") -> bool:
    """Take one of the `most` comments that `who` may send in this hour; False if none is left.

    `who` is a network, a person, or everybody; of other things (`what`) each has a count of its
    own. One statement counts and compares, so fifty that come at once do not get past it. A `most`
    of 0 sets no limit.
    """
    if not most:
        return True
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    key = DayKey.of_today()
    mine = {"network": key.hash_of(f"{what} {who}"), "hour": hour, "key": key}
    return _count(mine, most) or _begin(mine) or _count(mine, most)


def person(commenter) -> str:
    """Somebody who proved an address, from whatever network."""
    return f"person {commenter.pk}"


def until_next() -> timedelta:
    """How long it is until the next hour begins."""
    now = timezone.now()
    return timedelta(hours=1) - timedelta(minutes=now.minute, seconds=now.second)


def _count(mine, most) -> bool:
    rows = Allowance.objects.filter(**mine, number__lt=most)
    return bool(rows.update(number=F("number") + 1))


def _begin(mine) -> bool:
    """Begin to count; False if another request has begun it already."""
    try:
        with transaction.atomic():
            Allowance.objects.create(**mine, number=1)
    except IntegrityError:
        return False
    return True
