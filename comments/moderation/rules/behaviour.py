"""Rules about the way a comment was sent."""

from datetime import timedelta

from comments.moderation.reasons import Reason
from comments.moderation.rules.answer import Answer
from comments.status import Status

FASTEST_WRITER = timedelta(seconds=2)


def sent_too_fast(facts):
    if facts.submission.took is not None and facts.submission.took < FASTEST_WRITER:
        return Answer(Status.REJECTED, Reason.TOO_FAST, 95)


def flood(facts):
    if facts.submission.flood:
        return Answer(Status.PENDING, Reason.FLOOD, 40)
