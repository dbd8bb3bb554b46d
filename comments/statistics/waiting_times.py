"""Waiting times of comments decided by people."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from statistics import median, quantiles
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models import Status
from comments.statistics.charts import Bar, bars

MOST_TIMED = 5000  # decisions, the latest
LENGTHS = [
    (_("under ten minutes"), timedelta(minutes=10)),
    (_("under an hour"), timedelta(hours=1)),
    (_("under four hours"), timedelta(hours=4)),
    (_("under a day"), timedelta(days=1)),
    (_("longer"), None),
]


class Hour(NamedTuple):
    """The comments written in an hour of the day, and their median wait."""

    hour: int
    number: int
    median: timedelta


class Waited(NamedTuple):
    """A comment: the time it was written, and its wait."""

    written: datetime
    wait: timedelta


class Waits(NamedTuple):
    number: int  # comments, each with the first decision about it
    median: timedelta
    slowest_tenth: timedelta  # nine in ten took less
    bars: list[Bar]
    by_hour: list[Hour]  # all 24, of the paper's clock


def first_about_each(decisions, most: int) -> list[Waited]:
    """Return time and wait until the first of `decisions` for each comment, of the latest `most`
    decisions."""
    about = decisions.filter(from_status=Status.PENDING, comment__isnull=False)
    asked = ("comment", "comment__source", "at", "comment__created_at")
    rows = about.order_by("-at", "-pk").values_list(*asked)[:most]
    # The latest come first, so what stays is the first decision about each comment. What moved in
    # waited elsewhere; it is left out here, for a database would look for all that did not first.
    waited = {
        comment: Waited(written, at - written)
        for comment, source, at, written in rows
        if source is None
    }
    return list(waited.values())


def waits(decisions) -> Waits | None:
    """Return the waits of the latest decided comments; None without any."""
    took = first_about_each(decisions, MOST_TIMED)
    if not took:
        return None
    seconds = sorted(max(comment.wait.total_seconds(), 0) for comment in took)
    tenths = quantiles(seconds, n=10, method="inclusive") if len(seconds) > 1 else seconds
    return Waits(
        len(seconds),
        timedelta(seconds=median(seconds)),
        timedelta(seconds=tenths[-1]),
        _by_length(seconds),
        _by_hour(took),
    )


def _by_length(seconds: Iterable[float]) -> list[Bar]:
    longest = [under.total_seconds() for _label, under in LENGTHS if under]
    counts = Counter(bisect_right(longest, wait) for wait in seconds)
    return bars([(label, counts[place]) for place, (label, _under) in enumerate(LENGTHS)])


def _by_hour(took) -> list[Hour]:
    waited = defaultdict(list)
    for written, wait in took:
        waited[timezone.localtime(written).hour].append(max(wait.total_seconds(), 0))
    return [
        Hour(hour, len(waited[hour]), timedelta(seconds=median(waited[hour] or [0])))
        for hour in range(24)
    ]
