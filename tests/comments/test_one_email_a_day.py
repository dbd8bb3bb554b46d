"""Nobody is sent more than one e-mail a day that did not confirm the address, whatever is done."""

from smtplib import SMTPRecipientsRefused

import pytest
import time_machine
from django.core.mail.backends.locmem import EmailBackend

from comments.models import Commenter, DailyEmail, Notice, Notification, Status
from comments.models.commenter import mailbox
from tests.cast import a_comment, an_article, from_now

VICTIM = "victim@example.org"


def reported(article, email=VICTIM, **what):
    comment = a_comment(article, text=f"A boat, {what}.")
    notice = Notice(comment=comment, kind="abuse", email=email, **what)
    notice.form_key = f"{comment.pk:032x}"
    notice.submit()
    return comment


def to(messages):
    return [message.to[0] for message in messages]


@pytest.mark.both_databases
def test_twenty_reports_of_one_comment_are_one_email(article, mo, work):
    """K17d"""
    comment = a_comment(article)
    for number in range(20):
        notice = Notice(comment=comment, kind="abuse", email=VICTIM, words=f"Number {number}.")
        notice.form_key = f"{number:032x}"
        notice.submit()
    comment.remove(by=mo)
    [notification] = work()
    assert notification.to == [VICTIM]
    assert notification.body.count("/report/") == 21  # each, and the first once more
    assert notification.body.count("has been removed") == 20
    assert work(60 * 24 * 5) == []
    assert not Notification.objects.filter(sent_at=None).exists()


def test_what_can_be_taken_back_is_not_told_with_what_cannot(article, mo, work):
    first, second = reported(article, words="One."), reported(article, words="Two.")
    with time_machine.travel(from_now(days=0), tick=False) as clock:
        first.remove(by=mo)
        clock.shift(25)
        second.remove(by=mo)
        clock.shift(10)
        [notification] = work(0)
    assert notification.body.count("has been removed") == 1


@pytest.mark.both_databases
def test_whatever_the_occasion_it_is_one_a_day_and_the_others_follow(article, mo, work, reader):
    """K17d, A68"""
    start = from_now(days=0).replace(hour=10, minute=0, second=0, microsecond=0)
    with time_machine.travel(start, tick=False) as clock:
        a_comment(article, Status.PENDING, email=VICTIM)
        assert to(work(0)) == [VICTIM]
        for number in range(3):
            reported(article, words=f"{number}").remove(by=mo)
            reader.post("/my-data/", {"email": VICTIM})
            a_comment(an_article(), Status.PENDING, email=VICTIM)
            assert work() == []
        assert work(60 * 13) == []  # until midnight
        [notification] = work(60 * 14)
        assert notification.subject == "Our decision on your report"
        assert notification.body.count("has been removed") == 3
        clock.shift(24 * 60 * 60)
        a_comment(an_article(), Status.PENDING, email=VICTIM)
        assert work() == []  # today's went after midnight
        assert to(work(60 * 24)) == [VICTIM]


@pytest.mark.parametrize(
    "others",
    [
        [f"victim+{number}@example.org" for number in range(6)],
        ["Victim@example.org", "VICTIM+x@EXAMPLE.ORG", "victim+@example.org"],
    ],
)
def test_a_mailbox_is_one_however_it_is_written(article, work, others):
    """K17d"""
    for email in others:
        a_comment(article, Status.PENDING, email=email)
    assert len(work()) == 1
    a_comment(article, Status.PENDING, email="somebody.else@example.org")
    assert len(work()) == 1
    mails = []
    for day in range(1, 12):
        with time_machine.travel(from_now(days=day), tick=False):
            mails.append(len(work()))
    assert max(mails) == 1
    assert sum(mails) <= 3  # what could not go for days does not go at all


@pytest.mark.parametrize(
    ("email", "same"),
    [
        ("a.b+c@GoogleMail.com", "ab@gmail.com"),
        ("A.B@gmail.com", "ab@gmail.com"),
        ("a.b@example.org", "a.b@example.org"),
        ("a+b+c@example.org", "a@example.org"),
        ("+@example.org", "@example.org"),
    ],
)
def test_mailboxes(email, same):
    assert mailbox(email) == same


def test_who_confirmed_gets_what_they_are_told_at_once(article, mo, work):
    """K17d: a success beside its refusal."""
    Commenter.objects.create(email=VICTIM)
    for number in range(2):
        reported(article, words=f"{number}").remove(by=mo)
        assert to(work()) == [VICTIM]
    a_comment(article, Status.PENDING, email=VICTIM)
    a_comment(article, Status.PENDING, email="victim+1@example.org")
    assert len(work()) == 1  # but what they wrote themselves is asked once, for others can write it


@pytest.mark.both_databases
def test_taking_a_comment_back_buys_no_second_email(article, work):
    """K17d"""
    a_comment(article, Status.PENDING, email=VICTIM).delete_by_writer()
    assert work(0) == []
    comment = a_comment(article, Status.PENDING, email=VICTIM)
    assert len(work(0)) == 1
    comment.delete_by_writer()
    assert not Notification.objects.exists()
    a_comment(article, Status.PENDING, email=VICTIM)
    assert work(0) == []


@pytest.mark.both_databases
def test_an_email_that_has_to_be_sent_again_keeps_its_day(article, work, settings):
    """K17d: a mail server that is away for minutes costs nobody the day's e-mail."""
    working, settings.EMAIL_BACKEND = (
        settings.EMAIL_BACKEND,
        "tests.comments.test_notifications.Broken",
    )
    a_comment(article, Status.PENDING, email=VICTIM)
    work(0)
    notification = Notification.objects.get()
    assert (notification.tries, notification.sent_at) == (1, None)
    assert DailyEmail.objects.get().notification == notification
    settings.EMAIL_BACKEND = working
    assert to(work(5)) == [VICTIM]


def test_a_refused_address_is_written_into_no_log(article, work, settings, caplog):
    """K17e"""
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    a_comment(article, Status.PENDING, email=VICTIM)
    work(0)
    assert "refused for good: smtplib.SMTPRecipientsRefused (550)" in caplog.text
    notification = Notification.objects.get()
    assert "550" in notification.error
    assert notification.given_up_at
    for told in (caplog.text, notification.error):
        assert "victim" not in told


class Refusing(EmailBackend):
    def send_messages(self, messages):
        address = messages[0].to[0]
        raise SMTPRecipientsRefused({address: (550, f"<{address}>: no such user".encode())})
