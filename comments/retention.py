"""Retention: personal data is deleted after its time."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.lookups import GreaterThan, IsNull
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.models import Autosave, Version
from comments import hourly_limits
from comments.models import (
    Comment,
    FollowRequest,
    Notice,
    Notification,
    SenderBlock,
    TrainingExample,
)
from comments.models.comment.thread_position import lock_in_order
from comments.models.comment_queryset import UNCONFIRMED_FOR
from comments.moderation import Reason
from comments.status import Status
from newsroom import turns
from newsroom.models import HourlyCount
from newsroom.network import DayKey
from newsroom.planner import Empty, NotByIndex

A_BATCH = 100  # rows in one transaction: writers do not wait long for it


def with_unproved_addresses():
    # In the words of its index, of which there is none of all comments without a commenter.
    is_nobodys = IsNull(NotByIndex("commenter"), True)
    return Comment.objects.filter(GreaterThan(F("email"), Empty()), is_nobodys)


def unproved_addresses(before):
    requests = FollowRequest.objects.filter(created_at__lt=before)
    addresses = with_unproved_addresses().filter(created_at__lt=before)
    return _each(addresses, "created_at", _forget_address) + _each(requests, "created_at", _delete)


def unanswered_spam():
    """Return spam, by any decision, except comments with replies."""
    answered = Comment.objects.filter(parent=OuterRef("pk"))
    # A filled honeypot was a reason to reject up to 0.2.
    by_machines = Q(status=Status.REJECTED, reason_code__in=(Reason.HONEYPOT, Reason.TOO_FAST))
    unwanted = Comment.objects.filter(Q(status=Status.SPAM) | by_machines)
    return unwanted.exclude(Exists(answered))


def spam(before):
    return _each(unanswered_spam().filter(created_at__lt=before), "created_at", _let_go)


def examples(before):
    """Return training examples of comments deleted with their article; each night."""
    return turns.one_by_one(
        TrainingExample.objects.filter(comment=None), lambda lesson: lesson.take_out()
    )


def closed_notices():
    return Notice.objects.exclude(closed_at=None)


def notices(before):
    return _each(closed_notices().filter(closed_at__lt=before), "closed_at", _delete)


def addressed_notifications():
    return Notification.objects.filter(GreaterThan(F("to"), Empty()))


def addresses_of_notifications(before):
    """Return e-mails with an address to delete; the row stays, so that none is sent twice."""
    old = addressed_notifications().filter(written_at__lt=before)
    return _each(old, "written_at", _forget_receiver)


def sender_blocks(_before):
    """Return the blocks that have ended, with hash and key; each night."""
    return SenderBlock.objects.ended().delete()[0]


def networks(_before):
    """Return the hourly counts of past days, deleted with the day's key."""
    return DayKey.forget_past_days()


def _forget_address(comments):
    lock_in_order(comments)
    comments.update(email="")


def _let_go(comments):
    """Delete `comments`; learned counts stay, for spam comes again."""
    lock_in_order(comments)
    TrainingExample.objects.filter(comment__in=comments).delete()
    comments.let_go()
    comments.delete()


def _forget_receiver(notifications):
    """Delete the addresses; unsent e-mails are given up."""
    notifications.filter(sent_at=None, given_up_at=None).update(given_up_at=timezone.now())
    notifications.update(to="", error="")


class Oldest(NamedTuple):
    """The oldest row of a task, asked of the database once."""

    promise: Promise
    after: timedelta
    oldest: datetime | None
    is_overdue: bool


class Task(NamedTuple):
    """Rows, the time they are kept, and the function that deletes older ones."""

    promise: Promise
    after: timedelta
    remove: Callable[[datetime], int]  # what is older; returns how many there were
    rows: Callable[[], QuerySet]  # all that it is about
    clock: str  # the column that says how old a row is, if there is one

    @property
    def oldest(self) -> datetime | None:
        if not self.clock:
            return None
        return self.rows().order_by(self.clock).values_list(self.clock, flat=True).first()

    def overview(self) -> Oldest:
        """Say if a row is older than promised, by more than the night it is allowed."""
        oldest, allowed = self.oldest, timezone.now() - self.after - timedelta(days=1)
        is_overdue = oldest is not None and oldest < allowed
        return Oldest(self.promise, self.after, oldest, is_overdue)


TASKS = [
    Task(
        _("Unconfirmed e-mail addresses"),
        UNCONFIRMED_FOR,
        unproved_addresses,
        with_unproved_addresses,
        "created_at",
    ),
    Task(_("Spam"), timedelta(days=90), spam, unanswered_spam, "created_at"),
    # A year and a quarter: the report about a year (transparency.py) is written in the next one.
    Task(
        _("Reports, after the decision"),
        timedelta(days=455),
        notices,
        closed_notices,
        "closed_at",
    ),
    Task(
        _("What the spam filter has learned from deleted comments"),
        timedelta(days=1),
        examples,
        lambda: TrainingExample.objects.filter(comment=None),
        "",  # none: they are taken out in the next night
    ),
    Task(
        _("Recipients of our e-mails"),
        timedelta(days=90),
        addresses_of_notifications,
        addressed_notifications,
        "written_at",
    ),
    Task(
        _("Comment counts by network"),
        hourly_limits.KEPT,
        networks,
        HourlyCount.objects.all,
        "hour",
    ),
    Task(
        _("Blocks of senders, after their end"),
        timedelta(days=1),
        sender_blocks,
        SenderBlock.objects.ended,
        "until",
    ),
]


def tidy() -> Iterator[tuple[Promise, int]]:
    now = timezone.now()
    for task in TASKS:
        yield task.promise, task.remove(now - task.after)
    # Nothing about readers, so it is none of the promises to them.
    yield _("Autosaved changes of editors"), _each(Autosave.objects.overdue(), "pk", _delete)
    versions = Version.objects.overdue()
    yield _("Versions of articles that were never published"), _each(versions, "saved_at", _delete)


def _delete(rows):
    rows.delete()


def _each(rows, clock: str, change) -> int:
    """Change or delete `rows` in batches, the oldest by a column first; return their number.

    By primary key a database would read all of the table for those few.
    """
    done = 0
    while some := list(rows.order_by(clock).values_list("pk", flat=True)[:A_BATCH]):
        # Filtered again, for a decision meanwhile may have taken some out.
        turns.by_lots(rows.filter(pk__in=some), change)
        done += len(some)
    return done
