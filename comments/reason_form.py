from django import forms
from django.utils.translation import gettext_lazy as _

from comments.admin.queue.decisions import reasons


def choices():
    return [("", _("No reason given")), *reasons()]


class ReasonForm(forms.Form):
    """Why a comment is refused: a rule of the paper, or one of the reasons of the desk."""

    reason = forms.ChoiceField(
        label=_("Reason, as its writer will read it (optional)"), choices=choices, required=False
    )
