"""Whoever wrote a comment may change it for a while and take it back, and nobody else may."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from comments.desk.edits import changes
from comments.models import Comment, Revision, Status
from comments.tokens import receipts
from tests.cast import PASSWORD, a_comment
from tests.cost import seconds

QUEUE = "/admin/comments/comment/"


@pytest.fixture
def written(article):
    """A comment in a state, and the address of its receipt."""

    def write(status=Status.APPROVED, **what):
        comment = a_comment(article, status=status, **what)
        token = receipts.token(f"nonce {comment.pk}")
        Comment.objects.filter(pk=comment.pk).update(receipt=receipts.hashed(token))
        comment.refresh_from_db()
        return comment, f"/receipt/{token}/"

    return write


@pytest.fixture
def desk(client, mo):
    client.login(username="mo", password=PASSWORD)
    return client


def change(reader, receipt, text="Other words."):
    return reader.post(f"{receipt}edit/", {"text": text})


def test_a_waiting_comment_has_its_new_words_at_once(reader, written):
    comment, receipt = written(Status.PENDING)
    assert "Edit</a>" in reader.get(receipt)
    answer = change(reader, receipt)
    assert (answer.status, answer.headers["Location"]) == (303, receipt)
    comment.refresh_from_db()
    assert (comment.text, comment.body) == ("Other words.", "<p>Other words.</p>")
    assert comment.status == Status.PENDING
    assert not comment.revisions.exists()


def test_the_house_rules_read_a_changed_comment_anew(reader, written):
    """A27"""
    comment, receipt = written(Status.PENDING)
    links = " ".join(f"https://example.org/{number}" for number in range(5))
    change(reader, receipt, links)
    comment.refresh_from_db()
    assert "too many links" in comment.reason_in_words


def test_public_words_stand_until_a_moderator_has_read_the_new_ones(reader, written, desk):
    """A27"""
    comment, receipt = written(text="The old words.")
    page = comment.article.get_absolute_url()
    change(reader, receipt)
    assert "The old words." in reader.get(page)
    assert "Other words." not in reader.get(page)
    assert "Your edit is waiting for approval" in reader.get(receipt)
    queue = desk.get(f"{QUEUE}?state=edited").content.decode()
    assert "<del>The old</del><ins>Other</ins> words." in queue
    edit = comment.open_edit
    assert f'value="accept_edit:{edit.pk}"' in queue
    desk.post(f"{QUEUE}?state=edited", {"decide": f"accept_edit:{edit.pk}"})
    assert "Other words." in reader.get(page)
    assert "The old words." not in reader.get(page)
    assert 'class="comment__edited"' in reader.get(page)
    assert comment.decisions.filter(reason_code="edit_taken").exists()


def differences(before, after):
    return changes(Revision(comment=Comment(text=before), text=after))


def words_of(found, *kinds):
    return " ".join(one.words for one in found if one.kind in kinds).split()


def test_only_what_differs_is_marked_and_new_lines_are_shown():
    assert differences("One two three.\n\nFour.", "One 2 three.\nFour. Five.") == [
        ("same", "One"),
        ("gone", " two"),
        ("new", " 2"),
        ("same", " three.\nFour."),
        ("new", " Five."),
    ]
    assert differences("One.", "One.") == [("same", "One.")]


ENDLESS = " ".join("x" * 2490)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (ENDLESS, f"{ENDLESS} buy watches"),
        (ENDLESS, f"watches {ENDLESS} now"),
        (" ".join("a" * 2500), " ".join("b" * 2500)),
        (" ".join("ab" * 1250), " ".join("ba" * 600 + "abc" * 400)),
        (" ".join("ab" * 300), "c " + " ".join("a" * 300 + "b" * 298) + " d"),
        (" ".join(f"w{n}" for n in range(900)), " ".join(f"v{n}" for n in range(900))),
        (" ".join(map(str, range(600))), "x " + " ".join(map(str, reversed(range(600))))),
    ],
    ids=["more", "around", "replaced", "other", "shuffled", "nine hundred", "reversed"],
)
def test_no_word_of_an_edit_is_left_out_and_it_takes_no_time(before, after):
    spent = seconds(lambda: differences(before, after), enough=1)
    print(f"compared in {spent:.2f} s")
    assert spent <= 1
    found = differences(before, after)
    assert words_of(found, "same", "gone") == before.split()
    assert words_of(found, "same", "new") == after.split()
    assert words_of(found, "new")


def test_a_moderator_reads_why_an_edit_waits(written, desk):
    comment, _receipt = written(text="The old words.")
    comment.edit(" ".join(f"https://example.org/{number}" for number in range(5)))
    told = r'Edit:</strong> <span class="desk-reason">(.*?)</span>'
    for address in (f"{QUEUE}?state=edited", f"{QUEUE}{comment.pk}/change/"):
        Revision.objects.update(reason_code="links")
        [why] = re.findall(told, desk.get(address).content.decode())
        assert why == "Contains too many links to be published without review."
        Revision.objects.update(reason_code="")
        assert not re.findall(told, desk.get(address).content.decode())


def test_a_refused_edit_leaves_the_old_words_and_its_writer_is_told(reader, written, desk):
    comment, receipt = written(text="The old words.")
    change(reader, receipt)
    edit = comment.open_edit
    desk.post(f"{QUEUE}{comment.pk}/decide/", {"decide": f"reject_edit:{edit.pk}"})
    assert "The old words." in reader.get(comment.article.get_absolute_url())
    assert "was rejected" in reader.get(receipt)
    assert not comment.open_edit


def test_a_moderator_decides_about_the_edit_that_was_seen_and_no_other(reader, written, desk):
    """A28"""
    comment, receipt = written(text="The old words.")
    change(reader, receipt, "Harmless.")
    seen = comment.open_edit
    change(reader, receipt, "Watches, cheap.")
    answer = desk.post(QUEUE, {"decide": f"accept_edit:{seen.pk}"}, follow=True)
    assert "The comment was edited or decided on in the meantime." in answer.content.decode()
    comment.refresh_from_db()
    assert comment.text == "The old words."
    assert comment.open_edit.text == "Watches, cheap."


def test_of_two_moderators_one_decides_about_an_edit(reader, written):
    comment, receipt = written()
    change(reader, receipt)
    one, other = Revision.objects.get(), Revision.objects.get()
    assert one.accept()
    assert other.reject() is None
    comment.refresh_from_db()
    assert comment.text == "Other words."


def test_a_comment_that_is_refused_takes_its_open_edit_with_it(reader, written, mo):
    comment, receipt = written()
    change(reader, receipt)
    comment.reject(by=mo)
    assert not comment.open_edit


@pytest.mark.parametrize("why", ["late", "answered"])
def test_when_it_is_too_late_the_text_is_given_back(reader, written, why):
    """A27"""
    comment, receipt = written(text="The old words.")
    later = timezone.now() + timedelta(minutes=16 if why == "late" else 0)
    if why == "answered":
        a_comment(comment.article, parent=comment)
    with time_machine.travel(later):
        assert "Edit</a>" not in reader.get(receipt)
        assert reader.get(f"{receipt}edit/").status == 403
        answer = change(reader, receipt, "Something else entirely.")
        assert answer.status == 403
        assert "Your comment can no longer be edited" in answer
        assert "Something else entirely." in answer
    comment.refresh_from_db()
    assert comment.text == "The old words."
    assert not comment.revisions.exists()


@pytest.mark.parametrize("text", ["", "  ", "\u200b"])
def test_words_that_cannot_be_seen_are_not_taken(reader, written, text):
    comment, receipt = written(Status.PENDING, text="Seen.")
    assert change(reader, receipt, text).status == 422
    comment.refresh_from_db()
    assert comment.text == "Seen."


def test_it_is_taken_back_at_any_time_and_nothing_of_it_is_kept(reader, written):
    comment, receipt = written(text="Secret words.", name="Ravi", email="r@example.org")
    change(reader, receipt, "More secret words.")
    reply = a_comment(comment.article, parent=comment, text="I answer.")
    page = comment.article.get_absolute_url()
    assert "2 comments" in reader.get(page)
    with time_machine.travel(timezone.now() + timedelta(days=400)):
        assert reader.post(f"{receipt}delete/", {}).status == 303
        told = reader.get(receipt)
    assert "You deleted your comment." in told
    assert "Secret words." not in told
    comment.refresh_from_db()
    assert (comment.name, comment.email, comment.text, comment.body) == ("", "", "", "")
    assert not Revision.objects.exists()
    assert "1 comment:<" in reader.get(page)
    assert "Secret words." not in reader.get(page)
    assert reply.text in reader.get(page)


def test_what_was_taken_back_cannot_be_approved(written, mo, desk):
    comment, _receipt = written()
    comment.delete_by_writer()
    assert comment.approve(by=mo) is None
    comment.refresh_from_db()
    assert comment.status == Status.REMOVED
    queue = desk.get(f"{QUEUE}?state=all").content.decode()
    assert f'value="approve:{comment.pk}"' not in queue


def test_twice_is_once(written):
    comment, _receipt = written()
    comment.delete_by_writer()
    comment.delete_by_writer()
    assert comment.decisions.filter(reason_code="deleted").count() == 1
    comment.article.refresh_from_db()
    assert comment.article.comment_count == 0


@pytest.mark.parametrize("act", ["edit", "delete"])
def test_nobody_does_it_from_elsewhere_or_by_guessing(reader, written, act):
    """A23, A29"""
    comment, receipt = written(text="The old words.")
    words = {"text": "Hacked."}
    reader.post(f"{receipt}{act}/", words, origin="https://evil.example.com")
    wrong = "/receipt/" + "0" * 32
    assert reader.post(f"{wrong}/{act}/", words).status == 404
    comment.refresh_from_db()
    assert comment.text == "The old words."
    assert not comment.revisions.exists()


@pytest.mark.parametrize("page", ["", "edit/"])
def test_the_private_pages_are_kept_by_nobody(reader, written, page):
    _comment, receipt = written(Status.PENDING)
    answer = reader.get(f"{receipt}{page}")
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert "Set-Cookie" not in answer.headers


def test_looking_changes_nothing(reader, written):
    """A24"""
    comment, receipt = written()
    assert reader.get(f"{receipt}delete/").status == 405
    comment.refresh_from_db()
    assert comment.is_public


def test_the_form_of_an_edit_has_the_words_that_were_sent_last(reader, written):
    _comment, receipt = written(text="The old words.")
    change(reader, receipt, "The newer words.")
    page = reader.get(f"{receipt}edit/").text
    assert re.search(r"<textarea[^>]*>\s*The newer words.</textarea>", page)
