"""The filter of the list of decisions, by person, status, reason, days, and comments."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import F
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from comments.models import Comment, Way
from comments.moderation import Reason
from comments.moderation.reasons import OUTCOMES
from comments.status import Status
from newsroom.numbers import LARGEST, row_number

EVERYBODY = "all"
# Decisions that leave the status, and an undo: what was done is their reason.
DONE = (
    Reason.KEPT,
    Reason.PICKED,
    Reason.UNPICKED,
    Reason.EDIT_ACCEPTED,
    Reason.EDIT_REJECTED,
    Reason.UNDONE,
    Reason.DELETED_BY_WRITER,
)
DAYS = (MinValueValidator(date(1970, 1, 1)), MaxValueValidator(date(2999, 12, 31)))
ABOUT = ("comment", "article", "commenter")


class Day(forms.DateField):
    """A day of the paper's own time, as browsers send it."""

    def __init__(self, **options):
        picker = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        formats = ["%Y-%m-%d"]
        super().__init__(
            required=False, widget=picker, input_formats=formats, validators=DAYS, **options
        )


class Row(forms.IntegerField):
    """The filter that a link in the list sets."""

    def __init__(self, **options):
        super().__init__(
            required=False, min_value=1, max_value=LARGEST, widget=forms.HiddenInput, **options
        )


class DecisionFilter(forms.Form):
    by = forms.ChoiceField(label=_("Who"), required=False)
    kind = forms.ChoiceField(label=_("Decision"), required=False)
    reason = forms.ChoiceField(label=_("Why"), required=False)
    since = Day(label=pgettext_lazy("a span of days", "From"))
    until = Day(label=pgettext_lazy("a span of days", "To"))
    comment = Row()
    article = Row()
    commenter = Row()

    def __init__(self, data, user):
        super().__init__(data, label_suffix="")
        self.user = user
        self.fields["by"].choices = [
            ("", __("The newsroom")),
            *((way, capfirst(way.label)) for way in (Way.RULE, Way.WRITER)),
            (EVERYBODY, __("Everybody")),
            *_moderators(data.get("by", "")),
        ]
        self.fields["kind"].choices = [
            ("", __("Everything")),
            *((status, capfirst(status.label)) for status in Status),
            *_sentences(DONE),
        ]
        others = (reason for reason in Reason if reason not in (*DONE, *OUTCOMES))
        self.fields["reason"].choices = [("", __("Any reason")), *_sentences(others)]

    def narrow(self, decisions):
        """Return those that it asks for; none if it asks for what there is not."""
        if not self.is_valid():
            return decisions.none()
        decisions = self._by(decisions)
        if kind := self.cleaned_data["kind"]:
            came_to = {"to_status": kind} if kind in Status.values else {"reason_code": kind}
            decisions = decisions.filter(**came_to)
            if kind in Status.values:
                decisions = decisions.exclude(from_status=F("to_status"))
        if reason := self.cleaned_data["reason"]:
            decisions = decisions.filter(reason_code=reason)
        return self._about(self._within(decisions))

    def _by(self, decisions):
        by = self.cleaned_data["by"]
        if by == EVERYBODY:
            return decisions
        if by in (Way.RULE, Way.WRITER):
            return decisions.filter(way=by)
        return decisions.filter(by=by) if by else decisions.by_people()

    def _within(self, decisions):
        if since := self.cleaned_data["since"]:
            decisions = decisions.filter(at__gte=_midnight(since))
        if until := self.cleaned_data["until"]:
            decisions = decisions.filter(at__lt=_midnight(until + timedelta(days=1)))
        return decisions

    def _about(self, decisions):
        paths = {"comment": "comment", "article": "comment__article"}
        for name in ABOUT:
            if number := self.cleaned_data[name]:
                path = paths.get(name, "comment__commenter")
                decisions = decisions.filter(**{path: number})
        return decisions

    def narrowed_to(self) -> list[dict]:
        """Return what links have narrowed it to, with their labels.

        A moderator is told those of their own comments only, for a commenter has an address.
        """
        if not self.is_valid():
            return []
        given = {name: self.cleaned_data[name] for name in ABOUT if self.cleaned_data[name]}
        return [{"name": name, "label": self._label(name, pk)} for name, pk in given.items()]

    def _label(self, name, pk) -> str:
        mine = Comment.objects.in_scope_of(self.user).select_related("article", "commenter")
        path = "pk" if name == "comment" else name
        (comment,) = mine.filter(**{path: pk}).order_by()[:1] or (None,)  # any, without a walk
        if comment is None:
            return ""
        return str(comment if name == "comment" else getattr(comment, name))


def _moderators(asked: str) -> list[tuple[str, str]]:
    """Return those who may decide, whether their accounts are active or not, and who is asked for.

    The latter may have been a moderator once.
    """
    backend, people = "django.contrib.auth.backends.ModelBackend", get_user_model().objects
    anybody: Any = None  # whether the account is active or not
    able = people.with_perm("comments.moderate_comment", is_active=anybody, backend=backend)
    users = {*able.filter(is_staff=True), *people.filter(pk=row_number(asked))}
    names = [(str(user.pk), user.get_full_name() or user.get_username()) for user in users]
    return sorted(names, key=lambda each: each[1].casefold())


def _sentences(reasons) -> list[tuple[str, str]]:
    return [(reason.value, str(reason.label).rstrip(".。")) for reason in reasons]


def _midnight(day) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
