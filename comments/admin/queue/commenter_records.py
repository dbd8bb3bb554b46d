"""The records of the commenters on a page, with one query for all of them.

Only commenters with a confirmed address have a record.
"""

from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, Min, Q

from comments.models import Comment, Commenter, PersonalRule, Status
from comments.status import UNWANTED


class Record(NamedTuple):
    published: int
    refused: int
    since: datetime  # when they first wrote here


def records(comments: list[Comment]) -> dict[int, Record]:
    """Return the record of each commenter of `comments` by primary key."""
    people = {comment.commenter_id for comment in comments} - {None}
    if not people:
        return {}
    rows = (
        Commenter.objects.filter(pk__in=people)
        .annotate(
            published=Count("comments", filter=Q(comments__status=Status.APPROVED)),
            refused=Count("comments", filter=Q(comments__status__in=UNWANTED)),
            since=Min("comments__created_at"),
        )
        .values_list("pk", "published", "refused", "since")
    )
    return {pk: Record(*record) for pk, *record in rows}


def rules_in_force(comments: list[Comment]) -> dict[int, PersonalRule]:
    """Return the rules in force for the commenters of `comments` by primary key."""
    people = {comment.commenter_id for comment in comments} - {None}
    if not people:
        return {}
    rules = PersonalRule.objects.in_force().filter(commenter__in=people)
    return {rule.commenter_id: rule for rule in rules}
