"""Decisions by moderator, day and reason."""

from collections import Counter, defaultdict
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.db.models import Case, CharField, Count, F, Q, Value, When
from django.utils import timezone

from comments.models import Decision, Status
from comments.moderation.reasons import OF_THE_PAPER, in_words
from comments.statistics.charts import Bar, bars
from comments.status import HIDDEN
from newsroom.intervals import place_among

LEFT = "left"  # looked at and left in its state: let stand, an edit, an editors' pick
MOST = 10  # lines of a list


class Day(NamedTuple):
    day: date
    published: int
    against: int
    left: int


class Moderator(NamedTuple):
    """The decisions of a moderator; `name` is empty for a deleted account."""

    name: str = ""
    published: int = 0
    refused: int = 0
    spam: int = 0
    removed: int = 0
    left: int = 0

    @property
    def total(self):
        return sum(self[1:])

    @property
    def share_refused(self):
        """Return the percentage of hidden ones; None without any."""
        against = self.refused + self.spam + self.removed
        moved = self.published + against
        return round(100 * against / moved) if moved else None


def decisions_for(user, since: datetime):
    """Return people's decisions in force since then, about comments of `user`."""
    decisions = Decision.objects.by_people().in_scope_of(user).filter(at__gt=since)
    return decisions.not_taken_back().order_by()


def by_day_and_moderator(decisions, since: datetime) -> tuple[list[Day], list[Moderator]]:
    """Return the decisions by local day and kind since then, and by moderator."""
    stays = When(Q(from_status=F("to_status")) | Q(to_status=Status.PENDING), then=Value(LEFT))
    kind = Case(stays, default=F("to_status"), output_field=CharField())
    each_day = list(_each_day(since))
    rows = decisions.values_list(
        _place(each_day), "by", "by__first_name", "by__last_name", "by__username", kind
    ).annotate(number=Count("pk"))
    days: dict[int, Counter] = defaultdict(Counter)
    people: dict[tuple, Counter] = defaultdict(Counter)
    for place, by, first, last, login, action, number in rows:
        days[place][action] += number
        people[by, f"{first or ''} {last or ''}".strip() or login or ""][action] += number
    moderators = [_moderator(name, kinds) for (_by, name), kinds in people.items()]
    return (
        [_day(day, days[place]) for place, day in enumerate(each_day)],
        sorted(moderators, key=lambda moderator: (-moderator.total, moderator.name)),
    )


def reasons(decisions) -> list[Bar]:
    """For what people hid comments, the most frequent first."""
    counts: Counter[str] = Counter()
    rows = (
        decisions.hiding()
        .values_list("reason_code", "reason_text", "to_status")
        .annotate(number=Count("pk"))
    )
    for code, text, status, number in rows:
        # To call something spam is a reason already.
        spam = Status.SPAM.label if status == Status.SPAM else ""
        counts[in_words(code, text if code in OF_THE_PAPER else "") or str(spam)] += number
    return bars(sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:MOST])


def beginning_of_the_last(days: int) -> datetime:
    """Return the beginning of the local day that starts the last `days` days, including today."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight - timedelta(days=days - 1)


def _place(days: list[date]) -> Case | Value:
    """Return the expression for the place of a decision's day in `days`."""
    midnights = [timezone.make_aware(datetime.combine(day, time.min)) for day in days[1:]]
    return place_among("at", midnights)


def _each_day(since):
    today, day = timezone.localdate(), timezone.localtime(since).date()
    while day <= today:
        yield day
        day += timedelta(days=1)


def _day(day, kinds):
    return Day(day, kinds[Status.APPROVED], sum(kinds[status] for status in HIDDEN), kinds[LEFT])


def _moderator(name, kinds):
    against = (kinds[status] for status in HIDDEN)
    return Moderator(name, kinds[Status.APPROVED], *against, kinds[LEFT])
