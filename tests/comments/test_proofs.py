"""Proof instead of trust in typing: an address counts when its owner has followed a link."""

import re

import pytest
import time_machine

from comments import proofs
from comments.models import Comment, Commenter, Letter, Status
from comments.moderation import Reason
from newsroom.discussion import Mode
from newsroom.models import Masthead
from tests.cast import a_comment, from_now

pytestmark = pytest.mark.both_databases

RAVI = "ravi@example.org"


def link_in(message):
    return re.search(r"http://\S+?(/proof/\S+)", message.body)[1]


@pytest.fixture
def prove(reader, work):
    """Follow the link in the letter that a comment has called for; returns the answer."""

    def follow(**fields):
        [letter] = work(0)
        return reader.post(link_in(letter), fields)

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


def test_the_link_shows_a_button_and_only_the_button_counts(reader, article, work):
    """A24"""
    comment = a_comment(article, Status.PENDING, email=RAVI)
    [letter] = work(0)
    assert letter.to == [RAVI]
    for _ in range(3):
        page = reader.get(link_in(letter))
        assert page.status == 200
        assert "Yes, this is my address" in page
        assert not Commenter.objects.exists()
    assert reader.post(link_in(letter), {}).status == 303
    comment.refresh_from_db()
    assert comment.commenter.email == RAVI
    assert "Yes, this is my address" not in reader.get(link_in(letter))


def test_a_link_is_good_for_a_week_for_one_comment_and_one_address(reader, article):
    """A29"""
    comment = a_comment(article, Status.PENDING, email=RAVI)
    token = proofs.token(comment)
    assert reader.get(f"/proof/{token}/").status == 200
    with time_machine.travel(from_now(days=8)):
        assert reader.get(f"/proof/{token}/").status == 404
        assert reader.post(f"/proof/{token}/", {}).status == 404
    for wrong in (token[:-1], token[1:], "x", token + "x", token.replace(":", "")):
        assert reader.get(f"/proof/{wrong}/").status == 404
    Comment.objects.filter(pk=comment.pk).update(email="mallory@example.org")
    assert reader.post(f"/proof/{token}/", {}).status == 404
    assert not Commenter.objects.exists()


def test_a_proof_from_another_site_is_not_taken(reader, article):
    comment = a_comment(article, Status.PENDING, email=RAVI)
    answer = reader.post(f"/proof/{proofs.token(comment)}/", {}, origin="https://evil.example.com")
    assert answer.status == 403
    assert not Commenter.objects.exists()


def test_what_somebody_else_typed_does_not_become_ravis(reader, article, prove):
    mallorys = a_comment(article, Status.PENDING, name="Mallory", email=RAVI)
    Letter.objects.all().delete()
    ravis = a_comment(article, Status.PENDING, email=RAVI)
    reader.post(f"/proof/{proofs.token(ravis)}/", {})
    assert Comment.objects.get(pk=ravis.pk).commenter
    assert Comment.objects.get(pk=mallorys.pk).commenter is None


def test_an_address_is_asked_once_a_day_whoever_types_it(article, work):
    """A68"""
    for _ in range(5):
        a_comment(article, Status.PENDING, email=RAVI)
    assert len(work(0)) == 1
    with time_machine.travel(from_now(days=1)):
        a_comment(article, Status.PENDING, email="RAVI@example.org")
        assert len(work(0)) == 1


def test_spam_asks_nobody_for_a_proof(reader, article, work):
    address = f"{article.get_absolute_url()}comment/"
    key = re.search(r'name="key" value="([^"]+)"', reader.get(address).text)[1]
    trapped = {"name": "M", "email": RAVI, "text": "Watches", "website": "x", "key": key}
    with time_machine.travel(from_now(minutes=1)):
        assert reader.post(address, trapped).status == 303
    assert Comment.objects.get().status == Status.REJECTED
    assert work() == []


def test_the_proof_is_kept_in_the_browser_only_when_asked_to(reader, article, prove):
    a_comment(article, Status.PENDING, email=RAVI)
    assert "Set-Cookie" not in prove().headers
    with time_machine.travel(from_now(days=2)):
        a_comment(article, Status.PENDING, email="zoe@example.org")
        cookie = prove(keep="1").headers["Set-Cookie"]
    for part in ("HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=7776000"):
        assert part in cookie


def test_a_kept_proof_speaks_for_further_comments_and_no_other_address(reader, article, prove):
    a_comment(article, Status.PENDING, email=RAVI)
    cookie = prove(keep="1").headers["Set-Cookie"].split(";")[0]
    assert send_form(reader, article, cookie).commenter.email == RAVI
    assert send_form(reader, article, cookie, email="zoe@example.org").commenter is None
    forged = cookie[:-1] + ("a" if cookie[-1] != "a" else "b")
    assert send_form(reader, article, forged, text="Other words.").commenter is None
    page = reader.get(article.get_absolute_url(), Cookie=cookie)
    assert RAVI not in page
    gone = reader.post("/proof/forget/", {}, Cookie=cookie).headers["Set-Cookie"]
    assert "Max-Age=0" in gone


def test_typing_a_name_and_an_address_gives_no_trust(reader, article, prove, mo):
    """A26"""
    Masthead.objects.update(moderation=Mode.NEWCOMERS)
    a_comment(article, Status.PENDING, email=RAVI)
    prove()
    Comment.objects.get().approve(by=mo)
    for email in (RAVI, "mo@example.org"):
        later = send_form(reader, article, email=email, text=f"Trust me, {email}.")
        assert (later.status, later.commenter) == (Status.PENDING, None)


def test_who_was_published_before_with_a_proof_is_trusted_if_the_owner_says_so(
    reader, article, prove, mo
):
    a_comment(article, Status.PENDING, email=RAVI)
    cookie = prove(keep="1").headers["Set-Cookie"].split(";")[0]
    Comment.objects.get().approve(by=mo)
    assert send_form(reader, article, cookie, text="One.").status == Status.PENDING
    Masthead.objects.update(moderation=Mode.NEWCOMERS)
    trusted = send_form(reader, article, cookie, text="Two.")
    assert (trusted.status, trusted.reason) == (Status.APPROVED, Reason.TRUSTED)
    links = " ".join(f"https://example.org/{number}" for number in range(4))
    assert send_form(reader, article, cookie, text=links).status == Status.PENDING
    trusted.refuse(by=mo)
    assert send_form(reader, article, cookie, text="Three.").status == Status.PENDING


def test_a_reader_gets_all_they_wrote_and_can_have_it_erased(reader, article, prove):
    a_comment(article, Status.PENDING, email=RAVI)
    cookie = prove(keep="1").headers["Set-Cookie"].split(";")[0]
    other = a_comment(article, name="Zoë", text="Not hers to see.")
    address = f"{article.get_absolute_url()}comment/"
    key = re.search(r'name="key" value="([^"]+)"', reader.get(address).text)[1]
    with time_machine.travel(from_now(minutes=1)):
        words = {"name": "Ravi", "text": "My second one.", "key": key}
        receipt = reader.post(address, words, Cookie=cookie).headers["Location"]
    page = reader.get(f"{receipt}everything/")
    assert "My second one." in page
    assert page.text.count('class="comment"') == 2
    assert "Not hers to see." not in page
    file = reader.get(f"{receipt}everything.json")
    assert file.text.count('"text"') == 2
    assert "attachment" in file.headers["Content-Disposition"]
    assert reader.post(f"{receipt}erase/", {}, origin="https://evil.example.com").status == 403
    assert Commenter.objects.exists()
    done = reader.post(f"{receipt}erase/", {}, Cookie=cookie)
    assert "Everything is erased." in done
    assert "Max-Age=0" in done.headers["Set-Cookie"]
    assert not Commenter.objects.exists()
    mine = Comment.objects.exclude(pk=other.pk)
    assert set(mine.values_list("name", "email", "text", "status")) == {("", "", "", "removed")}
    assert not Letter.objects.exists()
    assert set(mine.values_list("receipt", "form_key")) == {(None, None)}
    assert reader.get(receipt).status == 404
