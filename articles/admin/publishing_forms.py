"""The steps of publishing: what an editor has to choose, and what is then done.

Nothing is chosen beforehand, and what is typed beside the choice is never thrown away: it is an
error, so that it is looked at again.
"""

import secrets

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from articles import dates
from articles.admin.proofreading_fields import Proofreads
from articles.models import Correction
from articles.models.correction import CorrectionKind
from articles.models.version import LONGEST_KEY
from newsroom.moments import MomentField
from newsroom.text import characters

NEEDED = _("Please enter a date and a time.")
NOT_CHOSEN = _("You entered a time here but chose something else. Please clear one of the two.")
IS_PAST = _("This time has passed. Please choose a later one.")


def new_form_key() -> str:
    return secrets.token_urlsafe(16)


def moment_in_words(moment) -> str:
    """Return a date in the paper's time zone; an impossible one as it is stored."""
    if not moment:
        return ""
    if not dates.is_possible(moment):
        date = f"{moment:%d/%m}/{moment.year:04}"
        return _("%(date)s (not a valid date)") % {"date": date}
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")


class Step(forms.Form):
    """A choice that is confirmed: `seen` is the state that the editor saw.

    A form is carried out once: its key is kept with what came of it.
    """

    name = ""
    seen = forms.CharField(widget=forms.HiddenInput)
    form_key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=LONGEST_KEY)

    def __init__(self, article, data=None, by=None):
        self.article, self.now, self.by = article, timezone.now(), by
        one_time = {"seen": seen(article), "form_key": new_form_key()}
        super().__init__(data, initial={**self.initial_values(), **one_time})

    def initial_values(self) -> dict:
        return {}

    def settle(self, by):
        """Do what has to be done before, in the same transaction."""

    def carry_out(self, by):
        raise NotImplementedError

    def carry_out_once(self, by):
        """Carry it out, and keep the form's key with the versions that this makes."""
        with self.article.made_by(self.cleaned_data["form_key"]) as made:
            self.settle(by)
            self.carry_out(by)
        self.keep_remarks(made)

    def keep_remarks(self, made):
        """Keep with the versions that were made what was not settled."""


def seen(article) -> str:
    """Return what is the same as long as nobody has changed the article, nor the clock."""
    return f"{article.saved_at.isoformat()} {article.state} {article.changes_id}"


class WithPast(Step):
    """A step with a time, about which is asked once more where it may be a slip."""

    at = MomentField(label=_("Date and time"), required=False)
    asked = forms.CharField(widget=forms.HiddenInput, required=False)
    is_meant = forms.BooleanField(label=_("Yes, I mean that date"), required=False)

    question = None  # that the page asks about the typed time

    def ask_about(self, at, question):
        """Ask once more, unless just this moment was asked about, and is meant."""
        is_same = self.cleaned_data.get("asked") == at.isoformat()
        if is_same and self.cleaned_data.get("is_meant"):
            return
        self.question = question % {"moment": moment_in_words(at)}
        self.data = self.data.copy()
        self.data["asked"] = at.isoformat()
        self.data.pop("is_meant", None)
        raise ValidationError({"is_meant": self.question})

    def reject_unchosen(self, **fields):
        """Raise ValidationError if one of these fields was filled in, which the choice ignores."""
        for name, is_chosen in fields.items():
            if not is_chosen and name in self.changed_data and self.cleaned_data.get(name):
                raise ValidationError({name: NOT_CHOSEN})

    def need(self, name):
        if not self.cleaned_data.get(name) and name not in self.errors:
            raise ValidationError({name: NEEDED})


class PublishStep(Proofreads, WithPast):
    """Of an article that readers do not see: now, at a time, or not yet."""

    name = "publish"
    when = forms.ChoiceField(
        label=_("When"),
        widget=forms.RadioSelect,
        choices=[("now", _("Now")), ("at", _("At a time")), ("later", _("Not yet"))],
        error_messages={"required": _("Please choose when.")},
    )
    until = MomentField(
        label=_("Unpublish at a time"),
        required=False,
        help_text=_("Leave empty to keep it public until you unpublish it."),
    )
    embargo = MomentField(
        label=_("Embargo until"),
        required=False,
        help_text=_("Nobody can publish it before then. Leave empty for no embargo."),
    )

    def __init__(self, article, data=None, by=None):
        super().__init__(article, data, by)
        now, at, later = self.fields["when"].choices
        if article.is_unpublished and article.was_public:
            words = _("Now, with its date of %(moment)s")
            now = (now[0], words % {"moment": moment_in_words(article.published_at)})
        if article.is_scheduled:
            later = (later[0], _("As planned"))
        self.fields["when"].choices = [now, at, later]

    def initial_values(self):
        article = self.article
        is_to_come = article.published_at and not article.was_public
        planned = article.published_at if is_to_come else None
        until = article.unpublished_at
        return {
            "at": planned if dates.is_possible(planned) else None,
            "until": until if until and until > self.now else None,
            "embargo": article.embargo_until,
        }

    def clean(self):
        cleaned = super().clean()
        when = cleaned.get("when")
        if not when or self.errors:
            return cleaned
        if when == "at":
            self.need("at")
        self.reject_unchosen(at=when == "at", until=when != "later")
        self.check_order(self.comes_out)
        if when == "at" and cleaned["at"] < self.now:
            question = _("%(moment)s has passed: it is public at once, with that date.")
            self.ask_about(cleaned["at"], question)
        return cleaned

    @property
    def comes_out(self):
        """Return the moment from which readers would see it, or None."""
        chosen = self.cleaned_data.get("when")
        return {"now": self.now, "at": max(self.cleaned_data.get("at") or self.now, self.now)}.get(
            chosen
        )

    def check_order(self, comes_out):
        embargo, until = (self.cleaned_data.get(name) for name in ("embargo", "until"))
        if embargo and embargo <= self.now and "embargo" in self.changed_data:
            raise ValidationError({"embargo": IS_PAST})
        if comes_out and embargo and comes_out < embargo:
            words = _("It is under embargo until %(moment)s: choose that time or a later one.")
            raise ValidationError({"when": words % {"moment": moment_in_words(embargo)}})
        if comes_out and until and until <= comes_out:
            raise ValidationError(
                {"until": _("This is before it is published. Please choose a later time.")}
            )

    def carry_out(self, by):
        article, embargo = self.article, self.cleaned_data["embargo"]
        if embargo != article.embargo_until and self.is_eased(embargo):
            article.set_embargo(embargo, by)
        if (when := self.cleaned_data["when"]) != "later":
            at = self.cleaned_data["at"] if when == "at" else None
            article.publish(at, self.cleaned_data["until"], by=by)
        if embargo != article.embargo_until:
            article.set_embargo(embargo, by)

    def is_eased(self, embargo) -> bool:
        return embargo is None or embargo < (self.article.embargo_until or embargo)


class PublicStep(WithPast):
    """Of an article that readers see, or are about to: take it off, or give it another date."""

    name = "public"
    act = forms.ChoiceField(
        label=_("What"),
        widget=forms.RadioSelect,
        choices=[
            ("unpublish", _("Unpublish now")),
            ("until", _("Unpublish at a time")),
            ("date", _("Change the date")),
        ],
        error_messages={"required": _("Please choose what to do.")},
    )
    until = MomentField(
        label=_("Unpublish at"),
        required=False,
        help_text=_("Leave empty to keep it public until you unpublish it."),
    )

    def initial_values(self):
        return {"at": self.article.published_at, "until": self.article.unpublished_at}

    def clean(self):
        cleaned = super().clean()
        act = cleaned.get("act")
        if not act or self.errors:
            return cleaned
        if act == "date":
            self.need("at")
        if act == "until" and not self.article.unpublished_at:
            self.need("until")
        self.reject_unchosen(at=act == "date", until=act == "until")
        if act == "until" and cleaned["until"] and cleaned["until"] <= self.now:
            raise ValidationError({"until": IS_PAST})
        end = self.article.unpublished_at
        if act == "date" and end and cleaned["at"] >= end:
            words = _("It is unpublished before that: %(moment)s.")
            raise ValidationError({"at": words % {"moment": moment_in_words(end)}})
        if act == "date" and cleaned["at"] > self.now:
            question = _("%(moment)s is to come: it is hidden from readers until then.")
            self.ask_about(cleaned["at"], question)
        return cleaned

    def carry_out(self, by):
        article, until = self.article, self.cleaned_data["until"]
        match self.cleaned_data["act"]:
            case "unpublish":
                article.unpublish(by=by)
            case "until" if until:
                article.unpublish(until, by=by)
            case "until":
                article.stay_public(by)
            case "date":
                article.publish(self.cleaned_data["at"], article.unpublished_at, by=by)


class CancelStep(Step):
    """Of a scheduled article: it does not come out by itself any more."""

    name = "cancel"

    def carry_out(self, by):
        self.article.unpublish(by=by)


class ChangesStep(Proofreads, Step):
    """Of a public article with changes: readers are told of them, or they are too small for it."""

    name = "changes"
    how_told = forms.ChoiceField(
        label=_("How to tell readers"),
        widget=forms.RadioSelect,
        choices=[
            ("fix", _("A small fix")),
            ("update", _("Show as updated")),
            ("correction", _("A correction")),
        ],
        error_messages={"required": _("Please choose how to tell readers.")},
    )
    kind = forms.ChoiceField(
        label=_("kind"), choices=CorrectionKind, initial=CorrectionKind.CORRECTION, required=False
    )
    text = characters.TextInput(
        label=_("correction"),
        widget=forms.Textarea({"rows": 3}),
        required=False,
        help_text=_("What the article said, and what is correct."),
    )

    def clean(self):
        cleaned = super().clean()
        chosen, text = cleaned.get("how_told"), cleaned.get("text")
        if chosen == "correction" and not text:
            self.add_error("text", _("Please write the correction."))
        if chosen and chosen != "correction" and text:
            words = _("You have written a correction, but chosen something else.")
            self.add_error("how_told", words)
        return cleaned

    def carry_out(self, by):
        chosen, kind = self.cleaned_data["how_told"], self.cleaned_data["kind"]
        self.article.publish_changes(by, is_update=chosen == "update")
        if chosen == "correction":
            kind = kind or CorrectionKind.CORRECTION
            Correction.objects.create(
                article=self.article, kind=kind, text=self.cleaned_data["text"]
            )


class DiscardStep(Step):
    name = "discard"

    def carry_out(self, by):
        self.article.discard_changes(by)


def steps_of(article) -> list[type[Step]]:
    """Return the steps that the state of the article allows, the likeliest first."""
    if article.trashed_at:
        return []
    if article.is_public:
        return [ChangesStep, PublicStep, DiscardStep] if article.changes else [PublicStep]
    return [PublishStep, CancelStep] if article.is_scheduled else [PublishStep]
