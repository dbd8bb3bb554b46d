"""Rules about what a comment says."""

from datetime import timedelta

from django.utils import timezone

from comments.moderation import word_list
from comments.moderation.reasons import Reason
from comments.moderation.rules.answer import Answer
from comments.spam import report
from comments.status import Status
from newsroom import html
from newsroom.models import Masthead

OF_LATE = timedelta(days=7)  # in which the same words under another article are a repetition
LONG_ENOUGH = 40  # characters; "Well said." may be said everywhere


def duplicate(comment, how):
    same = comment.article.comments.filter(name=comment.name, text=comment.text)
    same = same.exclude(pk=comment.pk)
    if same.filter(status__in=(Status.PENDING, Status.APPROVED)).exists():
        return Answer(Status.REJECTED, Reason.DUPLICATE, 90)


def too_many_links(comment, how):
    if html.links(comment.body) > Masthead.current().links_allowed:
        return Answer(Status.PENDING, Reason.LINKS, 80)


def word_list_reject(comment, how):
    if _has_any(comment, Masthead.current().words_to_refuse):
        return Answer(Status.REJECTED, Reason.REJECTED_WORD, 70)


def word_list_hold(comment, how):
    if _has_any(comment, Masthead.current().words_to_hold):
        return Answer(Status.PENDING, Reason.HELD_WORD, 60)


def duplicate_elsewhere(comment, how):
    """Whoever it is: the very words stand, or wait, under another article since a week."""
    if len(comment.text) < LONG_ENOUGH:
        return None
    # Looked for among the comments of the week, by their index: words have none.
    lately = type(comment).objects.filter(created_at__gt=timezone.now() - OF_LATE)
    if lately.filter(text=comment.text).exclude(article=comment.article).exists():
        return Answer(Status.PENDING, Reason.DUPLICATE_ELSEWHERE, 45)
    return None


def suspected_spam(comment, how):
    """What the filter has learned here; it holds, and never more than that."""
    if comment.spam_score and report.is_experienced() and comment.spam_score > report.limit():
        return Answer(Status.PENDING, Reason.FILTER, 35)


def _has_any(comment, listed) -> bool:
    return bool(listed) and bool(
        word_list.hits(f"{comment.name}\n{comment.text}", word_list.entries(listed))
    )
