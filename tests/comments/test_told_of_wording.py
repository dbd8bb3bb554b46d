"""Whose comment would wait for its wording is told once, before it is stored."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone

from comments.models import Comment, FilterTest, Status
from comments.moderation import Reason
from comments.tokens import form_keys
from newsroom.models import Masthead
from newsroom.site.modes import Mode
from tests.cast import session_of, staff
from tests.page_forms import form_in

SENTENCE = "A moderator may need to look at how your comment is worded."
RUDE = "What a blithering idea, to sell the crane."
NOW = timezone.now().replace(minute=30)


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def form(reader, article, clock):
    """The form of an article as Ravi fills it in, a minute after he opened it."""
    Masthead.objects.update(words_to_hold="blithering", moderation=Mode.LATER)
    form = opened(reader, article)
    clock.shift(timedelta(minutes=1))
    return form


def opened(reader, article):
    form = form_in(reader.get(f"{article.get_absolute_url()}comment/").text)
    form.fields |= {"name": "Ravi", "text": RUDE}
    return form


def sent(reader, form, **fields):
    return reader.post(form.action, form.pressed("Send comment") | fields)


@pytest.mark.parametrize("mode", [Mode.LATER, Mode.HOLD])
def test_its_writer_is_told_once_and_may_send_it_as_it_is(reader, form, mode):
    """C25"""
    Masthead.objects.update(moderation=mode)
    told = sent(reader, form)
    assert (told.status, SENTENCE in told) == (422, True)
    assert not Comment.objects.exists()
    assert "Set-Cookie" not in told.headers
    returned = form_in(told.text)
    assert returned.fields == form.fields | {"key": returned.fields["key"]}
    assert sent(reader, returned).status == 303
    assert sent(reader, returned).status == 303  # a double click
    comment = Comment.objects.get()
    assert (comment.status, comment.reason_code) == (Status.PENDING, Reason.HELD_WORD)
    assert (comment.text, comment.reworded) == (RUDE, False)


def test_neither_word_nor_the_rule_is_named(reader, form):
    """C25"""
    blank = reader.get(form.action).text
    told = sent(reader, form, text="blithering").text
    summary = told.partition('id="form-errors"')[2].partition("</div>")[0]
    assert SENTENCE in summary
    assert told.count("blithering") == 1  # in the field
    assert summary.lower().count("spam") == summary.lower().count("word ") == 0
    assert told.lower().count("spam") == blank.lower().count("spam")


def test_what_is_worded_otherwise_appears_as_the_mode_says(reader, form, client, mo):
    """C25"""
    returned = form_in(sent(reader, form).text)
    assert sent(reader, returned, text="What an idea, to sell the crane.").status == 303
    comment = Comment.objects.get()
    assert (comment.status, comment.reason_code) == (Status.APPROVED, Reason.READ_LATER)
    assert comment.reworded is True
    sent(reader, form_in(sent(reader, form).text))
    client.force_login(mo)
    for comment, sentence in zip(
        Comment.objects.order_by("pk"),
        ["the commenter changed it", "sent it unchanged"],
        strict=True,
    ):
        page = client.get(f"/admin/comments/comment/{comment.pk}/change/").content.decode()
        assert page.count("Warned about the wording before sending") == 1
        assert sentence in page


def test_whom_the_filter_suspects_is_told_in_the_same_words(reader, form):
    """C25"""
    FilterTest.objects.create(limit=-100)
    told = sent(reader, form, text="Good.")
    assert (told.status, SENTENCE in told) == (422, True)
    assert sent(reader, form_in(told.text)).status == 303
    comment = Comment.objects.get()
    assert (comment.reason_code, comment.reworded) == (Reason.FILTER, False)


def test_nobody_is_told_twice_whatever_comes_between(reader, form, clock):
    """C25"""
    returned = form_in(sent(reader, form).text)
    preview = reader.post(returned.action, returned.pressed("Preview"))
    nameless = sent(reader, form_in(preview.text), name="")
    clock.shift(timedelta(hours=25))
    expired = sent(reader, form_in(nameless.text), name="Ravi")
    assert [preview.status, nameless.status, expired.status] == [200, 422, 422]
    assert SENTENCE not in preview.text + nameless.text + expired.text
    assert sent(reader, form_in(expired.text)).status == 303


def test_nobody_else_is_told(reader, form, article, clock):
    """C25: what is clean, previewed, rejected outright or waits for another reason, and staff."""
    preview = reader.post(form.action, form.pressed("Preview"))
    assert (preview.status, SENTENCE in preview) == (200, False)
    Masthead.objects.update(words_to_refuse="casino")
    others = {
        "Well said.": Status.APPROVED,
        f"{RUDE} Casino!": Status.REJECTED,
        f"{RUDE} https://a.example https://b.example https://c.example": Status.PENDING,
    }
    for text, status in others.items():
        form = opened(reader, article)
        clock.shift(timedelta(minutes=1))
        assert sent(reader, form, text=text).status == 303
        assert Comment.objects.get(text=text).status == status
    too_fast = sent(reader, opened(reader, article))
    assert (too_fast.status, Comment.objects.get(text=RUDE).status) == (303, Status.REJECTED)
    zoe = {"cookie": f"{settings.SESSION_COOKIE_NAME}={session_of(staff('Zoë', 'Editors'))}"}
    form = opened(reader, article)
    clock.shift(timedelta(minutes=1))
    assert reader.post(form.action, form.fields, **zoe).status == 303
    assert Comment.objects.get(status=Status.APPROVED, reason_code=Reason.STAFF).text == RUDE
    assert set(Comment.objects.values_list("reworded", flat=True)) == {None}


def test_to_be_told_counts_as_a_comment_of_the_hour(reader, form, article, clock):
    """C25: nobody feels out the list."""
    Masthead.objects.update(comments_per_hour=3)
    forms = [form, *(opened(reader, article) for _time in range(3))]
    clock.shift(timedelta(minutes=1))
    assert [sent(reader, form).status for form in forms] == [422, 422, 422, 429]
    assert not Comment.objects.exists()


def test_a_forged_or_replayed_key_gains_nothing(reader, form, article, clock):
    """C25"""
    told = form_in(sent(reader, form).text)
    signature = told.fields["key"].rpartition(":")[2]
    forged = f"{form.fields['key'].rpartition(':')[0]}.told:{signature}"
    assert sent(reader, form, key=forged).status == 422
    assert not Comment.objects.exists()
    assert sent(reader, told).status == 303
    replayed = sent(reader, told, text="Another blithering idea.")
    assert (replayed.status, Comment.objects.count()) == (422, 1)
    again = sent(reader, form_in(replayed.text))
    assert (SENTENCE in again, Comment.objects.count()) == (True, 1)
    assert sent(reader, form_in(again.text)).status == 303
    assert set(Comment.objects.values_list("status", "reworded")) == {(Status.PENDING, False)}


def test_a_key_that_was_handed_out_before_says_nothing_of_it(article):
    """C25"""
    key = form_keys.issue(article)
    assert key.count(".") == 2
    assert form_keys.read(key, article).told_of == ""
    told = form_keys.reissue(article, key, told_of="0123456789abcdef")
    assert form_keys.read(form_keys.reissue(article, told), article).told_of == "0123456789abcdef"
