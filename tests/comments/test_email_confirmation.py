"""Proof instead of trust in typing: an address counts when its owner has followed a link."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from comments.models import Comment, Commenter, Notification, Status
from comments.moderation import Reason
from comments.tokens import receipts
from newsroom.models import Masthead
from newsroom.site.modes import Mode
from tests.cast import a_comment, an_article, from_now

RAVI = "ravi@example.org"


def link_in(message):
    return re.search(r"http://\S+?(/confirm/\S+)", message.body)[1]


def listed(page):
    """The numbers of the comments that can be ticked; none of them is."""
    assert "checked" not in page.text
    return [int(number) for number in re.findall(r'name="comment" value="(\d+)"', page.text)]


@pytest.fixture
def confirm_email(reader, work):
    """Follow the link in the e-mail that a comment has called for, and tick all that is listed."""

    def follow(**fields):
        [notification] = work(0)
        ticked = listed(reader.get(link_in(notification)))
        return reader.post(link_in(notification), {"comment": ticked, **fields})

    return follow


def send_form(reader, article, cookie="", **fields):
    address = f"{article.get_absolute_url()}comment/"
    key = re.search(r'name="key" value="([^"]+)"', reader.get(address).text)[1]
    words = {"name": "Ravi", "email": "", "text": "I walked past it again.", "key": key, **fields}
    with time_machine.travel(from_now(minutes=1)):
        headers = {"Cookie": cookie} if cookie else {}
        answer = reader.post(address, words, **headers)
    assert answer.status == 303
    return Comment.objects.latest("pk")


def test_the_link_lists_what_it_would_confirm_and_only_the_button_counts(reader, article, work):
    """A24, K4a: what is listed has its words and its article, and a sentence says what it means."""
    comment = a_comment(article, Status.PENDING, email=RAVI)
    [notification] = work(0)
    assert notification.to == [RAVI]
    for _ in range(3):
        page = reader.get(link_in(notification))
        assert page.status == 200
        assert listed(page) == [comment.pk]
        assert comment.text in page
        assert article.headline in page
        assert "Confirm only those you wrote" in page
        assert not Commenter.objects.exists()
    assert "1 comment confirmed." in reader.post(link_in(notification), {"comment": comment.pk})
    comment.refresh_from_db()
    assert comment.commenter.email == RAVI
    assert listed(reader.get(link_in(notification))) == []


@pytest.mark.both_databases
def test_one_email_confirms_all_of_the_day_also_what_came_after_it(reader, article, work):
    """K6g, K17i"""
    first, second = (a_comment(article, Status.PENDING, email=RAVI) for _ in range(2))
    [notification] = work(0)
    third = a_comment(an_article(), Status.PENDING, email="Ravi@Example.org")
    assert work(0) == []
    assert listed(reader.get(link_in(notification))) == [third.pk, second.pk, first.pk]
    answer = reader.post(link_in(notification), {"comment": [first.pk, second.pk, third.pk]})
    assert "3 comments confirmed." in answer
    assert set(Comment.objects.values_list("commenter__email", flat=True)) == {RAVI}


@pytest.mark.both_databases
def test_what_is_not_ticked_never_becomes_ravis(reader, article, work, mo):
    """K4a: not even if he confirms his own; and it earns nothing from his trust."""
    Masthead.objects.update(moderation=Mode.NEWCOMERS)
    mallorys = a_comment(article, Status.PENDING, name="Mallory", email=RAVI)
    ravis = a_comment(article, Status.PENDING, email=RAVI)
    other = a_comment(article, Status.PENDING, name="Zoë", email="zoe@example.org")
    link = link_in(work(0)[0])
    answer = reader.post(link, {})
    assert (answer.status, "Please tick at least one" in answer) == (422, True)
    in_arabic = str(ravis.pk).translate({ord("0") + digit: 0x660 + digit for digit in range(10)})
    for number in (other.pk, "x", "9" * 5000, in_arabic):
        reader.post(link, {"comment": number})
        assert not Commenter.objects.exists()
    reader.post(link, {"comment": ravis.pk})
    assert Comment.objects.get(pk=ravis.pk).commenter
    assert Comment.objects.get(pk=mallorys.pk).commenter is None
    Comment.objects.get(pk=ravis.pk).approve(by=mo)
    later = a_comment(article, Status.PENDING, name="Mallory", email=RAVI)
    assert (later.status, later.commenter) == (Status.PENDING, None)


def test_who_did_not_write_it_says_so_and_hears_of_it_no_more(reader, article, work):
    """K4a"""
    mallorys = a_comment(article, Status.PENDING, name="Mallory", email=RAVI)
    ravis = a_comment(article, Status.PENDING, email=RAVI)
    link = link_in(work(0)[0])
    page = reader.post(link, {"comment": mallorys.pk, "disown": "1"})
    assert listed(page) == [ravis.pk]
    mallorys.refresh_from_db()
    assert (mallorys.email, mallorys.commenter, mallorys.status) == ("", None, Status.PENDING)
    assert not Commenter.objects.exists()


def test_a_link_is_good_for_a_week_and_one_address(reader, article, work):
    """A29"""
    comment = a_comment(article, Status.PENDING, email=RAVI)
    link = link_in(work(0)[0])
    token = link.split("/")[-2]
    assert reader.get(link).status == 200
    with time_machine.travel(from_now(days=8)):
        assert reader.get(link).status == 404
        assert reader.post(link, {"comment": comment.pk}).status == 404
    for wrong in (token[:-1], token[1:], "x", token + "x", token.replace(":", "")):
        assert reader.get(f"/confirm/{wrong}/").status == 404
    Comment.objects.filter(pk=comment.pk).update(email="mallory@example.org")
    reader.post(link, {"comment": comment.pk})
    assert not Commenter.objects.exists()


def test_no_address_is_in_the_link(article, work):
    """K17e: addresses are logged on their way."""
    a_comment(article, Status.PENDING, email=RAVI)
    number, _moment, _signature = link_in(work(0)[0]).split("/")[-2].split(":")
    assert number == str(Notification.objects.get().pk)


def test_a_proof_from_another_site_is_not_taken_and_none_is_kept_for_it(reader, article, work):
    comment = a_comment(article, Status.PENDING, email=RAVI)
    link = link_in(work(0)[0])
    fields = {"comment": comment.pk, "keep": "1"}
    answer = reader.post(link, fields, origin="https://evil.example.com")
    assert (answer.status, "Nothing was changed" in answer) == (403, True)
    assert not Commenter.objects.exists()
    answer = reader.post(link, fields, origin="null")
    assert "Set-Cookie" not in answer.headers
    assert Commenter.objects.exists()


def test_the_receipt_says_when_an_email_was_sent_and_promises_none(reader, article, work):
    """K6g"""
    Masthead.objects.update(time_zone="Asia/Kolkata")
    token = receipts.token("f" * 32)
    with time_machine.travel("2026-03-02 08:35Z", tick=False):
        comment = a_comment(article, Status.PENDING, email=RAVI)
        mine = Comment.objects.filter(pk=comment.pk)
        mine.update(form_key="f" * 32, receipt=receipts.hashed(token))
        page = reader.get(f"/receipt/{token}/")
        assert "is not confirmed" in page
        assert "e-mail at" not in page
        work(0)
        assert "We sent you an e-mail at 14:05" in reader.get(f"/receipt/{token}/")
    with time_machine.travel("2026-03-03 08:35Z", tick=False):
        page = reader.get(f"/receipt/{token}/")
        assert "We sent you an e-mail on March 2, 2026 at 14:05" in page
        Notification.objects.update(sent_at=None, given_up_at=timezone.now())
        assert "send an e-mail to the address" in reader.get(f"/receipt/{token}/")
        mine.update(email="")
        assert "an e-mail" not in reader.get(f"/receipt/{token}/").text.partition("<main")[2]


@pytest.mark.both_databases
def test_an_address_is_asked_once_a_day_whoever_types_it(article, work):
    """A68"""
    with time_machine.travel("2026-03-02 01:00Z", tick=False) as clock:
        for number in range(5):
            a_comment(article, Status.PENDING, email=RAVI)
            assert len(work(0)) == (number == 0)
            clock.shift(timedelta(hours=1))
        assert Notification.objects.count() == 1
        clock.shift(timedelta(days=1))
        a_comment(article, Status.PENDING, email="RAVI@example.org")
        assert len(work(0)) == 1


def test_spam_asks_nobody_for_a_proof(reader, article, work):
    address = f"{article.get_absolute_url()}comment/"
    key = re.search(r'name="key" value="([^"]+)"', reader.get(address).text)[1]
    sent = {"name": "M", "email": RAVI, "text": "Watches", "key": key}
    assert reader.post(address, sent).status == 303  # faster than anybody types
    assert Comment.objects.get().status == Status.REJECTED
    assert work() == []


def test_the_proof_is_kept_in_the_browser_only_when_asked_to(reader, article, confirm_email):
    a_comment(article, Status.PENDING, email=RAVI)
    assert "Set-Cookie" not in confirm_email().headers
    with time_machine.travel(from_now(days=2)):
        a_comment(article, Status.PENDING, email="zoe@example.org")
        cookie = confirm_email(keep="1").headers["Set-Cookie"]
    for part in ("HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=7776000"):
        assert part in cookie


def test_a_kept_proof_speaks_for_further_comments_and_no_other_address(
    reader, article, confirm_email
):
    a_comment(article, Status.PENDING, email=RAVI)
    cookie = confirm_email(keep="1").headers["Set-Cookie"].split(";")[0]
    assert send_form(reader, article, cookie).commenter.email == RAVI
    assert send_form(reader, article, cookie, email="zoe@example.org").commenter is None
    forged = cookie[:-1] + ("a" if cookie[-1] != "a" else "b")
    assert send_form(reader, article, forged, text="Other words.").commenter is None
    page = reader.get(article.get_absolute_url(), Cookie=cookie)
    assert RAVI not in page
    gone = reader.post("/confirm/forget/", {}, Cookie=cookie).headers["Set-Cookie"]
    assert "Max-Age=0" in gone


@pytest.mark.parametrize(("days", "is_known"), [(89, True), (91, False)])
def test_a_kept_proof_is_good_for_ninety_days(reader, article, confirm_email, days, is_known):
    a_comment(article, Status.PENDING, email=RAVI)
    cookie = confirm_email(keep="1").headers["Set-Cookie"].split(";")[0]
    with time_machine.travel(from_now(days=days)):
        assert bool(send_form(reader, article, cookie).commenter) == is_known


def test_typing_a_name_and_an_address_gives_no_trust(reader, article, confirm_email, mo):
    """A26"""
    Masthead.objects.update(moderation=Mode.NEWCOMERS)
    a_comment(article, Status.PENDING, email=RAVI)
    confirm_email()
    Comment.objects.get().approve(by=mo)
    for email in (RAVI, "mo@example.org"):
        later = send_form(reader, article, email=email, text=f"Trust me, {email}.")
        assert (later.status, later.commenter) == (Status.PENDING, None)


def test_who_was_published_before_with_a_proof_is_trusted_if_the_owner_says_so(
    reader, article, confirm_email, mo
):
    a_comment(article, Status.PENDING, email=RAVI)
    cookie = confirm_email(keep="1").headers["Set-Cookie"].split(";")[0]
    Comment.objects.get().approve(by=mo)
    assert send_form(reader, article, cookie, text="One.").status == Status.PENDING
    Masthead.objects.update(moderation=Mode.NEWCOMERS)
    trusted = send_form(reader, article, cookie, text="Two.")
    assert (trusted.status, trusted.reason_code) == (Status.APPROVED, Reason.TRUSTED)
    links = " ".join(f"https://example.org/{number}" for number in range(4))
    assert send_form(reader, article, cookie, text=links).status == Status.PENDING
    trusted.reject(by=mo)
    assert send_form(reader, article, cookie, text="Three.").status == Status.PENDING
