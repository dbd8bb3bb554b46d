"""Rules about who a comment is from, and what is usual for them here."""

from datetime import timedelta

from django.utils import timezone

from comments import names
from comments.models.network_block import NetworkBlock
from comments.models.personal_rule import Kind
from comments.moderation.reasons import Reason
from comments.moderation.rules.answer import Answer
from comments.status import UNWANTED, Status
from newsroom.models import Masthead
from newsroom.site.modes import Mode

A_WHILE = timedelta(days=30)  # that is lately, for what was refused
MANY_REJECTED = 3  # comments lately, and half of all: then each waits

FOR_ONE_PERSON = {
    Kind.BAN: Answer(Status.REJECTED, Reason.BANNED, 92),
    Kind.HOLD: Answer(Status.PENDING, Reason.WATCHED, 58),
    Kind.TRUST: Answer(Status.APPROVED, Reason.VOUCHED_FOR, 25),
}


def network_blocked(comment, how):
    if how.network and NetworkBlock.covers(how.network):
        return Answer(Status.REJECTED, Reason.NETWORK, 93)


def personal_rule(comment, how):
    """What moderators have said about this very person, if they proved who they are."""
    rule = comment.commenter and comment.commenter.rule_in_force()
    return FOR_ONE_PERSON[rule.kind] if rule else None


def written_by_staff(comment, how):
    if comment.author and comment.author.is_staff:
        return Answer(Status.APPROVED, Reason.STAFF, 75)


def name_resembles_staff(comment, how):
    if names.is_the_newsrooms(comment.name) or names.claims_an_office(comment.name):
        return Answer(Status.PENDING, Reason.STAFF_NAME, 55)


def name_taken(comment, how):
    if names.is_taken(comment.name, comment.article, by=comment.commenter):
        return Answer(Status.PENDING, Reason.NAME_TAKEN, 50)


def often_rejected(comment, how):
    """Three of somebody's comments, and half of them, were refused within a month."""
    if not comment.commenter:
        return None
    theirs = _lately(comment)
    refused = theirs.filter(status__in=UNWANTED)[: MANY_REJECTED + 1].count()
    if (
        refused >= MANY_REJECTED
        and 2 * theirs.filter(status__in=UNWANTED).count() >= theirs.count()
    ):
        return Answer(Status.PENDING, Reason.OFTEN_REJECTED, 42)
    return None


def trusted_commenter(comment, how):
    if comment.article.mode != Mode.NEWCOMERS or not comment.commenter:
        return None
    enough = Masthead.current().trusted_after
    if _lately(comment).filter(status__in=UNWANTED).exists():
        return None
    theirs = comment.commenter.comments.exclude(pk=comment.pk)
    if theirs.approved()[:enough].count() == enough:
        return Answer(Status.APPROVED, Reason.TRUSTED, 20)
    return None


def published_unreviewed(comment, how):
    if comment.article.mode == Mode.LATER:
        return Answer(Status.APPROVED, Reason.READ_LATER, 10)


def needs_review(comment, how):
    return Answer(Status.PENDING, Reason.UNREAD, 1)


def _lately(comment):
    theirs = comment.commenter.comments.exclude(pk=comment.pk)
    return theirs.filter(created_at__gt=timezone.now() - A_WHILE)
