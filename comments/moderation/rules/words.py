"""Rules about what a comment says."""

from datetime import timedelta

from django.utils import timezone

from comments.moderation import words
from comments.moderation.reasons import Reason
from comments.moderation.rules.answer import Answer
from comments.spamfilter import memory
from comments.status import Status
from newsroom import html
from newsroom.models import Masthead

OF_LATE = timedelta(days=7)  # in which the same words under another article are a repetition
LONG_ENOUGH = 40  # characters; "Well said." may be said everywhere


def says_it_twice(comment, how):
    same = comment.article.comments.filter(name=comment.name, text=comment.text)
    same = same.exclude(pk=comment.pk)
    if same.filter(status__in=(Status.PENDING, Status.APPROVED)).exists():
        return Answer(Status.REJECTED, Reason.SAID_TWICE, 90)


def has_too_many_links(comment, how):
    if html.links(comment.body) > Masthead.current().links_allowed:
        return Answer(Status.PENDING, Reason.LINKS, 80)


def has_a_word_to_refuse(comment, how):
    if _has_any(comment, Masthead.current().words_to_refuse):
        return Answer(Status.REJECTED, Reason.REFUSED_WORD, 70)


def has_a_word_to_hold(comment, how):
    if _has_any(comment, Masthead.current().words_to_hold):
        return Answer(Status.PENDING, Reason.HELD_WORD, 60)


def says_it_elsewhere(comment, how):
    """Whoever it is: the very words stand, or wait, under another article since a week."""
    if len(comment.text) < LONG_ENOUGH:
        return None
    # Looked for among the comments of the week, by their index: words have none.
    lately = type(comment).objects.filter(created_at__gt=timezone.now() - OF_LATE)
    if lately.filter(text=comment.text).exclude(article=comment.article).exists():
        return Answer(Status.PENDING, Reason.REPEATED, 45)
    return None


def looks_like_spam(comment, how):
    """What the filter has learned here; it holds, and never more than that."""
    if comment.spam_score and memory.is_experienced() and comment.spam_score > memory.limit():
        return Answer(Status.PENDING, Reason.FILTER, 35)


def _has_any(comment, listed) -> bool:
    return bool(listed) and bool(
        words.hits(f"{comment.name}\n{comment.text}", words.entries(listed))
    )
