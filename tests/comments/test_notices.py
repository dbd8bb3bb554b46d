"""Notices: anybody may say what is wrong, a person decides, and whoever spoke is told."""

import re

import pytest
import time_machine

from comments.models import Comment, Notice, Status
from comments.tokens import receipts
from comments.views import report_form
from tests.cast import PASSWORD, a_comment, about, an_article, from_now, staff

SAYS = {"kind": "abuse", "words": "He calls her names.", "email": ""}


@pytest.fixture
def comment(article):
    return a_comment(article, name="Mallory", text="You silly boat.")


@pytest.fixture
def report(reader):
    """Send a notice about a comment with a form of its own; returns the answer."""

    def send(comment, key=None, origin="http://testserver", **fields):
        address = f"{comment.get_absolute_url()}report/"
        key = key or re.search(r'name="key" value="([^"]+)"', reader.get(address).text)[1]
        return reader.post(address, SAYS | {"key": key} | fields, origin=origin)

    return send


@pytest.fixture
def desk(client, mo):
    client.login(username="mo", password=PASSWORD)

    def decide(what, comment):
        comment.refresh_from_db()  # as the page shows it
        address = f"/admin/comments/comment/{comment.pk}/decide/"
        return client.post(address, about(what, comment), follow=True).content.decode()

    decide.client = client
    return decide


def the_receipt(comment):
    token = receipts.token("f" * 32)
    Comment.objects.filter(pk=comment.pk).update(form_key="f" * 32, receipt=receipts.hashed(token))
    return f"/receipt/{token}/"


def test_a_notice_waits_for_a_person_and_has_a_receipt(reader, comment, report):
    answer = report(comment)
    assert answer.status == 303
    receipt = reader.get(answer.headers["Location"])
    assert "A moderator will look at your report." in receipt
    assert "He calls her names." in receipt
    assert "Set-Cookie" not in receipt.headers
    assert Comment.objects.get().is_public
    assert "He calls her names." not in reader.get(comment.article.get_absolute_url())


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"kind": ""}, "Please choose what is wrong"),
        ({"kind": "appeal"}, "Please choose what is wrong"),
        ({"kind": "illegal", "email": ""}, "Required for reports of illegal content"),
        (
            {"kind": "illegal", "email": "a@example.org", "words": ""},
            "Required for reports of illegal content",
        ),
        ({"email": "ravi@"}, "a complete e-mail address"),
        ({"words": "x" * 2001}, "at most 2000"),
        ({"key": "forged"}, "open for more than a day"),
        ({"origin": "https://evil.example.com"}, "came from our website"),
    ],
)
def test_what_cannot_be_taken_is_given_back_with_the_reason(comment, report, fields, says):
    answer = report(comment, **fields)
    assert answer.status in (403, 422)
    assert says in answer
    assert fields.get("words", SAYS["words"]) in answer
    assert not Notice.objects.exists()


def test_hidden_comments_and_those_of_other_articles_cannot_be_reported(reader, comment, mo):
    elsewhere = comment.get_absolute_url().replace(comment.article.slug, an_article().slug)
    assert reader.get(f"{elsewhere}report/").status == 404
    comment.reject(by=mo)
    assert reader.get(f"{comment.get_absolute_url()}report/").status == 404


@pytest.mark.both_databases
def test_the_same_form_twice_and_the_same_words_again_are_one_notice(reader, comment, report):
    address = f"{comment.get_absolute_url()}report/"
    key = re.search(r'name="key" value="([^"]+)"', reader.get(address).text)[1]
    first = [report(comment, key=key).headers["Location"] for _ in range(2)]
    again = report(comment).headers["Location"]
    assert len({*first, again}) == 1
    assert Notice.objects.get().times == 2
    report(comment, words="And her mother.")
    assert Notice.objects.count() == 2


@pytest.mark.both_databases
def test_too_many_from_one_network_come_back_with_their_text(comment, report, monkeypatch):
    """A50"""
    monkeypatch.setattr(report_form, "AN_HOUR", 2)
    for number in range(2):
        assert report(comment, words=f"Number {number}").status == 303
    answer = report(comment, words="Number 3")
    assert answer.status == 429
    assert "Number 3" in answer
    assert int(answer.headers["Retry-After"]) > 0
    assert Notice.objects.count() == 2


def test_the_desk_shows_what_was_reported_and_why(desk, comment, report):
    a_comment(comment.article, text="Nothing wrong with this one.")
    report(comment)
    report(comment)
    page = desk.client.get("/admin/comments/comment/?state=reported").content.decode()
    assert "Insults or threats ×2" in page
    assert "He calls her names." in page
    assert "Nothing wrong" not in page


@pytest.mark.both_databases
def test_hiding_it_settles_the_notice_and_tells_whoever_gave_an_address(
    reader, desk, comment, report, work
):
    quiet = report(comment).headers["Location"]
    report(comment, words="Twice.", email="ravi@example.org")
    desk("remove", comment)
    assert not Notice.objects.open().exists()
    assert "has been removed" in reader.get(quiet)
    [notification] = work()
    assert notification.to == ["ravi@example.org"]
    assert "The comment has been removed." in notification.body
    assert re.search(r"/report/\w{32}/", notification.body)


def test_of_two_who_say_the_same_each_is_answered(desk, comment, report, work):
    for name in ("ravi", "zoe"):
        report(comment, email=f"{name}@example.org")
    desk("remove", comment)
    assert {notification.to[0] for notification in work()} == {
        "ravi@example.org",
        "zoe@example.org",
    }


def test_letting_it_stand_settles_the_notice_and_is_in_the_log(reader, desk, comment, report, work):
    receipt = report(comment, email="ravi@example.org").headers["Location"]
    desk("keep", comment)
    assert Comment.objects.get().is_public
    assert "does not break our rules" in reader.get(receipt)
    assert "does not break our rules" in work()[0].body
    assert comment.decisions.first().reason_code == "stands"
    assert comment.keep(by=None) is None
    page = desk.client.get("/admin/comments/comment/?state=reported").content.decode()
    assert "You silly boat." not in page


def test_nobody_opens_a_notice_by_guessing(reader, comment, report):
    address = report(comment).headers["Location"]
    wrong = address[:-2] + ("0" if address[-2] != "0" else "1") + "/"
    assert reader.get(wrong).status == 404
    assert address.split("/")[2] != Notice.objects.get().receipt


def test_an_appeal_is_decided_by_another_moderator(reader, desk, comment, mo):
    receipt = the_receipt(comment)
    desk("remove", comment)
    assert "Appeal this decision" in reader.get(receipt)
    for _ in range(2):
        reader.post(f"{receipt}appeal/", {"words": "It is a boat, and it is silly."})
    assert Notice.objects.appeals().count() == 1
    page = desk.client.get("/admin/comments/comment/?state=appealed").content.decode()
    assert "It is a boat, and it is silly." in page

    other = staff("Ola", "Moderators")
    assert "another moderator must decide" in desk("approve", comment)
    desk.client.post(
        "/admin/comments/comment/?state=appealed",
        {
            "action": "approve",
            "_selected_action": [comment.pk],
            "seen": about("", comment)["decide"][1:],
        },
    )
    assert Comment.objects.get().status == Status.REMOVED

    desk.client.login(username=other.username, password=PASSWORD)
    desk("approve", comment)
    assert Comment.objects.get().is_public
    assert Notice.objects.get().outcome == Notice.Outcome.CHANGED


def test_an_appeal_that_fails_says_so_and_comes_once_for_each_hiding(reader, desk, comment, mo):
    receipt = the_receipt(comment)
    desk("remove", comment)
    reader.post(f"{receipt}appeal/", {"words": "Please."})
    desk("keep", comment)  # nobody else could: one moderator decides alone
    page = reader.get(receipt)
    assert "The decision stands." in page
    assert "Appeal this decision" not in page
    with time_machine.travel(from_now(minutes=1)):
        desk.client.login(username="mo", password=PASSWORD)
        desk("approve", comment)
        desk("remove", comment)
        assert "Appeal this decision" in reader.get(receipt)


@pytest.mark.parametrize("left", ["is_staff", "is_active"])
def test_an_appeal_does_not_wait_for_somebody_who_has_left(comment, mo, left):
    other = staff("Ola", "Moderators")
    comment.reject(by=mo)
    Notice(comment=comment, kind=Notice.Kind.APPEAL, words="Please.").submit()
    assert comment.must_be_decided_by_another_than(mo)
    setattr(other, left, False)
    other.save()
    assert not comment.must_be_decided_by_another_than(mo)


def test_only_hidden_comments_are_appealed_for_and_only_from_our_page(reader, comment, mo):
    receipt = the_receipt(comment)
    reader.post(f"{receipt}appeal/", {"words": "Please."})
    comment.reject(by=mo)
    reader.post(f"{receipt}appeal/", {"words": "Please."}, origin="https://evil.example.com")
    assert not Notice.objects.exists()


def test_a_comment_that_is_taken_back_leaves_no_notice_open(comment, report):
    report(comment)
    comment.delete_by_writer()
    assert not Notice.objects.open().exists()


def test_each_reason_to_report_is_a_sentence_and_only_a_writer_appeals(reader, comment):
    page = reader.get(f"{comment.get_absolute_url()}report/").text
    kinds = re.findall(r'name="kind" value="(\w+)"', page)
    assert kinds == [kind for kind in Notice.Kind.values if kind != Notice.Kind.APPEAL]
    sentences = re.findall(r'name="kind".*?>\s*([^<]+?)\s*</label>', page)
    assert len(sentences) == len(kinds)
    assert all(sentence.endswith(".") for sentence in sentences)
