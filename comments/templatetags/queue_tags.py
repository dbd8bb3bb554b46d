from datetime import timedelta

from django import template
from django.utils import timezone

from comments import statistics
from comments.admin.heated_discussions import heated_discussions
from comments.admin.queue.ages import ages_waiting
from comments.admin.queue_counts import number_waiting
from comments.desk.outcomes import undo_button
from comments.models import Comment
from comments.moderation import in_words
from comments.moderation.reasons import OUTCOMES
from comments.spam import explaining, report
from comments.statistics.durations import lasting

register = template.Library()


@register.simple_tag(takes_context=True)
def waiting_comments(context):
    request = context["request"]
    if not request.user.has_perm("comments.moderate_comment"):
        return None
    return number_waiting(request)


@register.filter
def age(moment) -> str:
    return lasting(max(timezone.now() - moment, timedelta(minutes=1)))


@register.simple_tag
def usual_wait() -> str:
    wait = statistics.usual_wait()
    return statistics.in_words(wait) if wait is not None else ""


@register.inclusion_tag("admin/comments/_waiting.html", takes_context=True)
def waiting_by_age(context):
    """Say how many wait, and how many of them over each age that the queue filters by."""
    request, waiting = context["request"], waiting_comments(context)
    if waiting is None:
        return {"waiting": None}
    return {"waiting": waiting, "ages": ages_waiting(request), "wait": usual_wait()}


@register.inclusion_tag("admin/comments/_asked.html", takes_context=True)
def asked_of_moderators(context):
    """Say what readers report and appeal against, and which discussions are heating up."""
    user = context["request"].user
    if not user.has_perm("comments.moderate_comment"):
        return {}
    mine = Comment.objects.in_scope_of(user)
    return {
        "reported": mine.reported().count(),
        "appealed": mine.appealed().count(),
        "heated": heated_discussions(user),
    }


@register.simple_tag
def noticed(comment):
    """Return label and weight of the house rules that answered, except the decisive one."""
    return [
        {"words": in_words(code, text), "weight": weight, "holds": (code, text) == comment.reason}
        for code, text, weight in comment.reasons
        if code not in OUTCOMES
    ]


@register.simple_tag
def filter_said(comment):
    """Return the spam score and its parts in words; None without one."""
    if comment.spam_score is None:
        return None
    return {
        "score": explaining.on_scale(comment.spam_score),
        "parts": explaining.explained(comment.spam_parts),
    }


@register.inclusion_tag("admin/comments/_filter.html", takes_context=True)
def filter_quality(context):
    if not context["request"].user.has_perm("comments.moderate_comment"):
        return {"sentences": []}
    return {"sentences": report.sentences()}


@register.simple_tag
def undo_of(message):
    return undo_button(message.extra_tags or "")
