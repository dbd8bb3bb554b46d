"""Sentences about others who are at the same article."""

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article, Editing

IN_TRASH = gettext_lazy(
    "%(name)s moved this article to the trash. What you write is kept, and can be used after it is "
    "restored."
)


def who_is_editing(article, person) -> list[str]:
    return [
        _("%(name)s is editing this (since %(time)s).")
        % {"name": name_of(each.person), "time": clock(each.since)}
        for each in Editing.of_others(article, person)
    ]


def newer_version(desk, request, article, opened: str) -> str:
    """Return a sentence if the article was deleted, or saved since the version `opened`, or ""."""
    if article.trashed_at:
        return IN_TRASH % {"name": name_of(article.trashed_by) if article.trashed_by else "–"}
    if not opened or opened == desk.version_of(request, article):
        return ""
    kind = ContentType.objects.get_for_model(Article)
    entries = LogEntry.objects.filter(content_type=kind, object_id=article.pk)
    last = entries.select_related("user").first()
    if not last:
        return _("There is a newer version. When you save, you will be shown both.")
    sentence = _(
        "%(name)s saved a newer version (%(time)s). When you save, you will be shown both."
    )
    return sentence % {"name": name_of(last.user), "time": clock(last.action_time)}


def name_of(user) -> str:
    return user.get_full_name() or user.get_username()


def clock(moment) -> str:
    """Return a moment of today as its time, an earlier one with its day, by the paper's clock."""
    here = timezone.localtime(moment)
    is_today = here.date() == timezone.localdate()
    return date_format(here, "TIME_FORMAT" if is_today else "SHORT_DATETIME_FORMAT")
