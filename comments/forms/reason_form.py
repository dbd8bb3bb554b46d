from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from comments.desk.decide import reasons
from comments.moderation import Reason, in_full
from comments.moderation.reasons import BETWEEN, LONGEST
from newsroom.text import characters


def choices():
    return [("", _("No reason given")), *reasons()]


class ReasonForm(forms.Form):
    """The reason of a rejection: a public rule or one of the moderators' codes."""

    reason = forms.ChoiceField(
        label=_("Reason, shown to the commenter (optional)"), choices=choices, required=False
    )
    words = characters.LineInput(
        label=_("Which law it breaks, if any (shown to the commenter)"),
        max_length=LONGEST - len(Reason.ILLEGAL + BETWEEN),
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )

    def clean(self):
        super().clean()
        illegal = self.cleaned_data.get("reason") == Reason.ILLEGAL
        if illegal and not self.cleaned_data.get("words") and "words" not in self.errors:
            message = _("Please write which law it breaks. The commenter must be told.")
            self.add_error("words", ValidationError(message))

    @property
    def in_full(self) -> str:
        return in_full(self.cleaned_data["reason"], self.cleaned_data["words"])
