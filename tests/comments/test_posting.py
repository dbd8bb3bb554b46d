"""Post a Comment: anyone may, nothing is lost, nothing is doubled."""

import re
from collections import Counter
from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, OperationalError
from django.utils import timezone

from articles.models import CommentPolicy
from comments.models import Comment, Status
from comments.moderation import Because, Reason
from comments.tokens import form_keys, receipts
from tests.cast import PASSWORD, a_comment, an_article, from_now

WORDS = {"name": "Ravi", "email": "", "text": "I walked past it this morning."}


def a_minute_later():
    return time_machine.travel(timezone.now() + timedelta(minutes=1))


@pytest.fixture
def form_of(reader):
    """The address of an article's form, and a key that was handed out with it."""

    def ask(article):
        address = f"{article.get_absolute_url()}comment/"
        found = re.search(r'name="key" value="([^"]+)"', reader.get(address).text)
        return address, {"key": found[1]}

    return ask


def test_a_comment_waits_for_a_person_and_its_writer_gets_a_receipt(reader, article, form_of):
    address, key = form_of(article)
    with a_minute_later():
        answer = reader.post(address, WORDS | key)
    comment = Comment.objects.get()
    assert (comment.status, comment.reason_code) == (Status.PENDING, Reason.UNREAD)
    assert comment.body == "<p>I walked past it this morning.</p>"
    assert answer.status == 303
    receipt = reader.get(answer.headers["Location"])
    assert "waiting for a moderator" in receipt
    assert WORDS["text"] in receipt
    assert (
        receipt.headers["Cache-Control"].endswith("private")
        or "no-store" in receipt.headers["Cache-Control"]
    )
    assert receipt.headers["Referrer-Policy"] == "same-origin"
    assert "noindex" in receipt.headers["X-Robots-Tag"]


def test_nobody_guesses_the_address_of_a_receipt(article):
    """K17i: 128 bits of chance, and as many in the token that is made of them."""
    nonces = {form_keys.read(form_keys.issue(article), article).nonce for _ in range(1000)}
    tokens = {receipts.token(nonce) for nonce in nonces}
    assert len(tokens) == 1000
    for random in (nonces, tokens):
        assert all(re.fullmatch("[0-9a-f]{32}", one) for one in random)
        for place in range(32):  # each digit is one of chance: sixteen values, none too often
            assert max(Counter(one[place] for one in random).values()) < 150


def test_who_reads_the_table_cannot_open_a_receipt(reader, article, form_of):
    address, key = form_of(article)
    with a_minute_later():
        receipt = reader.post(address, WORDS | key).headers["Location"]
    token = receipt.rstrip("/").rpartition("/")[2]
    assert token not in str(Comment.objects.values())
    assert reader.get(receipt).status == 200


def test_the_receipt_says_what_became_of_it(reader, article, form_of, mo):
    address, key = form_of(article)
    with a_minute_later():
        receipt = reader.post(address, WORDS | key).headers["Location"]
    comment = Comment.objects.get()
    comment.reject(
        by=mo, reason=Because("house_rule", "Please leave the mayor's mother out of it.")
    )
    assert "mayor&#x27;s mother" in reader.get(receipt)
    comment.approve(by=mo)
    assert "Your comment is published." in reader.get(receipt)


def test_nobody_opens_a_receipt_by_guessing(reader, article, form_of):
    """A29"""
    address, key = form_of(article)
    with a_minute_later():
        receipt = reader.post(address, WORDS | key).headers["Location"]
    wrong = receipt[:-2] + ("0" if receipt[-2] != "0" else "1") + "/"
    assert reader.get(wrong).status == 404
    assert receipt.split("/")[2] not in Comment.objects.get().receipt


def test_neither_the_form_nor_posting_sets_a_cookie(reader, article, form_of):
    """A36"""
    address, key = form_of(article)
    with a_minute_later():
        answer = reader.post(address, WORDS | key)
    for seen in (reader.get(address), answer, reader.get(answer.headers["Location"])):
        assert "Set-Cookie" not in seen.headers


@pytest.mark.both_databases
def test_the_same_form_sent_again_leads_to_the_same_comment(reader, article, form_of):
    """A69"""
    address, key = form_of(article)
    with a_minute_later():
        answers = [reader.post(address, WORDS | key) for _ in range(3)]
    assert len({answer.headers["Location"] for answer in answers}) == 1
    assert Comment.objects.count() == 1


@pytest.mark.both_databases
def test_two_that_pass_the_check_together_still_make_one(reader, article, form_of, monkeypatch):
    address, key = form_of(article)
    with a_minute_later():
        first = reader.post(address, WORDS | key)
        # The second one looked before the first one was there.
        monkeypatch.setattr(
            "comments.forms.comment_form.CommentForm.check_sent_before", lambda form: None
        )
        second = reader.post(address, WORDS | key)
    assert second.headers["Location"] == first.headers["Location"]
    assert Comment.objects.count() == 1


@pytest.mark.both_databases
@pytest.mark.parametrize("error", [IntegrityError("something else"), OperationalError("full")])
def test_what_cannot_be_stored_is_given_back_and_stored_the_next_time(
    reader, article, form_of, monkeypatch, caplog, error
):
    address, key = form_of(article)

    def fail(comment, submission, **options):
        raise error

    with a_minute_later():
        with monkeypatch.context() as patched:
            patched.setattr(Comment, "submit", fail)
            answer = reader.post(address, WORDS | key)
        assert answer.status == 503
        assert WORDS["text"] in answer
        assert key["key"] in answer
        assert "Something went wrong at our end" in answer
        assert type(error).__name__ in caplog.text
        assert not Comment.objects.exists()
        assert reader.post(address, WORDS | key).status == 303
    assert Comment.objects.get().text == WORDS["text"]


def test_other_words_in_a_form_that_was_sent_are_given_back_not_lost(reader, article, form_of):
    address, key = form_of(article)
    with a_minute_later():
        reader.post(address, WORDS | key)
        answer = reader.post(address, WORDS | key | {"text": "And another thing."})
        assert answer.status == 422
        assert "And another thing." in answer
        fresh = re.search(r'name="key" value="([^"]+)"', answer.text)[1]
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        assert (
            reader.post(address, WORDS | {"key": fresh, "text": "And another thing."}).status == 303
        )
    assert Comment.objects.count() == 2


@pytest.mark.parametrize("spoil", ["old", "forged", "missing", "of another article"])
def test_a_key_that_is_no_good_gives_the_form_back_with_the_text(reader, article, form_of, spoil):
    """A54"""
    address, key = form_of(article)
    when = timezone.now() + timedelta(hours=25 if spoil == "old" else 0, minutes=1)
    spoilt = {
        "old": key,
        "forged": {"key": key["key"][:-1] + ("a" if key["key"][-1] != "a" else "b")},
        "missing": {},
        "of another article": {"key": form_keys.issue(an_article())},
    }[spoil]
    with time_machine.travel(when):
        answer = reader.post(address, WORDS | spoilt)
        assert answer.status == 422
        assert WORDS["text"] in answer
        assert not Comment.objects.exists()
        fresh = re.search(r'name="key" value="([^"]+)"', answer.text)[1]
    with time_machine.travel(when + timedelta(seconds=5)):
        assert reader.post(address, WORDS | {"key": fresh}).status == 303


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example.com"},
        {"origin": "null"},
        {"origin": None},
        {"origin": "http://testserver", "Sec-Fetch-Site": "cross-site"},
        {"origin": None, "Sec-Fetch-Site": "none"},
        {"origin": None, "Referer": "https://evil.example.com/testserver"},
    ],
)
def test_a_form_from_elsewhere_is_refused_with_its_text(reader, article, form_of, headers):
    """A23"""
    address, key = form_of(article)
    with a_minute_later():
        answer = reader.post(address, WORDS | key, **headers)
    assert answer.status == 403
    assert WORDS["text"] in answer
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": None, "Sec-Fetch-Site": "same-origin"},
        {"origin": None, "Referer": "http://testserver/2026/01/x/"},
    ],
)
def test_a_form_from_our_own_page_is_taken(reader, article, form_of, headers):
    address, key = form_of(article)
    with a_minute_later():
        assert reader.post(address, WORDS | key, **headers).status == 303


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("name", "", "Please write your name."),
        ("name", "\u200b\u200b", "Please write your name."),
        ("name", "\u3164", "Please write your name."),
        ("name", "\u200b\u3164", "Please write your name."),
        ("name", "Ra\u202evi", "invisible characters"),
        ("name", "R" * 61, "at most 60"),
        ("text", "", "Please write your comment."),
        ("text", "\u2800", "Please write your comment."),
        ("text", "x" * 5001, "at most 5000"),
        ("email", "ravi@", "a complete e-mail address"),
        ("parent", "999999", "to post it as a comment on the article"),
        ("parent", "x", "to post it as a comment on the article"),
    ],
)
def test_what_cannot_be_taken_is_said_beside_the_field_and_kept(
    reader, article, form_of, field, value, says
):
    """A04, A13, A14, A17"""
    address, key = form_of(article)
    with a_minute_later():
        answer = reader.post(address, WORDS | key | {field: value})
    assert answer.status == 422
    assert says in answer
    assert field == "text" or WORDS["text"] in answer
    assert field == "name" or 'value="Ravi"' in answer
    assert not Comment.objects.exists()


@pytest.mark.both_databases
def test_the_longest_comment_is_taken_whole(reader, article, form_of):
    """A04"""
    address, key = form_of(article)
    with a_minute_later():
        assert reader.post(address, WORDS | key | {"text": "\U0001f642" * 5000}).status == 303
    assert Comment.objects.get().text == "\U0001f642" * 5000


@pytest.mark.both_databases
def test_characters_that_break_feeds_and_databases_never_get_in(reader, article, form_of):
    """A10, A11"""
    address, key = form_of(article)
    with a_minute_later():
        assert reader.post(address, WORDS | key | {"text": "a\x00b\x0bc\ufffed"}).status == 303
    assert Comment.objects.get().text == "abcd"
    with a_minute_later():
        assert reader.post(address, WORDS | key | {"email": "ravi\x00@example.org"}).status == 422


def test_fields_that_are_not_in_the_form_change_nothing(reader, article, form_of, mo):
    """A25"""
    address, key = form_of(article)
    forged = {
        "status": "approved", "is_public": "1", "author": mo.pk, "id": 7, "pk": 7, "path": "00",
        "created_at": "2001-01-01", "article": an_article().pk, "reason": "staff", "receipt": "x",
    }  # fmt: skip
    with a_minute_later():
        reader.post(address, WORDS | key | forged)
    comment = Comment.objects.get()
    assert (comment.status, comment.article, comment.author) == (Status.PENDING, article, None)
    assert comment.pk != 7
    assert comment.created_at.year > 2001


def test_a_reply_stands_behind_what_it_answers(reader, article, form_of):
    address, key = form_of(article)
    first = a_comment(article)
    assert f'value="{first.pk}"' in reader.get(f"{address}?reply={first.pk}")
    with a_minute_later():
        reader.post(address, WORDS | key | {"parent": first.pk})
    assert Comment.objects.get(parent=first).path.startswith(first.path)


def test_only_public_comments_of_the_same_article_can_be_answered(reader, article, form_of):
    """A20"""
    address, key = form_of(article)
    hidden, elsewhere = a_comment(article, status=Status.PENDING), a_comment(an_article())
    for parent in (hidden, elsewhere):
        with a_minute_later():
            assert reader.post(address, WORDS | key | {"parent": parent.pk}).status == 422
        assert parent.text not in reader.get(f"{address}?reply={parent.pk}")


def test_a_closed_discussion_gives_the_text_back(reader, article, form_of):
    """A52"""
    address, key = form_of(article)
    article.comment_policy = CommentPolicy.CLOSED
    article.save()
    with a_minute_later():
        answer = reader.post(address, WORDS | key)
    assert answer.status == 403
    assert WORDS["text"] in answer
    assert not Comment.objects.exists()
    assert "Comments on this article are closed" in reader.get(address)
    page = reader.get(article.get_absolute_url())
    assert "Comments are closed" in page
    assert "/comment/" not in page


@pytest.mark.parametrize("published", [None, from_now(days=1)], ids=["draft", "scheduled"])
def test_what_is_not_public_has_no_form(reader, db, published):
    """A52"""
    article = an_article(published=from_now(days=1))
    address = f"{article.get_absolute_url()}comment/"
    article.published_at = published
    article.save()
    assert reader.get(address).status == 404
    assert reader.post(address, WORDS).status == 404


def test_staff_who_are_signed_in_are_published_at_once(client, article, mo):
    client.login(username="mo", password=PASSWORD)
    address = f"{article.get_absolute_url()}comment/"
    key = re.search(r'name="key" value="([^"]+)"', client.get(address).content.decode())[1]
    with a_minute_later():
        client.post(address, WORDS | {"key": key}, headers={"origin": "http://testserver"})
    comment = Comment.objects.get()
    assert (comment.status, comment.author) == (Status.APPROVED, mo)
    article.refresh_from_db()
    assert article.comment_count == 1
