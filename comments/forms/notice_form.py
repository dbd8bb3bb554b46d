from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout, Submit
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from comments.forms.comment_form import CommentForm
from comments.models import Notice
from comments.tokens import form_keys, receipts

KINDS = [
    (Notice.Kind.ABUSE, _("It insults or threatens somebody.")),
    (Notice.Kind.PRIVATE, _("It shares private information.")),
    (Notice.Kind.SPAM, _("It advertises something.")),
    (Notice.Kind.OFF_TOPIC, _("It has nothing to do with the article.")),
    (Notice.Kind.ILLEGAL, _("It breaks the law.")),
    (Notice.Kind.OTHER, _("Something else is wrong.")),
]


class NoticeForm(forms.ModelForm):
    """The form of a report. After `save()`, `receipt` is the token of its page."""

    key = forms.CharField(required=False, widget=forms.HiddenInput)

    error_messages = {name: CommentForm.error_messages[name] for name in ("expired", "foreign")} | {
        "too_many": ngettext_lazy(
            "There have been too many reports from your network. "
            "Your text is still here: please send it again in %(minutes)d minute.",
            "There have been too many reports from your network. "
            "Your text is still here: please send it again in %(minutes)d minutes.",
            "minutes",
        ),
    }

    class Meta:
        model = Notice
        fields = ["kind", "words", "email"]
        widgets = {
            "kind": forms.RadioSelect,
            "words": forms.Textarea(attrs={"rows": 4}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }
        labels = {"kind": _("What is wrong with this comment?")}
        help_texts = {
            "email": _(
                "So that we can tell you the decision. Required for reports of illegal content."
            ),
            "words": _("For illegal content: which law it breaks, and why you think so."),
        }
        error_messages = {
            "kind": dict.fromkeys(
                ("required", "invalid_choice"), _("Please choose what is wrong with the comment.")
            ),
            "email": CommentForm.Meta.error_messages["email"],
        }

    def __init__(self, *args, comment, **kwargs):
        self.comment = comment
        super().__init__(*args, instance=Notice(comment=comment), **kwargs)
        self.fields["kind"].choices = KINDS
        # No maxlength, which would cut pasted text; see newsroom/text/characters.py.
        self.fields["email"].widget.attrs.pop("maxlength", None)
        if self.is_bound:
            self.data = self.data.copy()
        else:
            self.initial["key"] = form_keys.issue(comment.article)

    @property
    def helper(self):
        helper = FormHelper(self)
        helper.form_action = self.action
        helper.disable_csrf = True  # no cookie; see comments/origin.py and the key
        helper.layout = Layout(
            Field("kind", template="newsroom/choices.html"),
            "words",
            "email",
            "key",
            Submit("send", _("Send report")),
        )
        return helper

    def clean(self):
        super().clean()
        try:
            self.key = form_keys.read(self.cleaned_data.get("key", ""), self.comment.article)
        except (form_keys.Expired, form_keys.Forged):
            self.refuse("expired")
        if self.cleaned_data.get("kind") == Notice.Kind.ILLEGAL:
            for field in ("words", "email"):
                if not self.cleaned_data.get(field) and field not in self.errors:
                    needed = _("Required for reports of illegal content.")
                    self.add_error(field, ValidationError(needed))

    def refuse(self, code, **words):
        """Add an error and issue a new key, with which the form can be sent again."""
        message = self.error_messages[code]
        self.add_error(None, message % words if words else message)
        self.data["key"] = form_keys.reissue(self.comment.article, self.data.get("key", ""))

    @property
    def was_sent(self):
        return Notice.objects.filter(form_key=self.key.nonce).exists()

    def save(self):
        """Submit the report once, however often the form is sent."""
        self.receipt = receipts.token(self.key.nonce)
        if self.was_sent:
            return
        self.instance.form_key = self.key.nonce
        self.instance.receipt = receipts.hashed(self.receipt)
        kept = self.instance.submit()
        if kept is not self.instance:
            self.receipt = receipts.token(kept.form_key)
