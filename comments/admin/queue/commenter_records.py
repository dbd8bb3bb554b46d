"""The records of the commenters on a page, with one query for all of them.

Only commenters with a confirmed address have a record.
"""

from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, Min, Q, Sum

from comments.models import Comment, Notice, PersonalRule, Status
from comments.models.comment_queryset import UNWANTED


class Record(NamedTuple):
    published: int
    unwanted: int
    since: datetime  # when they first wrote here
    reported: int  # times that readers reported a comment of theirs

    @property
    def is_bad(self) -> bool:
        """Return True from one rejection in three approvals on."""
        return bool(self.unwanted) and self.unwanted * 3 >= self.published


def records(comments: list[Comment]) -> dict[int, Record]:
    """Return the record of each commenter of `comments` by primary key."""
    people = {comment.commenter_id for comment in comments} - {None}
    if not people:
        return {}
    rows = (
        Comment.objects.filter(commenter__in=people)
        .values("commenter")
        .annotate(
            published=Count("pk", filter=Q(status=Status.APPROVED)),
            unwanted=Count("pk", filter=UNWANTED),
            since=Min("created_at"),
        )
        .values_list("commenter", "published", "unwanted", "since")
    )
    reported = _reports(people)
    return {
        pk: Record(published, unwanted, since, reported.get(pk, 0))
        for pk, published, unwanted, since in rows
    }


def _reports(people) -> dict[int, int]:
    by_readers = Notice.objects.exclude(kind=Notice.Kind.APPEAL)
    of_theirs = by_readers.filter(comment__commenter__in=people).values("comment__commenter")
    return dict(of_theirs.annotate(times=Sum("times")).values_list("comment__commenter", "times"))


def rules_in_force(comments: list[Comment]) -> dict[int, PersonalRule]:
    """Return the rules in force for the commenters of `comments` by primary key."""
    people = {comment.commenter_id for comment in comments} - {None}
    if not people:
        return {}
    rules = PersonalRule.objects.in_force().filter(commenter__in=people)
    return {rule.commenter_id: rule for rule in rules}
