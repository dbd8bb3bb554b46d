"""What is kept for a time is gone when the time is over, and nothing else is."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import formats, timezone

from comments import hourly_limits, retention, transparency
from comments.models import (
    Comment,
    Commenter,
    Decision,
    FeatureCount,
    Notice,
    Notification,
    Status,
    TrainingExample,
)
from comments.moderation import Reason, Submission
from newsroom.models import DayKey, HourlyCount, Job
from newsroom.work import nightly
from tests.cast import a_comment, ago, an_article, from_now

pytestmark = pytest.mark.both_databases


@pytest.fixture
def tidy(capsys):
    def run(days):
        with time_machine.travel(from_now(days=days)):
            call_command("purge")
        return capsys.readouterr().out

    return run


def test_an_address_that_nobody_proved_is_forgotten_after_thirty_days(article, tidy):
    typed = a_comment(article, email="zoe@example.org")
    ravi = Commenter.objects.create(email="ravi@example.org")
    proved = a_comment(article, email=ravi.email, commenter=ravi)
    tidy(29)
    assert Comment.objects.get(pk=typed.pk).email
    assert "       1 Unconfirmed e-mail addresses" in tidy(31)
    assert Comment.objects.get(pk=typed.pk).email == ""
    assert Comment.objects.get(pk=proved.pk).email == ravi.email
    assert Comment.objects.approved().count() == 2


def test_spam_goes_after_ninety_days_but_for_what_was_answered(article, mo, tidy):
    a_comment(article, Status.SPAM)
    answered = a_comment(article)
    reply = a_comment(article, parent=answered)
    answered.mark_as_spam(by=mo)
    refused = a_comment(article, Status.REJECTED)
    tidy(89)
    assert Comment.objects.count() == 4
    assert "       1 Spam" in tidy(91)
    assert set(Comment.objects.all()) == {answered, reply, refused}


def test_decisions_outlive_the_spam_they_were_about_without_its_words(article, mo, tidy):
    a_comment(article, Status.PENDING).mark_as_spam(by=mo)
    tidy(91)
    assert not Comment.objects.exists()
    decision = Decision.objects.get()
    assert (decision.by, decision.to_status, decision.text_hash) == (mo, Status.SPAM, "")
    hidden = dict(dict(transparency.yearly_report(decision.at.year))["Decisions by moderators"])[
        "hidden"
    ]
    assert hidden == 1


def test_the_filter_keeps_what_old_spam_taught_and_forgets_what_went_with_its_article(
    article, mo, tidy
):
    other = an_article()
    for where, status in ((article, Status.SPAM), (other, Status.APPROVED)):
        comment = a_comment(where, status, by=mo, text=f"Word{where.pk} here.")
        comment.teach()
    tidy(91)
    assert FeatureCount.objects.get(feature=f"word word{article.pk}").spam == 1
    learned = FeatureCount.objects.filter(feature=f"word word{other.pk}")
    other.delete()
    assert learned.exists()
    tidy(91)
    assert not learned.exists()
    assert not TrainingExample.objects.exists()


def test_what_a_machine_sent_is_spam_too(article, tidy):
    for text in ("Watches", "More watches"):
        Comment(article=article, name="M", text=text).submit(Submission(took=timedelta(0)))
    Comment.objects.filter(text="Watches").update(reason_code=Reason.HONEYPOT)  # by version 0.2
    assert set(Comment.objects.values_list("status", flat=True)) == {Status.REJECTED}
    tidy(89)
    assert Comment.objects.count() == 2
    assert "       2 Spam" in tidy(91)


def test_notices_go_fifteen_months_after_their_decision_and_open_ones_stay(article, mo, tidy):
    closed = Notice(comment=a_comment(article), kind="abuse").submit()
    waits = Notice(comment=a_comment(article), kind="abuse").submit()
    closed.comment.keep(by=mo)
    tidy(454)
    assert Notice.objects.count() == 2
    tidy(456)
    assert list(Notice.objects.all()) == [waits]


def test_of_an_old_letter_only_that_it_went_is_kept(article, tidy):
    """K17e: and of one that never went, that it did not."""
    reply = {"kind": "reply", "to": "a@example.org", "error": "550 no such user"}
    with time_machine.travel(ago(days=80)):
        old = Notification.objects.create(key="1", sent_at=ago(days=0), **reply)
        unsent = Notification.objects.create(key="2", **reply)
        dead = Notification.objects.create(key="3", given_up_at=ago(days=0), **reply)
    new = Notification.objects.create(key="4", **reply)
    tidy(20)
    for notification in (old, unsent, dead, new):
        notification.refresh_from_db()
    assert {(notification.to, notification.error) for notification in (old, unsent, dead)} == {
        ("", "")
    }
    assert unsent.given_up_at
    assert (new.to, new.given_up_at) == ("a@example.org", None)


def test_a_letter_without_an_address_is_not_sent_whoever_asks(article, work):
    Notification.objects.create(kind="approved", key="1", to="", comment=a_comment(article))
    assert work() == []
    assert not Notification.objects.exists()


def test_counts_of_networks_go_after_a_day(db, tidy):
    with time_machine.travel(ago(days=1)):
        hourly_limits.take("192.0.2.7", 1)
    kept = HourlyCount.objects.create(
        network="x", hour=ago(minutes=1), number=1, key=DayKey.of_today()
    )
    tidy(0)
    assert list(HourlyCount.objects.all()) == [kept]


def test_more_than_a_batch_is_done_in_full(db, tidy, monkeypatch):
    monkeypatch.setattr("comments.retention.A_BATCH", 3)
    article = an_article()
    for _ in range(8):
        a_comment(article, Status.SPAM)
    assert "       8 Spam" in tidy(91)
    assert not Comment.objects.exists()


def test_what_runs_the_paper_purges_once_a_day(article, work):
    """K13h: the night plans the next one, once, whoever is killed in it."""
    a_comment(article, Status.SPAM, created_at=ago(days=91))
    nightly.begin()
    nightly.begin()
    assert Job.objects.filter(fact=nightly.FACT).count() == 1
    work()
    assert not Comment.objects.exists()
    assert Job.objects.filter(fact=nightly.FACT).update(next_try_at=ago(hours=1)) == 1
    nightly.plan_next()  # by one who was killed behind it
    work()
    (tomorrow,) = Job.objects.filter(fact=nightly.FACT)
    assert ago(hours=-23) < tomorrow.next_try_at < ago(hours=-25)


def test_the_desk_shows_the_oldest_of_each_kind_beside_the_promise(article, client, mo):
    """K13h"""
    a_comment(article, Status.SPAM, created_at=ago(days=80))
    client.force_login(mo)
    page = "/admin/comments/comment/figures/"
    spam = next(task for task in retention.TASKS if task.remove is retention.spam)
    shown = client.get(page).content.decode()
    assert formats.date_format(timezone.localdate(spam.oldest), "DATE_FORMAT") in shown
    assert "overdue" not in shown
    with time_machine.travel(from_now(days=12)):
        assert spam.overview().is_overdue
    assert all(task.oldest is None for task in retention.TASKS if task is not spam)
