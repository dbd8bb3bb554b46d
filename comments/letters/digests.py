"""What waits that a moderator has not heard of, and when they will hear of it.

All that is remembered is when they last heard of everything, so a letter that is put together
late, twice or not at all changes what the next one says, and nothing else.
"""

from datetime import datetime, timedelta

from django.utils import timezone

from comments import figures
from comments.letters.slots import next_full_hour, next_morning
from comments.models import Comment, Digest
from comments.models.comment_queryset import CommentQuerySet

WITHOUT_FIGURES = timedelta(days=1)  # as long as too little is decided to say what is usual
AGAIN = timedelta(days=1)  # what still waits so long after a letter is worth another one


def due(digest: Digest) -> CommentQuerySet:
    """What a letter would be about now, the oldest first; nothing if they know of all of it."""
    patience = patience_of(digest)
    waiting = waiting_for(digest).filter(created_at__lte=timezone.now() - patience)
    is_news = digest.rhythm == Digest.Rhythm.DAILY or _untold(waiting, digest, patience).exists()
    return waiting.oldest_first() if is_news else waiting.none()


def next_slot(digest: Digest) -> datetime | None:
    """When the next letter may be due, in full hours; None if nothing waits to be told.

    It is always in the future: that a letter of this slot turns out to have nothing to say can
    call for another one, but never for one at the same time.
    """
    waiting, now, patience = waiting_for(digest), timezone.now(), patience_of(digest)
    if digest.rhythm == Digest.Rhythm.AT_ONCE or not waiting.exists():
        return None
    if digest.rhythm == Digest.Rhythm.DAILY:
        return next_morning(now)
    if first := _untold(waiting, digest, patience).oldest_first().first():
        return next_full_hour(max(now, first.created_at + patience))
    return next_full_hour(digest.told_at + AGAIN) if digest.told_at else None


def waiting_for(digest: Digest) -> CommentQuerySet:
    """All that waits and that they decide about."""
    return Comment.objects.in_remit_of(digest.moderator).waiting()


def patience_of(digest: Digest) -> timedelta:
    """How long a comment waits before they want to hear of it."""
    if digest.rhythm != Digest.Rhythm.LATE:
        return timedelta(0)
    return figures.usual_wait() or WITHOUT_FIGURES


def _untold(waiting, digest, patience) -> CommentQuerySet:
    """Those of `waiting` that became due after the last letter; after a day, all of them."""
    if not digest.told_at or timezone.now() - digest.told_at >= AGAIN:
        return waiting
    return waiting.filter(created_at__gt=digest.told_at - patience)
