"""All that is stored about somebody is for whoever has the address, and gone when they say so."""

import hashlib
import json
import re

import pytest
import time_machine
from django.apps import apps
from django.db import models

from comments import personal_data
from comments.models import (
    Comment,
    Commenter,
    DailyEmail,
    Following,
    Note,
    Notice,
    Notification,
    PersonalRule,
    Status,
)
from comments.models.personal_rule import Kind
from comments.moderation import Because
from comments.tokens import receipts
from comments.views import personal_data_pages as views
from newsroom.models import DayKey
from tests.cast import a_comment, from_now

RAVI = "ravi.sharma@example.org"


@pytest.fixture
def ravi(db):
    return Commenter.objects.create(email=RAVI)


def a_receipt(comment):
    nonce = f"{comment.pk:032x}"
    token = receipts.token(nonce)
    Comment.objects.filter(pk=comment.pk).update(form_key=nonce, receipt=receipts.hashed(token))
    return f"/receipt/{token}/"


def link_in(message):
    return re.search(r"http://\S+?(/my-data/\S+)", message.body)[1]


def test_mallorys_receipt_opens_her_one_comment_even_after_ravi_confirmed_it(
    reader, article, ravi, work, mailoutbox
):
    """K4a"""
    ravis = a_comment(article, commenter=ravi, email=RAVI, text="About my mother's illness.")
    mallorys = a_comment(article, commenter=ravi, email=RAVI, name="Mallory", text="Watches.")
    work()
    receipt = a_receipt(mallorys)
    mailoutbox.clear()
    for address in ("", "my-data/", "my-data.json", "comment.json", "erase/"):
        for answer in (reader.get(receipt + address), reader.post(receipt + address, {})):
            assert "illness" not in answer, address
    assert "Watches." in reader.get(f"{receipt}comment.json")
    assert Comment.objects.get(pk=ravis.pk).text == ravis.text
    assert Commenter.objects.exists()
    [notification] = work(0)  # what she asked for goes to him
    assert notification.to == [RAVI]
    assert "illness" in reader.get(link_in(notification))
    reader.post(f"{receipt}delete/", {})
    assert Comment.objects.get(pk=ravis.pk).text == ravis.text
    assert not Comment.objects.get(pk=mallorys.pk).text


@pytest.mark.both_databases
def test_the_link_goes_to_a_confirmed_address_once_a_day_and_the_answer_tells_nothing(
    reader, article, ravi, work
):
    """K4a, A35"""
    a_comment(article, email="zoe@example.org", commenter=None)
    work()
    pages = {
        reader.post("/my-data/", {"email": email}).text
        for email in (RAVI, "zoe@example.org", "nobody@example.org", RAVI.upper())
    }
    assert len(pages) == 1
    assert Notification.objects.filter(kind="access").count() == 3
    assert [notification.to for notification in work(0)] == [[RAVI]]
    assert Notification.objects.filter(kind="access").count() == 1
    assert reader.post("/my-data/", {"email": RAVI}).status == 200
    assert work(0) == []
    with time_machine.travel(from_now(days=1)):
        assert reader.post("/my-data/", {"email": RAVI}).status == 200
        assert [notification.to for notification in work(0)] == [[RAVI]]


def test_the_link_is_asked_for_from_our_page_with_an_address_and_not_without_end(
    reader, ravi, monkeypatch
):
    monkeypatch.setattr(views, "AN_HOUR", 2)
    assert "Send link" in reader.get("/my-data/")
    for email in ("", "ravi@", "x" * 300 + "@example.org"):
        assert reader.post("/my-data/", {"email": email}).status == 422
    foreign = reader.post("/my-data/", {"email": RAVI}, origin="https://evil.example.com")
    assert foreign.status == 403
    assert not Notification.objects.exists()
    for status in (200, 200, 429):
        assert reader.post("/my-data/", {"email": RAVI}).status == status
    assert Notification.objects.count() == 1


def test_the_link_is_good_for_a_day_and_for_nobody_else(reader, ravi):
    """A29"""
    token = personal_data.token(ravi)
    assert reader.get(f"/my-data/{token}/").status == 200
    for wrong in (token[:-1], f"x{token}", "x"):
        for page in ("", "my-data.json"):
            assert reader.get(f"/my-data/{wrong}/{page}").status == 404
        assert reader.post(f"/my-data/{wrong}/erase/", {}).status == 404
    with time_machine.travel(from_now(hours=25)):
        assert reader.get(f"/my-data/{token}/").status == 404
    foreign = reader.post(f"/my-data/{token}/erase/", {}, origin="https://evil.example.com")
    assert (foreign.status, "Nothing was changed" in foreign) == (403, True)
    assert reader.get(f"/my-data/{token}/erase/").status == 405
    assert Commenter.objects.exists()


@pytest.mark.both_databases
def test_what_was_confirmed_by_mistake_can_be_given_back(reader, article, ravi):
    """K4a"""
    mallorys = a_comment(article, commenter=ravi, email=RAVI, name="Mallory")
    others = a_comment(article, email="zoe@example.org")
    address = f"/my-data/{personal_data.token(ravi)}/"
    for number in (mallorys.pk, others.pk, "x", "9" * 5000):
        assert reader.post(f"{address}disown/", {"comment": number}).status == 303
    mallorys.refresh_from_db()
    others.refresh_from_db()
    assert (mallorys.commenter, mallorys.email, others.email) == (None, "", "zoe@example.org")
    assert mallorys.text not in reader.get(address)


@pytest.fixture
def known(article, ravi, mo, work):
    """Ravi, with everything that the paper can know of somebody."""
    with time_machine.travel(from_now(days=-2)):
        his = {"name": "Ravi Sharma", "email": RAVI}
        comment = a_comment(article, text="Canary one.", commenter=ravi, **his)
        comment.teach()
        a_comment(article, Status.SPAM, by=mo, text="Canary two.", **his)
        comment.edit("Canary three, and a lot more.")
        comment.reject(by=mo, reason=Because("house_rule", "Please leave her mother out of it."))
        Notice(comment=comment, kind=Notice.Kind.APPEAL, words="Canary four.").submit()
        Note.objects.create(comment=comment, by=mo, text="Canary five, for moderators.")
        PersonalRule.lay_down(ravi, Kind.BAN, by=mo, note="Canary six.")
        ravi.follow(article, Following.Rhythm.DAILY)
        work()
    reported = a_comment(article, name="Zoë", text="Something else.")
    Notice(comment=reported, kind="abuse", words="He is rude.", email=RAVI.upper()).submit()
    a_comment(article, Status.PENDING, name="Zoë", text="As if from him.", email=RAVI.title())
    work()
    reported.remove(by=mo)
    Notification.objects.create(kind="report", key="1", to=RAVI, error="550 no such user")
    return ravi


def stored():
    """All that the database holds, as one text."""
    rows = [
        repr(list(model._base_manager.values_list()))
        for model in apps.get_models(include_auto_created=True)
    ]
    return "\n".join(rows)


@pytest.mark.both_databases
def test_everything_is_everything(reader, known):
    """K17e: what moderators noted, decided and forbade, scores, e-mails and reports as well."""
    file = reader.get(f"/my-data/{personal_data.token(known)}/my-data.json")
    said = json.loads(file.text)
    for words in ("one", "four", "five", "six"):
        assert f"Canary {words}" in file
    assert said["email"] == RAVI
    assert said["rules"][0]["kind"] == "ban"
    assert said["reports"][0]["words"] == "He is rude."
    assert {notification["kind"] for notification in said["emails"]} >= {"rejected", "confirm"}
    assert said["follows"][0]["rhythm"] == "daily"
    [comment] = said["comments"]
    assert comment["decisions"][0]["reason_text"] == "Please leave her mother out of it."
    assert {"spam_score", "spam_parts", "edits"} <= comment.keys()
    by_people = [*comment["decisions"], *said["rules"], *comment["notes"]]
    assert {"by", "by_id", "lifted_by"}.isdisjoint(set().union(*by_people))
    assert "attachment" in file.headers["Content-Disposition"]


@pytest.mark.both_databases
def test_nothing_of_it_is_in_any_table_when_it_is_erased(reader, known, article):
    """K17e: not field by field."""
    hashes = [hashlib.new(kind, RAVI.encode()).hexdigest() for kind in ("md5", "sha1", "sha256")]
    hashes += [DayKey.of_today().hash_of(words) for words in (RAVI, f"access {RAVI}")]
    of_mailbox = DayKey.of_today().hash_of(RAVI)
    assert DailyEmail.objects.filter(mailbox=of_mailbox).exists()
    before = stored()
    for canary in ("Canary one", "Ravi Sharma", RAVI, f"confirm:{hashes[3]}"):
        assert canary in before, canary
    done = reader.post(f"/my-data/{personal_data.token(known)}/erase/", {})
    assert "Your data has been deleted." in done
    assert "Max-Age=0" in done.headers["Set-Cookie"]
    after = stored()
    # What was not confirmed is no proof of who wrote it: only the address is taken off.
    spam = Comment.objects.get(status=Status.SPAM)
    assert spam.email == ""
    spam.delete_by_writer()
    after = stored()
    for canary in ("canary", "ravi", "sharma", *hashes):
        assert canary not in after.lower(), canary
    assert "Something else." in after
    assert "As if from him." in after
    assert "He is rude." in after


def test_no_receipt_opens_any_more_when_everything_is_erased(reader, article, ravi):
    receipt = a_receipt(a_comment(article, commenter=ravi, email=RAVI))
    assert reader.get(receipt).status == 200
    reader.post(f"/my-data/{personal_data.token(ravi)}/erase/", {})
    assert reader.get(receipt).status == 404


@pytest.mark.both_databases
def test_deleting_the_one_comment_forgets_to_whom_the_question_about_it_went(article, work):
    """K17e"""
    first, second = (a_comment(article, email=RAVI) for _ in range(2))
    work(0)
    first.delete_by_writer()
    assert Notification.objects.get().to == RAVI
    second.delete_by_writer()
    assert "ravi" not in stored().lower()


def test_texts_are_columns_that_are_searched():
    """The search above would miss a table that it does not know."""
    known = set(apps.get_models(include_auto_created=True))
    assert {Comment, Notification, Notice, DailyEmail} <= known
    assert any(isinstance(field, models.TextField) for field in Comment._meta.get_fields())
