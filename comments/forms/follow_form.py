from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from comments.forms.access_form import AccessForm
from comments.models import Following


class FollowForm(forms.Form):
    """A form to follow an article by e-mail; the address is confirmed by a link."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("Never published. You can unsubscribe in every e-mail."),
        error_messages=AccessForm.base_fields["email"].error_messages,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    rhythm = forms.ChoiceField(
        label=_("How often?"),
        choices=[*reversed(Following.Rhythm.choices)],
        initial=Following.Rhythm.DAILY,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, action, **kwargs):
        super().__init__(*args, **kwargs)
        self.action = action

    @property
    def helper(self):
        helper = FormHelper(self)
        helper.form_action = self.action
        helper.form_id = "follow-form"
        helper.disable_csrf = True  # no cookie; see comments/origin.py
        helper.layout = Layout(
            "email",
            Field("rhythm", template="newsroom/choices.html"),
            Submit("send", _("Follow")),
        )
        return helper

    def refuse(self, code, **words):
        message = AccessForm.error_messages[code]
        self.add_error(None, message % words if words else message)
