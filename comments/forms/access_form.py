from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy


class AccessForm(forms.Form):
    """A form that asks for a link to one's personal data."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("The address you confirmed."),
        error_messages={
            "required": _("Please write your e-mail address."),
            "invalid": _("Please write a complete e-mail address, such as name@example.org."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    error_messages = {
        "foreign": _(
            "We couldn't tell whether this came from our website. Please send it again from here."
        ),
        "too_many": ngettext_lazy(
            "There have been too many requests from your network. "
            "Please try again in %(minutes)d minute.",
            "There have been too many requests from your network. "
            "Please try again in %(minutes)d minutes.",
            "minutes",
        ),
    }

    @property
    def helper(self):
        helper = FormHelper(self)
        helper.form_action = reverse("ask_for_personal_data")
        helper.disable_csrf = True  # no cookie; see comments/origin.py
        helper.layout = Layout("email", Submit("send", _("Send link")))
        return helper

    def refuse(self, code, **words):
        message = self.error_messages[code]
        self.add_error(None, message % words if words else message)
