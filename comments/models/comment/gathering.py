"""The collection of a comment's facts for the house rules and the spam filter."""

from datetime import timedelta

from django.utils import timezone

from comments import names
from comments.models.filter_test import FilterTest
from comments.models.network_block import NetworkBlock
from comments.models.personal_rule import Kind
from comments.models.sender import SenderBlock
from comments.moderation.facts import Facts, Submission
from comments.status import Status
from newsroom import html
from newsroom.models import Masthead

RECENT = timedelta(days=30)
OF_LATE = timedelta(days=7)  # in which the same words under another article are a repetition
LONG_ENOUGH = 40  # characters; "Well said." may be said everywhere


def gather(comment, submission: Submission) -> Facts:
    """Return the facts about `comment`, rendered and sent as in `submission`."""
    article, masthead, now = comment.article, Masthead.current(), timezone.now()
    return Facts(
        name=comment.name,
        text=comment.text,
        article_path=article.get_absolute_url(),
        submission=submission,
        mode=article.mode,
        links=html.count_links(comment.body),
        links_allowed=masthead.links_allowed,
        rejected_words=masthead.words_to_refuse,
        held_words=masthead.words_to_hold,
        language=masthead.language,
        article_age=now - article.published_at if article.published_at else None,
        is_by_staff=comment.is_by_newsroom,
        name_resembles_staff=names.resembles_the_newsrooms(comment.name)
        or names.claims_an_office(comment.name),
        name_is_taken=names.is_taken(comment.name, article, by=comment.commenter),
        network_is_blocked=_is_blocked(submission.network),
        is_duplicate=_is_duplicate(comment),
        is_duplicate_elsewhere=_is_duplicate_elsewhere(comment, now),
        spam_limit=FilterTest.last().limit,
        **_of_the_writer(comment, masthead, now),
    )


def _is_blocked(network) -> bool:
    return bool(network) and (NetworkBlock.covers(network) or SenderBlock.covers(network))


def _of_the_writer(comment, masthead, now) -> dict:
    """Return the facts about a confirmed commenter; of others nothing is known."""
    if not comment.commenter:
        return {}
    rule = comment.commenter.rule_in_force()
    theirs = comment.commenter.comments.exclude(pk=comment.pk)
    recent = theirs.filter(created_at__gt=now - RECENT)
    approved = theirs.reviewed()[: masthead.trusted_after].count()
    return {
        "is_banned": bool(rule) and rule.kind == Kind.BAN,
        "is_watched": bool(rule) and rule.kind == Kind.HOLD,
        "is_trusted_by_moderators": bool(rule) and rule.kind == Kind.TRUST,
        "has_been_approved": bool(approved),
        "is_no_newcomer": approved == masthead.trusted_after,
        "recent": recent.count(),
        "recent_unwanted": recent.unwanted().count(),
    }


def _is_duplicate(comment) -> bool:
    same = comment.article.comments.filter(name=comment.name, text=comment.text)
    here = same.filter(status__in=(Status.PENDING, Status.APPROVED))
    return here.exclude(pk=comment.pk).exists()


def _is_duplicate_elsewhere(comment, now) -> bool:
    """Return True if the same text, by anybody, was sent under another article within a week."""
    if len(comment.text) < LONG_ENOUGH:
        return False
    # Filtered by date first, which has an index; the text has none.
    lately = type(comment).objects.filter(created_at__gt=now - OF_LATE)
    return lately.filter(text=comment.text).exclude(article=comment.article).exists()
