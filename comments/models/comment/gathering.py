"""The collection of a comment's facts for the house rules and the spam filter.

What the database knows is asked in one query, each fact by a subquery of its own, compiled once
(newsroom/prepared.py). Only where a block is in force are the blocks read, and compared one by one.
"""

from datetime import timedelta
from functools import cache
from typing import Any

from django.db.models import Exists, IntegerField, Subquery, Value
from django.db.models.lookups import Exact
from django.utils import timezone

from articles.models import Article
from comments import names
from comments.models.commenter import Following
from comments.models.filter_test import FilterTest
from comments.models.moderator_subscription import ModeratorSubscription
from comments.models.name_reading import NameReading, hashed
from comments.models.network_block import NetworkBlock
from comments.models.personal_rule import Kind, PersonalRule
from comments.models.sender import SenderBlock
from comments.moderation.facts import Facts, Submission
from comments.status import Status
from newsroom import html
from newsroom.models import Masthead
from newsroom.planner import Beginning
from newsroom.prepared import Prepared

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
    values = {
        "article": comment.article_id,
        "comment": comment.pk or 0,
        "name": comment.name,
        "text": comment.text,
        "beginning": Beginning.of(comment.text),
        "readings": hashed(comment.name),
        "now": now,
    }
    if len(comment.text) >= LONG_ENOUGH:
        values["week_ago"] = now - OF_LATE
    if comment.commenter:
        values |= {"commenter": comment.commenter.pk, "month_ago": now - RECENT}
    return _facts(masthead.trusted_after).get(**values) or {}


@cache
def _facts(trusted_after: int) -> Prepared:
    comments: Any = NameReading._meta.get_field("comment").related_model

    def build(article, comment, now, commenter=None, month_ago=None, **words):
        others = comments.objects.exclude(pk=comment).order_by()
        facts = {
            "are_blocks": Exists(NetworkBlock.objects.in_force(now))
            | Exists(SenderBlock.objects.in_force(now)),
            "moderators_are_told": Exists(ModeratorSubscription.objects.all()),
            "article_is_followed": Exists(Following.objects.filter(article=article)),
            "spam_limit": Subquery(FilterTest.objects.order_by("pk").values("limit")[:1]),
            **_duplicates(others, article, commenter, **words),
        }
        if commenter:
            theirs, rules = others.filter(commenter=commenter), PersonalRule.objects.in_force(now)
            facts |= _of_commenter(theirs, month_ago, trusted_after)
            facts["rule"] = Subquery(rules.filter(commenter=commenter).values("kind")[:1])
        return Article.objects.filter(pk=article).values(**facts)

    return Prepared(build)


def _of_commenter(theirs, month_ago, trusted_after) -> dict:
    """Return queries of a confirmed commenter; of others nothing is known."""
    recent = theirs.filter(created_at__gt=month_ago)
    return {
        "approved": NumberOf(theirs.reviewed().values("pk")[:trusted_after]),
        "recent": NumberOf(recent.values("pk")),
        "recent_unwanted": NumberOf(recent.unwanted().values("pk")),
    }


def _duplicates(others, article, commenter, name, readings, week_ago=None, **words) -> dict:
    """Return queries of the same text, of the writer or by anybody under another article, and of
    the same name."""
    same = _same_text(others, **words)
    here = same.filter(article=article, name=name)
    lately = week_ago and Exists(same.filter(created_at__gt=week_ago).exclude(article=article))
    return {
        "is_duplicate": Exists(here.filter(status__in=(Status.PENDING, Status.APPROVED))),
        "is_duplicate_elsewhere": lately or NO,
        "name_is_taken": Exists(NameReading.objects.of_others(readings, article, commenter)),
    }


def _same_text(comments, text, beginning):
    return comments.filter(Exact(Beginning("text"), beginning), text=text)


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
