"""The house rules: each is handed a comment and how it was written, and is silent or answers.

An answer is a state and a reason. Nothing is thrown away: rules make mistakes, and a
moderator must be able to find them.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from comments import names
from comments.moderation import words
from comments.moderation.reasons import Reason
from comments.spamfilter import memory
from comments.status import Status
from newsroom import prose
from newsroom.discussion import Mode
from newsroom.models import Masthead

A_WHILE = timedelta(days=30)  # in which nothing of a trusted writer was refused
FASTEST_WRITER = timedelta(seconds=2)


@dataclass(frozen=True)
class Circumstances:
    """How a comment was written: what it took, whether a hidden field was filled in, and
    whether it came among too many others."""

    took: timedelta | None = None
    trapped: bool = False
    flood: bool = False


NOTHING_KNOWN = Circumstances()


def fell_into_the_trap(comment, how):
    if how.trapped:
        return Status.REJECTED, Reason.TRAP


def was_too_fast(comment, how):
    if how.took is not None and how.took < FASTEST_WRITER:
        return Status.REJECTED, Reason.TOO_FAST


def says_it_twice(comment, how):
    same = comment.article.comments.filter(name=comment.name, text=comment.text)
    same = same.exclude(pk=comment.pk)
    if same.filter(status__in=(Status.PENDING, Status.APPROVED)).exists():
        return Status.REJECTED, Reason.SAID_TWICE


def has_too_many_links(comment, how):
    if prose.links(prose.comment(comment.text)) > Masthead.current().links_allowed:
        return Status.PENDING, Reason.LINKS


def has_a_word_to_refuse(comment, how):
    if _has_any(comment, Masthead.current().words_to_refuse):
        return Status.REJECTED, Reason.REFUSED_WORD


def has_a_word_to_hold(comment, how):
    if _has_any(comment, Masthead.current().words_to_hold):
        return Status.PENDING, Reason.HELD_WORD


def is_one_of_us(comment, how):
    if comment.author and comment.author.is_staff:
        return Status.APPROVED, Reason.STAFF


def is_called_like_us(comment, how):
    if names.is_the_newsrooms(comment.name) or names.claims_an_office(comment.name):
        return Status.PENDING, Reason.OFFICE


def is_called_like_another(comment, how):
    if names.is_taken(comment.name, comment.article, by=comment.commenter):
        return Status.PENDING, Reason.NAME


def came_in_a_flood(comment, how):
    if how.flood:
        return Status.PENDING, Reason.FLOOD


def looks_like_spam(comment, how):
    """What the filter has learned here; it holds, and never more than that."""
    if comment.spam_score and memory.is_experienced() and comment.spam_score > memory.limit():
        return Status.PENDING, Reason.FILTER


def is_trusted(comment, how):
    if comment.article.mode != Mode.NEWCOMERS or not comment.commenter:
        return None
    enough = Masthead.current().trusted_after
    theirs = comment.commenter.comments.exclude(pk=comment.pk)
    lately = theirs.filter(created_at__gt=timezone.now() - A_WHILE)
    if lately.filter(status__in=(Status.REJECTED, Status.SPAM)).exists():
        return None
    if theirs.approved()[:enough].count() == enough:
        return Status.APPROVED, Reason.TRUSTED
    return None


def is_read_later(comment, how):
    if comment.article.mode == Mode.LATER:
        return Status.APPROVED, Reason.READ_LATER


def a_person_will_decide(comment, how):
    return Status.PENDING, Reason.UNREAD


HOUSE_RULES = [
    fell_into_the_trap,
    was_too_fast,
    says_it_twice,
    has_too_many_links,
    is_one_of_us,
    has_a_word_to_refuse,
    has_a_word_to_hold,
    is_called_like_us,
    is_called_like_another,
    came_in_a_flood,
    looks_like_spam,
    is_trusted,
    is_read_later,
    a_person_will_decide,
]


def _has_any(comment, listed) -> bool:
    return bool(listed) and bool(
        words.hits(f"{comment.name}\n{comment.text}", words.entries(listed))
    )
