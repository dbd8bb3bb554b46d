"""The last seven full days beside the seven before, by the paper's clock.

Each of the six queries reads the rows of these fourteen days alone, by an index of their time.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from statistics import median
from typing import NamedTuple

from django.db.models import BooleanField, Case, Count, Q, Sum, When
from django.utils import timezone
from django.utils.translation import gettext as __
from django.utils.translation import ngettext

from comments.models import Comment, Decision, ModeratorScope, Notice, Status
from comments.statistics.durations import lasting
from comments.statistics.usual_wait import ENOUGH
from comments.statistics.waiting_times import MOST_TIMED, first_about_each

A_WEEK = 7  # days
COUNT, TIMES = partial(Count, "pk"), partial(Sum, "times")  # the very same report is one row


class Week(NamedTuple):
    begins: datetime
    ends: datetime

    @property
    def last_day(self) -> date:
        return timezone.localtime(self.ends).date() - timedelta(days=1)

    def of(self, moment: str) -> Q:
        """Return the condition that the column `moment` is in this week."""
        return Q(**{f"{moment}__gte": self.begins, f"{moment}__lt": self.ends})


Weeks = tuple[Week, Week]  # the last one, and the one before


class Change(NamedTuple):
    """A line of what has changed: its number of this week, and words for the difference."""

    label: str
    number: str
    difference: str
    details: str = ""


def weeks() -> Weeks:
    """Return the week that ended last midnight, and the one before.

    Each begins at a midnight, so that one in which clocks are changed has an hour more or less.
    """
    today = timezone.localdate()
    ends, between, begins = (
        timezone.make_aware(datetime.combine(today - timedelta(days=days), time.min))
        for days in (0, A_WEEK, 2 * A_WEEK)
    )
    return Week(between, ends), Week(begins, between)


def changes(user, both: Weeks) -> list[Change]:
    """Return what has changed, of the comments of `user`; nothing about what there never was."""
    people = _mine(Decision.objects.by_people().order_by(), user, "comment__article")
    notices = _mine(Notice.objects.all(), user, "comment__article")
    return [
        *_of_comments(_mine(Comment.objects.all(), user, "article"), both),
        *_of_decisions(people.filter(_either(both, "at")).not_taken_back().moves(), both),
        *_of_reports(notices, both),
        *_of_outcomes(notices.appeals(), both),
        *_of_waits(people, both),
    ]


def difference(now: int, before: int) -> str:
    """Say how two numbers differ, without a percentage: of few it says too much."""
    if now == before:
        return __("as many as the week before")
    if not before:
        return __("none the week before")
    if now > before:
        more = ngettext(
            "%(number)d more than the week before",
            "%(number)d more than the week before",
            now - before,
        )
        return more % {"number": now - before}
    fewer = ngettext(
        "%(number)d fewer than the week before",
        "%(number)d fewer than the week before",
        before - now,
    )
    return fewer % {"number": before - now}


def _of_comments(comments, both) -> Iterator[Change]:
    # Filtered while they are counted, or SQLite would look up all that have no author.
    numbers = _counted(comments, both, "created_at", readers=Q(author=None))
    yield from _changed(__("Comments received"), *numbers["readers"])


def _of_decisions(decisions, both) -> Iterator[Change]:
    numbers = _counted(
        decisions,
        both,
        "at",
        approved=Q(to_status=Status.APPROVED),
        rejected=Q(to_status__in=[Status.REJECTED, Status.REMOVED]),
        spam=Q(to_status=Status.SPAM),
    )
    yield from _changed(__("Approved"), *numbers["approved"])
    yield from _changed(__("Rejected or removed"), *numbers["rejected"])
    yield from _changed(__("Marked as spam"), *numbers["spam"])


def _of_reports(notices, both) -> Iterator[Change]:
    is_appeal = Q(kind=Notice.Kind.APPEAL)
    kinds = {"reports": ~is_appeal, "appeals": is_appeal}
    numbers = _counted(notices, both, "created_at", TIMES, **kinds)
    yield from _changed(__("Reports"), *numbers["reports"])
    yield from _changed(__("Appeals"), *numbers["appeals"])


def _of_outcomes(appeals, both) -> Iterator[Change]:
    """Say what came of the appeals decided about: found by their decisions, which have an index."""
    numbers = _counted(
        appeals.exclude(closed_at=None),
        both,
        "settled_by__at",
        all=Q(),
        changed=Q(outcome=Notice.Outcome.CHANGED),
        upheld=Q(outcome=Notice.Outcome.STANDS),
    )
    changed, upheld = numbers["changed"][0], numbers["upheld"][0]
    parts = (
        (changed, ngettext("%(number)d decision changed", "%(number)d decisions changed", changed)),
        (upheld, ngettext("%(number)d decision upheld", "%(number)d decisions upheld", upheld)),
    )
    details = ", ".join(words % {"number": number} for number, words in parts if number)
    yield from _changed(__("Appeals decided"), *numbers["all"], details)


def _of_waits(people, both) -> Iterator[Change]:
    """Say how long half of the comments waited; and in the week before, if both had enough."""
    took = [
        [max(one.wait.total_seconds(), 0) for one in first_about_each(decided, MOST_TIMED)]
        for decided in (people.filter(week.of("at")).not_taken_back() for week in both)
    ]
    if not took[0]:
        return
    now, before = (timedelta(seconds=median(some or [0])) for some in took)
    has_enough = min(map(len, took)) >= ENOUGH
    words = _slower_or_faster(now, before) if has_enough else ""
    yield Change(__("Half decided within"), lasting(now), words)


def _slower_or_faster(now: timedelta, before: timedelta) -> str:
    if lasting(now) == lasting(before):
        return __("as fast as the week before")
    if now < before:
        return __("faster; the week before it was %(time)s") % {"time": lasting(before)}
    return __("slower; the week before it was %(time)s") % {"time": lasting(before)}


def _changed(label: str, now: int, before: int, details: str = "") -> Iterator[Change]:
    if now or before:
        yield Change(label, str(now), difference(now, before), details)


def _mine(rows, user, article: str):
    """Return those in the scope of `user`, without leading a database to them.

    In a plain condition SQLite looks up all years of their articles, not two weeks of the paper.
    """
    scope = ModeratorScope.condition(user, article)
    if not scope:
        return rows
    is_mine = Case(When(scope, then=True), default=False, output_field=BooleanField())
    return rows.alias(is_mine=is_mine).filter(is_mine=True)


def _either(both: Weeks, moment: str) -> Q:
    last, earlier = both
    return Week(earlier.begins, last.ends).of(moment)


def _counted(rows, both: Weeks, moment: str, each=COUNT, **kinds: Q) -> dict[str, tuple[int, int]]:
    """Return the numbers of each kind, of this week and of the week before, with one query."""
    last, earlier = both
    numbers = rows.filter(_either(both, moment)).aggregate(
        **{f"{kind}_now": each(filter=of & last.of(moment)) for kind, of in kinds.items()},
        **{f"{kind}_before": each(filter=of & earlier.of(moment)) for kind, of in kinds.items()},
    )
    return {kind: (numbers[f"{kind}_now"] or 0, numbers[f"{kind}_before"] or 0) for kind in kinds}
