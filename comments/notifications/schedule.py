"""The schedule of moderators' digests.

Only the time of the last digest is stored, so one that is late, doubled or lost changes the content
of the next, and nothing else.
"""

from datetime import datetime, timedelta

from django.utils import timezone

from comments import statistics
from comments.models import Comment, ModeratorSubscription
from comments.models.comment_queryset import CommentQuerySet
from comments.notifications.send_times import next_full_hour, next_morning

WITHOUT_FIGURES = timedelta(days=1)  # as long as too little is decided to say what is usual
AGAIN = timedelta(days=1)  # what still waits so long after an e-mail is worth another one


def due(subscription: ModeratorSubscription) -> CommentQuerySet:
    """Return the comments of a digest now, the oldest first; none without news."""
    patience = patience_of(subscription)
    waiting = waiting_for(subscription).filter(created_at__lte=timezone.now() - patience)
    is_news = (
        subscription.rhythm == ModeratorSubscription.Rhythm.DAILY
        or _untold(waiting, subscription, patience).exists()
    )
    return waiting.oldest_first() if is_news else waiting.none()


def next_slot(subscription: ModeratorSubscription) -> datetime | None:
    """Return the next full hour for a digest; None if nothing waits.

    It is always in the future, so an empty digest may plan another one, but never for the same
    time.
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
    return Comment.objects.in_scope_of(subscription.moderator).waiting()


def patience_of(subscription: ModeratorSubscription) -> timedelta:
    """Return the age at which a comment is told."""
    if subscription.rhythm != ModeratorSubscription.Rhythm.LATE:
        return timedelta(0)
    return statistics.usual_wait() or WITHOUT_FIGURES


def _untold(waiting, subscription, patience) -> CommentQuerySet:
    """Return the comments of `waiting` due since the last digest; after a day, all of them."""
    if not subscription.told_at or timezone.now() - subscription.told_at >= AGAIN:
        return waiting
    return waiting.filter(created_at__gt=subscription.told_at - patience)
