"""The collection of a comment's facts for the house rules and the spam filter.

What the database knows is asked in one query, each fact by a subquery of its own. Only where a
block is in force are the blocks read, and compared one by one.
"""

from datetime import timedelta
from typing import Any

from django.db.models import Exists, IntegerField, Subquery, Value
from django.utils import timezone

from articles.models import Article
from comments import names
from comments.models.filter_test import FilterTest
from comments.models.moderator_subscription import ModeratorSubscription
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
NO = Value(False)


class NumberOf(Subquery):
    """The number of rows of a queryset."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def gather(comment, submission: Submission) -> Facts:
    """Return the facts about `comment`, rendered and sent as in `submission`."""
    article, masthead, now = comment.article, Masthead.current(), timezone.now()
    stored = _stored(comment, masthead, now)
    network, are_blocks = submission.network, stored.pop("are_blocks")
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
        network_is_blocked=bool(network) and are_blocks and _is_blocked(network),
        **_record(stored, masthead),
        **stored,
    )


def _stored(comment, masthead, now) -> dict[str, Any]:
    """Return what is stored about the text, the writer and the rules in force, by one query."""
    facts = {
        "are_blocks": Exists(NetworkBlock.objects.in_force())
        | Exists(SenderBlock.objects.in_force()),
        "is_duplicate": _duplicates(comment),
        "is_duplicate_elsewhere": _duplicates_elsewhere(comment, now),
        "name_is_taken": Exists(names.taken(comment.name, comment.article, comment.commenter)),
        "moderators_are_told": Exists(ModeratorSubscription.objects.all()),
        "spam_limit": Subquery(FilterTest.objects.order_by("pk").values("limit")[:1]),
        **(_of_commenter(comment, masthead, now) if comment.commenter else {}),
    }
    rows: Any = Article.objects.filter(pk=comment.article_id).values(**facts)
    return rows.get()


def _of_commenter(comment, masthead, now) -> dict:
    """Return queries of a confirmed commenter; of others nothing is known."""
    theirs = comment.commenter.comments.exclude(pk=comment.pk).order_by()
    recent = theirs.filter(created_at__gt=now - RECENT)
    rules = comment.commenter.personal_rules.in_force()
    return {
        "rule": Subquery(rules.values("kind")[:1]),
        "approved": NumberOf(theirs.reviewed().values("pk")[: masthead.trusted_after]),
        "recent": NumberOf(recent.values("pk")),
        "recent_unwanted": NumberOf(recent.unwanted().values("pk")),
    }


def _record(stored, masthead) -> dict[str, bool]:
    """Take rule and number of approved comments out of `stored`, and return what they say."""
    rule, approved = stored.pop("rule", None), stored.pop("approved", 0)
    return {
        "is_banned": rule == Kind.BAN,
        "is_watched": rule == Kind.HOLD,
        "is_trusted_by_moderators": rule == Kind.TRUST,
        "has_been_approved": approved > 0,
        "is_no_newcomer": approved == masthead.trusted_after,
    }


def _is_blocked(network) -> bool:
    return NetworkBlock.covers(network) or SenderBlock.covers(network)


def _duplicates(comment):
    same = comment.article.comments.filter(name=comment.name, text=comment.text)
    here = same.filter(status__in=(Status.PENDING, Status.APPROVED))
    return Exists(here.exclude(pk=comment.pk))


def _duplicates_elsewhere(comment, now):
    """Return a query of the same text, by anybody, under another article within a week."""
    if len(comment.text) < LONG_ENOUGH:
        return NO
    # Filtered by date first, which has an index; the text has none.
    lately = type(comment).objects.filter(created_at__gt=now - OF_LATE)
    return Exists(lately.filter(text=comment.text).exclude(article=comment.article))
