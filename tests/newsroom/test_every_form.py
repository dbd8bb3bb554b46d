"""Each form in each trouble: nothing typed is lost, and what is given back can be sent."""

import re
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django import forms
from django.conf import settings
from django.contrib import admin
from django.test import RequestFactory
from django.utils import timezone

from comments import email_confirmation
from comments.models import Comment, Note, Notification, Status
from comments.tokens import receipts
from newsroom.text_given_back import LABELS, last_name
from tests.cast import PASSWORD, a_comment, about
from tests.page_forms import form_in, forms_in

QUEUE = "/admin/comments/comment/"
TEXT = 'Nonsense&"<b>'  # one word without a blank


def receipt_of(comment):
    token = receipts.token(f"nonce {comment.pk}")
    columns = {"receipt": receipts.hashed(token), "form_key": f"nonce {comment.pk}"}
    Comment.objects.filter(pk=comment.pk).update(**columns)
    return f"/receipt/{token}/"


def confirmation(comment):
    Comment.objects.filter(pk=comment.pk).update(email="ravi@example.org")
    asked = {"kind": "confirm", "key": f"{comment.pk}", "to": "ravi@example.org"}
    return f"/confirm/{email_confirmation.token(Notification.objects.create(**asked))}/"


# The address of each form of readers, and what is typed there.
READERS = {
    "comment": (lambda comment: f"{comment.article.get_absolute_url()}comment/",
                {"name": "Ravi", "text": TEXT}),
    "reply": (lambda comment: f"{comment.article.get_absolute_url()}comment/?reply={comment.pk}",
              {"name": "Ravi", "text": TEXT}),
    "edit": (lambda comment: f"{receipt_of(comment)}edit/", {"text": TEXT}),
    "report": (lambda comment: f"{comment.get_absolute_url()}report/",
               {"kind": "abuse", "words": TEXT, "email": "zoe@example.org"}),
    "appeal": (receipt_of, {"words": TEXT}),
    "my data": (lambda comment: "/my-data/", {"email": "zoe@example.org"}),
    "confirm": (confirmation, {"comment": "{pk}", "keep": "1"}),
}  # fmt: skip


def open_form(reader, kind, comment):
    address, typed = READERS[kind]
    if kind == "appeal":
        comment.reject(by=None)
    there = address(comment)
    page = reader.get(there)
    assert page.status == 200, kind
    (form,) = [
        form for form in forms_in(page.text) if kind != "appeal" or form.action.endswith("appeal/")
    ]
    form.action = form.action or there
    return form, {name: value.format(pk=comment.pk) for name, value in typed.items()}


def holds(answer, typed):
    shown = unescape(answer.text)
    words = [typed[name] for name in ("text", "words", "email") if name in typed]
    return all(word in shown for word in words)


@pytest.mark.parametrize("kind", READERS)
def test_what_a_reader_sends_from_elsewhere_is_given_back_and_taken(reader, article, kind):
    """K6: each form of readers."""
    comment = a_comment(article)
    with time_machine.travel(timezone.now() - timedelta(minutes=1)):
        form, typed = open_form(reader, kind, comment)
    answer = reader.post(form.action, form.fields | typed, origin="https://evil.example.com")
    assert answer.status == 403
    assert holds(answer, typed)
    (returned,) = [each for each in forms_in(answer.text) if typed.keys() <= each.fields.keys()]
    assert typed.items() <= returned.fields.items()
    again = reader.post(returned.action or form.action, returned.enter())
    assert again.status in (200, 303), again.text
    assert "error" not in re.findall(r'class="[^"]*"', again.text)


@pytest.mark.parametrize("trouble", ["the comment is gone", "the article is gone", "too long"])
@pytest.mark.parametrize("kind", ["comment", "reply", "edit", "report", "appeal"])
def test_what_a_reader_typed_is_shown_when_it_cannot_be_taken(reader, article, kind, trouble):
    """K6f, K6c, K6e: a word without a blank, too."""
    comment = a_comment(article)
    with time_machine.travel(timezone.now() - timedelta(minutes=1)):
        form, typed = open_form(reader, kind, comment)
    if trouble == "the comment is gone":
        comment.delete_by_writer()
    elif trouble == "the article is gone":
        article.unpublish() if kind != "appeal" else article.delete()
    else:
        name = "text" if "text" in typed else "words"
        typed[name] = TEXT * 500
    answer = reader.post(form.action, form.fields | typed)
    taken = {("comment", "the comment is gone"), ("edit", "the article is gone")}
    if (kind, trouble) in taken:  # the one is about the article, the other private
        assert answer.status == 303
        return
    assert 400 <= answer.status < 500, answer.status
    assert holds(answer, typed)


@pytest.fixture
def desk(client, mo):
    client.login(username="mo", password=PASSWORD)
    return client


ACTS = {"note": {}, "answer": {}, "ban": {"days": "7"}, "reject": {"reason": "illegal"}}


@pytest.mark.parametrize("trouble", ["gone", "changed", "forbidden", "signed out", "too long"])
def test_what_a_moderator_typed_is_given_back(desk, mo, article, trouble):
    """K6, K17b: each act with words, without a script."""
    for act, more in ACTS.items():
        desk.force_login(mo)
        comment = a_comment(article, Status.PENDING)
        sent = about(act, comment) | {f"words-{comment.pk}": TEXT}
        sent |= {f"{name}-{comment.pk}": value for name, value in more.items()}
        if trouble == "gone":
            comment.delete()
        elif trouble == "changed":
            comment.edit(f"Other words, {act}.")
            if act in ("note", "ban"):
                continue  # about whatever it says; a ban of nobody is told
        elif trouble == "forbidden":
            mo.groups.clear()
        elif trouble == "signed out":
            desk.get(QUEUE)
            del desk.cookies[settings.SESSION_COOKIE_NAME]
        else:
            sent[f"words-{comment.pk}"] = TEXT * 500
        answer = desk.post(QUEUE, sent)
        assert 400 <= answer.status_code < 500, (act, answer.status_code)
        assert sent[f"words-{comment.pk}" if comment.pk else list(sent)[1]] in unescape(answer.text)


def test_a_note_that_was_given_back_is_taken(desk, article):
    """K6: one word, unfit and then mended."""
    comment = a_comment(article, Status.PENDING)
    sent = about("reject", comment) | {f"reason-{comment.pk}": "illegal"}
    assert desk.post(QUEUE, sent | {f"words-{comment.pk}": "x" * 201}).status_code == 422
    answer = desk.post(QUEUE, about("note", comment) | {f"words-{comment.pk}": "y" * 1001})
    returned = form_in(answer.text)
    assert returned.fields[f"words-{comment.pk}"] == "y" * 1001
    mended = returned.fields | {f"words-{comment.pk}": "y"}
    assert desk.post(returned.action, mended).status_code == 302
    assert Note.objects.get().text == "y"


def test_every_field_for_words_is_known_to_be_one(boss):
    """K6: else one word of it would not be given back."""
    request = RequestFactory().get("/")
    request.user = boss
    technical = {"username", "password", "first_name", "last_name", "email", "position"}
    for model, desk in admin.site._registry.items():
        if not desk.has_add_permission(request):
            continue
        fields = dict(desk.get_form(request).base_fields)
        for formset, _inline in desk.get_formsets_with_inlines(request):
            fields |= formset.form.base_fields
        for name, field in fields.items():
            if isinstance(field.widget, forms.Textarea) and name not in technical:
                assert last_name(f"x-0-{name}") in LABELS, (model, name)
