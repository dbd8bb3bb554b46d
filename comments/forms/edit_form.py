from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from comments.forms.comment_form import CommentForm
from comments.models import Comment


class EditForm(forms.ModelForm):
    """A form to edit a comment, on its receipt page."""

    error_messages = {
        "foreign": CommentForm.error_messages["foreign"],
        "late": _(
            "Your comment can no longer be edited: 15 minutes have passed, or somebody has "
            "replied. You can copy your new text from here."
        ),
    }

    class Meta:
        model = Comment
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 7})}
        labels = {"text": _("Your comment")}
        help_texts = {"text": CommentForm.Meta.help_texts["text"]}
        error_messages = {"text": CommentForm.Meta.error_messages["text"]}

    def __init__(self, *args, comment, **kwargs):
        # A copy: what is typed must not reach the page about the comment before it is taken.
        self.comment = comment
        words = comment.open_edit or comment
        super().__init__(*args, initial={"text": words.text}, **kwargs)

    @property
    def helper(self):
        helper = FormHelper(self)
        helper.form_action = self.action
        helper.disable_csrf = True  # no cookie; see comments/origin.py
        helper.layout = Layout("text", Submit("send", _("Save edit")))
        return helper

    clean_text = CommentForm.clean_text

    def refuse(self, code):
        self.add_error(None, self.error_messages[code])

    def save(self):
        """Save the new text. Raise TooLate."""
        self.comment.edit(self.cleaned_data["text"])
