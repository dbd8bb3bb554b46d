"""Rules about how a comment was written."""

from datetime import timedelta

from comments.moderation.reasons import Reason
from comments.moderation.rules.answer import Answer
from comments.status import Status

FASTEST_WRITER = timedelta(seconds=2)


def honeypot_filled(comment, how):
    if how.honeypot:
        return Answer(Status.REJECTED, Reason.HONEYPOT, 100)


def sent_too_fast(comment, how):
    if how.took is not None and how.took < FASTEST_WRITER:
        return Answer(Status.REJECTED, Reason.TOO_FAST, 95)


def flood(comment, how):
    if how.flood:
        return Answer(Status.PENDING, Reason.FLOOD, 40)
