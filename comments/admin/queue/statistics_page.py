"""The page of statistics."""

from math import ceil

from comments import retention
from comments.models import Comment
from comments.statistics import charts, week_by_week
from comments.statistics.decision_counts import (
    Moderator,
    beginning_of_the_last,
    by_day_and_moderator,
    decisions_for,
    reasons,
)
from comments.statistics.most_reported import most_reported
from comments.statistics.queue_age import by_age
from comments.statistics.waiting_times import waits

SPANS = (7, 30, 90)  # days
USUAL = 30
A_MINUTE = 60  # seconds


def span(asked: str) -> int:
    return int(asked) if asked in map(str, SPANS) else USUAL


def context(user, days: int) -> dict:
    """Return the template context of the last `days` days of the comments of `user`."""
    since = beginning_of_the_last(days)
    decisions = decisions_for(user, since)
    by_day, by_moderator = by_day_and_moderator(decisions, since)
    took, weeks = waits(decisions), week_by_week.weeks()
    return {
        "week": weeks[0],
        "changes": week_by_week.changes(user, weeks),
        "days": days,
        "spans": SPANS,
        "waiting": by_age(Comment.objects.in_scope_of(user)),
        "by_day": by_day,
        "day_chart": charts.columns([_kinds(day) for day in by_day]),
        "day_labels": charts.spread([day.day for day in by_day], 4 if days == SPANS[0] else 5),
        "by_moderator": by_moderator,
        "all": Moderator("", *map(sum, zip(*(row[1:] for row in by_moderator), strict=True))),
        "reasons": reasons(decisions),
        "reported": most_reported(user, since),
        "waits": took,
        "retention": [task.overview() for task in retention.TASKS],
        "hour_chart": took and charts.columns([_minutes(hour) for hour in took.by_hour]),
    }


def _kinds(day):
    return {"published": day.published, "against": day.against, "left": day.left}


def _minutes(hour):
    return {"wait": ceil(hour.median.total_seconds() / A_MINUTE)}  # "0 minutes" says nothing
