"""Filters of the queue: topic, language, article, commenter, reason, age."""

from datetime import timedelta

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Topic
from comments.models import Comment
from comments.moderation import Reason
from newsroom.numbers import row_number
from newsroom.text.languages import KNOWN

OTHER = "other"  # than the languages that are known
MOST_TOPICS = 60  # by name; more are found by their articles
HOURS = {
    "1": _("over an hour ago"),
    "4": _("over four hours ago"),
    "24": _("over a day ago"),
    "72": _("over three days ago"),
}
# Reasons to filter by, so that similar comments can be decided together.
OF_RULES = (
    Reason.UNREAD,
    Reason.LINKS,
    Reason.FILTER,
    Reason.HELD_WORD,
    Reason.DUPLICATE_ELSEWHERE,
    Reason.FLOOD,
    Reason.NAME_TAKEN,
    Reason.STAFF_NAME,
    Reason.WATCHED,
    Reason.OFTEN_REJECTED,
)


def is_number(value) -> bool:
    return bool(value) and row_number(value) is not None


class QueueFilter(admin.SimpleListFilter):
    template = "admin/comments/comment/filter.html"


class TopicFilter(QueueFilter):
    title, parameter_name = _("topic"), "topic"

    def lookups(self, request, model_admin):
        return list(Topic.objects.values_list("pk", "name")[:MOST_TOPICS])

    def accepts(self, value) -> bool:
        return is_number(value) and Topic.objects.filter(pk=value).exists()

    def queryset(self, request, comments):
        if not is_number(self.value()):
            return comments
        return comments.filter(article__in=Article.objects.filter(topics=self.value()))


class LanguageFilter(QueueFilter):
    title, parameter_name = _("language"), "language"

    def lookups(self, request, model_admin):
        named = [(code, get_language_info(code)["name_translated"]) for code in KNOWN]
        return [*sorted(named, key=lambda each: each[1]), (OTHER, _("other or unclear"))]

    def queryset(self, request, comments):
        if self.value() not in (*KNOWN, OTHER):
            return comments
        return comments.filter(language="" if self.value() == OTHER else self.value())


class AgeFilter(QueueFilter):
    title, parameter_name = _("written"), "age"

    def lookups(self, request, model_admin):
        return list(HOURS.items())

    def queryset(self, request, comments):
        if self.value() not in HOURS:
            return comments
        return comments.filter(created_at__lt=timezone.now() - timedelta(hours=int(self.value())))


class ReasonFilter(QueueFilter):
    title, parameter_name = _("reason"), "reason"

    def lookups(self, request, model_admin):
        return [(reason.value, reason.label) for reason in OF_RULES]

    def accepts(self, value) -> bool:
        return value in Reason.values

    def queryset(self, request, comments):
        return comments.filter(reason_code=self.value()) if self.value() else comments


class OfOne(QueueFilter):
    """A filter by one row, chosen by a link on a card and shown while it is active.

    Its label is shown to moderators of the comment only, for a draft has a headline and a commenter
    an address.
    """

    def lookups(self, request, model_admin):
        chosen = str(request.GET.get(self.parameter_name, ""))
        if not is_number(chosen):
            return []
        mine = Comment.objects.in_scope_of(request.user).filter(**{self.parameter_name: chosen})
        # Any of them, in no order: PostgreSQL would walk to the first of all comments.
        (comment,) = mine.select_related(self.parameter_name).order_by()[:1] or (None,)
        return [(chosen, str(getattr(comment, self.parameter_name)))] if comment else []

    def queryset(self, request, comments):
        return (
            comments.filter(**{self.parameter_name: self.value()})
            if self.lookup_choices
            else comments
        )


class ArticleFilter(OfOne):
    title, parameter_name = _("article"), "article"


class CommenterFilter(OfOne):
    title, parameter_name = _("commenter"), "commenter"


FILTERS = [TopicFilter, LanguageFilter, AgeFilter, ReasonFilter, ArticleFilter, CommenterFilter]
NAMES = [each.parameter_name for each in FILTERS]
