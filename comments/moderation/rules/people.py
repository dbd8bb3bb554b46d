"""Rules about the writer of a comment."""

from comments.moderation.reasons import Reason
from comments.moderation.rules.answer import Answer
from comments.status import Status
from newsroom.site.modes import Mode

MANY_REJECTED = 3  # of the last 30 days, and half of all: then each waits


def network_blocked(facts):
    if facts.network_is_blocked:
        return Answer(Status.REJECTED, Reason.NETWORK, 93)


def commenter_banned(facts):
    if facts.is_banned:
        return Answer(Status.REJECTED, Reason.BANNED, 92)


def commenter_watched(facts):
    if facts.is_watched:
        return Answer(Status.PENDING, Reason.WATCHED, 58)


def commenter_trusted(facts):
    if facts.is_trusted_by_moderators:
        return Answer(Status.APPROVED, Reason.VOUCHED_FOR, 25)


def written_by_staff(facts):
    if facts.is_by_staff:
        return Answer(Status.APPROVED, Reason.STAFF, 75)


def name_resembles_staff(facts):
    if facts.name_resembles_staff:
        return Answer(Status.PENDING, Reason.STAFF_NAME, 55)


def name_taken(facts):
    if facts.name_is_taken:
        return Answer(Status.PENDING, Reason.NAME_TAKEN, 50)


def often_rejected(facts):
    if facts.recent_unwanted >= MANY_REJECTED and 2 * facts.recent_unwanted >= facts.recent:
        return Answer(Status.PENDING, Reason.OFTEN_REJECTED, 42)


def no_newcomer(facts):
    if facts.mode == Mode.NEWCOMERS and facts.is_no_newcomer and not facts.recent_unwanted:
        return Answer(Status.APPROVED, Reason.TRUSTED, 20)


def published_unreviewed(facts):
    if facts.mode == Mode.LATER:
        return Answer(Status.APPROVED, Reason.READ_LATER, 10)


def needs_review(facts):
    return Answer(Status.PENDING, Reason.UNREAD, 1)
