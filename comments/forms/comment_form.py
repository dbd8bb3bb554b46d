from contextlib import suppress

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Field, Layout, Submit
from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import Exists, Subquery
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from articles.models import Article
from comments import names
from comments.models import Comment
from comments.models.commenter import canonical
from comments.models.name_reading import NameReading, hashed
from comments.moderation import Submission
from comments.tokens import form_keys, receipts
from newsroom import html, rights
from newsroom.network import DayKey
from newsroom.numbers import row_number
from newsroom.prepared import Prepared
from newsroom.text import characters
from newsroom.text.cutting import beginning

LONGEST_QUOTE = 1000  # characters


class CommentForm(forms.ModelForm):
    """The form of a comment; every field is rendered from here.

    After `save()`, `receipt` is the token of the private page about the comment.
    """

    parent = forms.CharField(required=False, widget=forms.HiddenInput)
    key = forms.CharField(required=False, widget=forms.HiddenInput)
    # A honeypot, hidden by the stylesheet and from screen readers. Its name is none that browsers
    # know how to fill in; where one does, the field is shown and the form can be sent again.
    subject = forms.CharField(required=False, label=_("Leave this field empty"))

    error_messages = {
        "expired": _(
            "This form was open for more than a day. Your text is still here: please send it again."
        ),
        "foreign": _(
            "We couldn't tell whether this came from our website. Please send it again from here."
        ),
        "honeypot": _(
            "Please leave this field empty; your browser may have filled it in. Your text is still "
            "here: please send it again."
        ),
        "parent_gone": _(
            "The comment you replied to has been removed. Your text is still here: send it "
            "again to post it as a comment on the article."
        ),
        "ours": _(
            "That name looks like one of our staff. Please choose another, or sign in if it "
            "is yours."
        ),
        "taken": _(
            "Another reader already uses this name here. Please choose a different one. If "
            "it is yours, enter the e-mail address you confirmed."
        ),
        "too_many": ngettext_lazy(
            "There have been too many comments from your network. "
            "Your text is still here: please send it again in %(minutes)d minute.",
            "There have been too many comments from your network. "
            "Your text is still here: please send it again in %(minutes)d minutes.",
            "minutes",
        ),
        "too_many_previews": ngettext_lazy(
            "There have been too many previews from your network. Your text is still here: please "
            "send it without a preview, or try the preview again in %(minutes)d minute.",
            "There have been too many previews from your network. Your text is still here: please "
            "send it without a preview, or try the preview again in %(minutes)d minutes.",
            "minutes",
        ),
        "wording": _(
            "A moderator may need to look at how your comment is worded. Your text is still here: "
            "change it, or send it to a moderator as it is."
        ),
        "sent": _(
            "This form was already sent with a different text. To post this one as a new "
            "comment, please send it again."
        ),
    }

    class Meta:
        model = Comment
        fields = ["text", "name", "email"]
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
            "text": forms.Textarea(attrs={"rows": 7}),
        }
        labels = {"name": _("Your name"), "email": _("E-mail address"), "text": _("Your comment")}
        help_texts = {
            "name": _("Required, shown with your comment."),
            "email": _(
                "Optional, never published. We'll e-mail you about replies once you confirm the "
                "address."
            ),
            "text": _(
                "Required. Links are made for you. *asterisks* for italics, > at the start of a "
                "line to quote."
            ),
        }
        error_messages = {
            "name": {"required": _("Please write your name.")},
            "email": {
                "invalid": _("Please write a complete e-mail address, such as name@example.org.")
            },
            "text": {"required": _("Please write your comment.")},
        }

    def __init__(self, *args, article, author=None, commenter=None, quote=False, **kwargs):
        self.article, self.author = article, author
        self.remembered = commenter  # by the browser
        self.key = None  # what the key said, once it was read
        self.misses_parent = False  # opened as a reply to what is not there to be answered
        super().__init__(*args, instance=Comment(article=article, author=author), **kwargs)
        self.fields["subject"].widget.attrs |= {"tabindex": "-1", "autocomplete": "off"}
        # No maxlength, which would cut pasted text; see newsroom/text/characters.py.
        self.fields["email"].widget.attrs.pop("maxlength", None)
        self.asked = (self.data if self.is_bound else self.initial).get("parent") or ""
        if self.is_bound:
            self.data = MultiValueDict(self.data.lists())  # a QueryDict decodes each value again
        else:
            self.initial.setdefault("key", form_keys.issue(article))
            self.initial.setdefault("name", author.get_full_name() if author else "")
            self.misses_parent = bool(self.asked) and not self._public(self.asked)
            if self.misses_parent:
                self.initial["parent"] = ""
            if quote and (answered := self.answers()):
                self.initial["text"] = html.quoted(beginning(answered.text, LONGEST_QUOTE))

    @property
    def helper(self):
        helper = FormHelper(self)
        helper.form_action = self.action
        helper.form_id = "comment-form"
        helper.disable_csrf = True  # no cookie; see comments/origin.py and the key below
        helper.layout = Layout(
            "text",
            HTML("{% include 'comments/_count.html' %}"),
            "name",
            "email",
            HTML("{% include 'comments/_remember.html' %}"),
            Field("subject", template="newsroom/trap.html"),
            "parent",
            "key",
            HTML("{% include 'comments/_before_send.html' %}"),
            Div(
                Submit("send", _("Send comment")),
                Submit("preview", _("Preview")),
                HTML("{% include 'comments/_cancel.html' %}"),
                css_class="form__acts",
            ),
        )
        return helper

    def clean_name(self):
        if characters.has_bidi_control(self.data.get("name", "")):
            raise ValidationError(_("Please write your name without invisible characters."))
        if characters.is_invisible(self.cleaned_data["name"]):
            raise ValidationError(_("Please write your name."))
        return self.cleaned_data["name"]

    def clean_text(self):
        if characters.is_invisible(self.cleaned_data["text"]):
            raise ValidationError(_("Please write your comment."))
        return self.cleaned_data["text"]

    def clean_subject(self):
        if self.cleaned_data["subject"]:
            self.data["subject"] = ""
            del self.fields["subject"].widget.attrs["tabindex"]
            raise ValidationError(self.error_messages["honeypot"])

    def clean_parent(self):
        if not self.cleaned_data["parent"]:
            return None
        parent = self.answers()
        if parent is None:
            self.data["parent"] = ""
            raise ValidationError(self.error_messages["parent_gone"])
        return parent

    def clean(self):
        super().clean()
        with suppress(form_keys.Expired, form_keys.Forged):
            self.key = form_keys.read(self.cleaned_data.get("key", ""), self.article)
        self.check_whose_name()
        if self.key:
            self.check_sent_before()
        else:
            self.refuse("expired")

    def check_whose_name(self):
        name = self.cleaned_data.get("name")
        if not name or rights.is_staff(self.author):
            return
        if names.is_the_newsrooms(name):
            self.add_error("name", self.error_messages["ours"])
        # With an address it waits for a person instead (moderation/): an answer that depended
        # on the address would tell whose it is.
        elif not self.cleaned_data.get("email") and self.stored["is_taken"]:
            self.add_error("name", self.error_messages["taken"])

    @property
    def commenter(self):
        """Return the remembered commenter, unless another address was typed."""
        typed = self.cleaned_data.get("email")
        if self.remembered and (not typed or canonical(typed) == self.remembered.email):
            return self.remembered
        return None

    def check_sent_before(self):
        earlier = self.earlier
        words = self.cleaned_data.get("name"), self.cleaned_data.get("text")
        if earlier and words != (earlier.name, earlier.text):
            self.refuse("sent", told_of="")  # what follows is another comment

    @cached_property
    def preview(self):
        asked = "preview" in self.data and not self.errors
        return html.comment(self.cleaned_data["text"]) if asked else ""

    @property
    def draft(self) -> str:
        """Return the browser's key of a draft: by article and parent."""
        return f"{self.article.pk}:{row_number(self.asked) or ''}"

    def answers(self):
        return self._public(self["parent"].value())

    def _public(self, number):
        number = row_number(number or "")
        return number and self.article.comments.approved().filter(pk=number).first()

    @cached_property
    def earlier(self):
        """Return the comment that was sent with this form before."""
        return self.sent_with_it().first() if self.stored["is_sent"] else None

    @cached_property
    def stored(self):
        """Return whether the name is taken, and whether the form was sent before: one query.

        The key of the day is read along with it, for the limits.
        """
        values = {
            "article": self.article.pk,
            "readings": hashed(self.cleaned_data.get("name", "")),
            "day": (today := timezone.now().date()),
        }
        if self.key:
            values["form_key"] = self.key.nonce
        if self.commenter:
            values["commenter"] = self.commenter.pk
        stored = STORED.get(**values) or {}
        if stored["day_key"]:
            DayKey.was_read(today, stored["day_key"], stored["day_secret"])
        return stored

    def sent_with_it(self):
        return sent_with(self.key and self.key.nonce, self.article.pk)

    def refuse(self, code, told_of=None, **words):
        """Add an error and issue a new key, with which the form can be sent again."""
        message = self.error_messages[code]
        self.add_error(None, message % words if words else message)
        self.data["key"] = form_keys.reissue(self.article, self.data.get("key", ""), told_of)

    def tell_of_wording(self):
        """Give the form back once, before a comment that would wait for its wording is stored."""
        self.refuse("wording", told_of=self.instance.text_hash)

    def save(self, network, new):
        """Submit and return the comment, or the one that this form has sent before.

        `network` is the sender's, for the rules only, and is not stored; `new` is counted when the
        comment is stored (comments/hourly_limits.py). Raise HeldForWording if its writer is to be
        told of the wording first.
        """
        self.receipt = receipts.token(self.key.nonce)
        comment = self.instance
        comment.parent = self.cleaned_data["parent"]
        comment.form_key = self.key.nonce
        comment.receipt = receipts.hashed(self.receipt)
        if self.commenter:
            comment.commenter, comment.email = self.commenter, self.commenter.email
        if told_of := self.key.told_of:
            comment.reworded = told_of != comment.text_hash
        try:
            submission = Submission(self.key.age, new.is_in_flood, network)
            comment.submit(submission, tell_first=not told_of, along=new.count)
        except IntegrityError:
            # Sent twice (a double click, a lost response): the first one counts.
            if earlier := self.sent_with_it().first():
                return earlier
            raise
        return comment


def sent_with(form_key: str | None, article: int):
    """Return the comment that was sent with a form before."""
    comments = Comment.objects.filter(article=article)
    return comments.filter(form_key=form_key) if form_key else comments.none()


def what_is_stored(article, readings, day, form_key=None, commenter=None):
    taken = NameReading.objects.of_others(readings, article, commenter)
    keys = DayKey.objects.filter(day=day)
    columns = {
        "is_taken": Exists(taken),
        "is_sent": Exists(sent_with(form_key, article)),
        "day_key": Subquery(keys.values("pk")),
        "day_secret": Subquery(keys.values("secret")),
    }
    return Article.objects.filter(pk=article).values(**columns)


STORED = Prepared(what_is_stored)
