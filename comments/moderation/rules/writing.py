"""Rules about how a comment was written."""

from datetime import timedelta

from comments.moderation.reasons import Reason
from comments.moderation.rules.answer import Answer
from comments.status import Status

FASTEST_WRITER = timedelta(seconds=2)


def fell_into_the_trap(comment, how):
    if how.trapped:
        return Answer(Status.REJECTED, Reason.TRAP, 100)


def was_too_fast(comment, how):
    if how.took is not None and how.took < FASTEST_WRITER:
        return Answer(Status.REJECTED, Reason.TOO_FAST, 95)


def came_in_a_flood(comment, how):
    if how.flood:
        return Answer(Status.PENDING, Reason.FLOOD, 40)
