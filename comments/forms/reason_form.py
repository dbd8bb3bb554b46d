from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from comments.desk.inputs import ButtonInput, because, reasons
from comments.desk.sender_blocks import DAYS
from comments.moderation.reasons import LONGEST
from newsroom.text import characters


def choices():
    return [("", _("No reason given")), *reasons()]


def block_choices():
    labels = _("for a day"), _("for a week"), _("for 30 days")
    return [("", _("No")), *zip(DAYS, labels, strict=True)]


class BlockForm(forms.Form):
    """The choice to block whoever sent the comment, beside a decision against it."""

    days = forms.ChoiceField(
        label=_("Also block whoever sent this"), choices=block_choices, required=False
    )

    def __init__(self, *args, may_block=True, **kwargs):
        super().__init__(*args, **kwargs)
        if not may_block:
            del self.fields["days"]

    @property
    def given(self) -> ButtonInput:
        return ButtonInput(days=self.cleaned_data.get("days", ""))


class ReasonForm(BlockForm):
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
        reason, words = self.cleaned_data["reason"], self.cleaned_data["words"]
        return ButtonInput(reason, words, self.cleaned_data.get("days", ""))
