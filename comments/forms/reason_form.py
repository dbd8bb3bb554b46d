from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from comments.desk.inputs import ButtonInput, because, reasons
from comments.moderation.reasons import LONGEST
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
        max_length=LONGEST,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )

    def clean(self):
        super().clean()
        if "words" not in self.errors and "reason" not in self.errors:
            try:
                because(self.given)
            except ValidationError as error:
                self.add_error("words", error)

    @property
    def given(self) -> ButtonInput:
        return ButtonInput(self.cleaned_data["reason"], self.cleaned_data["words"])
