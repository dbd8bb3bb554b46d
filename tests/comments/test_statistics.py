"""What readers are promised is what the log of decisions says, and nothing without a log."""

from datetime import timedelta

import pytest
import time_machine

from comments import statistics
from comments.models import Comment, Decision, Status
from comments.tokens import receipts
from tests.cast import a_comment, ago, an_article, from_now

MINUTE = timedelta(minutes=1)


def decided_after(article, mo, waits, days_ago=1):
    """A comment for each of `waits` (minutes), written so many days ago and decided after it."""
    for wait in waits:
        written = ago(days=days_ago)
        comment = a_comment(article, Status.PENDING, created_at=written)
        decision = comment.reject(by=mo)
        Decision.objects.filter(pk=decision.pk).update(at=written + wait * MINUTE)


def beside_the_form(reader, article):
    return reader.get(f"{article.get_absolute_url()}comment/")


def test_without_decisions_nothing_is_promised(reader, article, mo):
    assert "usually reviewed" not in beside_the_form(reader, article)
    decided_after(article, mo, [5] * (statistics.ENOUGH - 1))
    assert statistics.usual_wait() is None
    assert "usually reviewed" not in beside_the_form(reader, article)


@pytest.mark.both_databases
def test_the_median_of_all_waits_is_what_is_said(reader, article, mo, client):
    decided_after(article, mo, [*range(1, 12), *[900] * 10])
    assert statistics.usual_wait() == 11 * MINUTE
    promise = "Comments are usually reviewed within 11 minutes."
    assert promise in beside_the_form(reader, article)
    client.force_login(mo)
    assert promise in client.get("/admin/").content.decode()


@pytest.mark.both_databases
def test_only_the_last_thirty_days_count_and_only_what_people_decided(article, mo):
    decided_after(article, mo, [600] * 20, days_ago=40)
    assert statistics.usual_wait() is None
    decided_after(article, mo, [7] * 5)
    for number in range(20):
        a_comment(
            article, Status.PENDING, text=f"Spam {number}", created_at=ago(days=2)
        ).delete_by_writer()
    assert statistics.usual_wait() == 7 * MINUTE
    with time_machine.travel(from_now(days=31)):
        assert statistics.usual_wait() is None


def test_what_waited_elsewhere_before_it_moved_in_is_no_promise(article, mo):
    decided_after(article, mo, [7] * 5)
    for number in range(20):
        moved = a_comment(article, Status.PENDING, text=f"Old {number}", created_at=ago(days=3000))
        Comment.objects.filter(pk=moved.pk).update(source=f"wxr:{number}")
        moved.approve(by=mo)
    assert statistics.usual_wait() == 7 * MINUTE


@pytest.mark.both_databases
def test_of_decisions_about_one_comment_the_first_counts(article, mo):
    decided_after(article, mo, [3] * 5)
    for decision in list(Decision.objects.all()):
        decision.undo(by=mo)
        decision.comment.approve(by=mo)
    assert statistics.usual_wait() == 3 * MINUTE


@pytest.mark.parametrize(
    ("wait", "said"),
    [
        (timedelta(seconds=2), "1 minute."),
        (timedelta(minutes=40), "40 minutes."),
        (timedelta(minutes=119), "119 minutes."),
        (timedelta(minutes=121), "3 hours."),
        (timedelta(hours=47), "47 hours."),
        (timedelta(hours=49), "3 days."),
    ],
)
def test_it_is_rounded_up_never_down(wait, said):
    assert f"within {said}" in statistics.in_words(wait)


def test_whoever_waits_is_told_how_long_it_usually_takes(reader, article, mo):
    waiting, token = a_comment(article, Status.PENDING), receipts.token("f" * 32)
    Comment.objects.filter(pk=waiting.pk).update(receipt=receipts.hashed(token))
    assert "A moderator will read your comment.<" in reader.get(f"/receipt/{token}/")
    decided_after(article, mo, [7] * 5)
    answer = reader.get(f"/receipt/{token}/")
    assert "A moderator will read your comment, usually within 7 minutes.<" in answer
    waiting.approve(by=mo)
    assert "A moderator will read" not in reader.get(f"/receipt/{token}/")


def test_it_costs_one_question(article, mo, queries):
    decided_after(article, mo, range(10))
    decided_after(an_article(), mo, range(10))
    assert queries(statistics.usual_wait) == 1
