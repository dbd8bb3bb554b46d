"""What waits that a moderator has not heard of, and when they will hear of it.

All that is remembered is when they last heard of everything, so a letter that is put together
late, twice or not at all changes what the next one says, and nothing else.
"""

from datetime import datetime, timedelta

from django.utils import timezone

from comments import statistics
from comments.models import Comment, ModeratorSubscription
from comments.models.comment_queryset import CommentQuerySet
from comments.notifications.send_times import next_full_hour, next_morning

WITHOUT_FIGURES = timedelta(days=1)  # as long as too little is decided to say what is usual
AGAIN = timedelta(days=1)  # what still waits so long after a letter is worth another one


def due(subscription: ModeratorSubscription) -> CommentQuerySet:
    """What a letter would be about now, the oldest first; nothing if they know of all of it."""
    patience = patience_of(subscription)
    waiting = waiting_for(subscription).filter(created_at__lte=timezone.now() - patience)
    is_news = (
        subscription.rhythm == ModeratorSubscription.Rhythm.DAILY
        or _untold(waiting, subscription, patience).exists()
    )
    return waiting.oldest_first() if is_news else waiting.none()


def next_slot(subscription: ModeratorSubscription) -> datetime | None:
    """When the next letter may be due, in full hours; None if nothing waits to be told.

    It is always in the future: that a letter of this slot turns out to have nothing to say can
    call for another one, but never for one at the same time.
    """
    waiting, now, patience = waiting_for(subscription), timezone.now(), patience_of(subscription)
    if subscription.rhythm == ModeratorSubscription.Rhythm.AT_ONCE or not waiting.exists():
        return None
    if subscription.rhythm == ModeratorSubscription.Rhythm.DAILY:
        return next_morning(now)
    if first := _untold(waiting, subscription, patience).oldest_first().first():
        return next_full_hour(max(now, first.created_at + patience))
    return next_full_hour(subscription.told_at + AGAIN) if subscription.told_at else None


def waiting_for(subscription: ModeratorSubscription) -> CommentQuerySet:
    """All that waits and that they decide about."""
    return Comment.objects.in_scope_of(subscription.moderator).waiting()


def patience_of(subscription: ModeratorSubscription) -> timedelta:
    """How long a comment waits before they want to hear of it."""
    if subscription.rhythm != ModeratorSubscription.Rhythm.LATE:
        return timedelta(0)
    return statistics.usual_wait() or WITHOUT_FIGURES


def _untold(waiting, subscription, patience) -> CommentQuerySet:
    """Those of `waiting` that became due after the last letter; after a day, all of them."""
    if not subscription.told_at or timezone.now() - subscription.told_at >= AGAIN:
        return waiting
    return waiting.filter(created_at__gt=subscription.told_at - patience)
