"""The log says which words each decision was about, as long as these words are kept."""

import pytest

from comments.models import Comment, Decision, Status
from comments.moderation import Reason
from tests.cast import PASSWORD, a_comment

SAID_ELSE = "The text was different then."


def log(comment):
    return [(one.reason_code, one.was_about_other_text) for one in comment.decisions.order_by("id")]


@pytest.fixture
def waiting(article):
    return a_comment(article, Status.PENDING, text="The first words")


def test_a_decision_names_the_words_that_were_decided_about(waiting, mo):
    decision = waiting.approve(by=mo, seen=waiting.seen_token)
    assert decision.text_hash == waiting.text_hash != ""
    assert not decision.was_about_other_text
    waiting.edit("The other words")
    waiting.open_edit.accept(by=mo)
    waiting.refresh_from_db()
    assert log(waiting) == [("", True), ("edit_taken", False)]


def test_an_edit_that_was_refused_was_about_other_words(waiting, mo):
    waiting.approve(by=mo)
    waiting.edit("Words that do not pass")
    waiting.open_edit.reject(by=mo)
    waiting.refresh_from_db()
    assert log(waiting) == [("", False), ("edit_no", True)]


def test_it_is_the_stored_words_that_count_not_those_somebody_loaded_before(waiting, mo):
    stale = type(waiting).objects.get(pk=waiting.pk)
    waiting.edit("The other words")
    stale.reject(by=mo)
    waiting.refresh_from_db()
    assert log(waiting)[-1] == ("", False)


@pytest.mark.parametrize("act", ["feature", "keep"])
def test_what_moves_nothing_names_the_words_too(article, mo, act):
    comment = a_comment(article)
    Comment.objects.filter(pk=comment.pk).update(reason_code=Reason.READ_LATER)
    decision = getattr(comment, act)(by=mo)
    assert decision.text_hash == comment.text_hash


def test_nothing_of_words_that_were_taken_back_is_kept(waiting, mo):
    waiting.approve(by=mo)
    waiting.delete_by_writer()
    assert set(Decision.objects.values_list("text_hash", flat=True)) == {""}
    assert log(waiting) == [("", False), ("deleted", False)]


def test_the_desk_says_that_other_words_were_decided_about(client, waiting, mo):
    waiting.reject(by=mo)
    waiting.approve(by=mo)
    client.login(username="mo", password=PASSWORD)
    page = f"/admin/comments/comment/{waiting.pk}/change/"
    assert SAID_ELSE not in client.get(page).content.decode()
    waiting.edit("The other words")
    waiting.open_edit.accept(by=mo)
    assert client.get(page).content.decode().count(SAID_ELSE) == 2
