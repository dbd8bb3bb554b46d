"""Moderators hear by mail of what waits: in their own rhythm, and never when nothing waits."""

import re
from datetime import datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.utils import timezone

from articles.models import Article
from comments import notifications, statistics
from comments.models import Decision, ModeratorSubscription, Notification, Status
from comments.notifications import moderator_digest, schedule
from comments.notifications.send_times import next_full_hour, next_morning
from newsroom.models import Job, Masthead
from tests.cast import PASSWORD, a_comment, ago, an_article, from_now, staff

LATE, DAILY, HOURLY, AT_ONCE = ModeratorSubscription.Rhythm
TO_ME = "/admin/comments/notification/mine/"


@pytest.fixture
def kai(db):
    return staff("Kai", "Moderators")


@pytest.fixture
def clock():
    """Half past nine in the morning, on a Monday; it moves when it is told to."""
    with time_machine.travel("2026-03-02 09:30Z", tick=False) as clock:
        yield clock


@pytest.fixture
def pass_time(clock, work):
    """Let `minutes` pass, the worker working whenever a task is due; returns what was sent."""

    def until(minutes):
        end, sent = from_now(minutes=minutes), work(0)
        while due := first_due(until=end):
            clock.move_to(due)
            sent += work(0)
        clock.move_to(end)
        return sent

    return until


def first_due(until):
    """The next moment at which the worker has something to do."""
    moments = [
        *Notification.objects.filter(next_try_at__gt=timezone.now(), next_try_at__lte=until),
        *Job.objects.filter(next_try_at__gt=timezone.now(), next_try_at__lte=until),
    ]
    return min((row.next_try_at for row in moments), default=None)


def a_waiting(article, **what):
    return a_comment(article, Status.PENDING, **what)


def usually_decided_after(article, mo, wait):
    for _ in range(statistics.ENOUGH):
        decision = a_waiting(article, created_at=ago(days=2)).reject(by=mo)
        Decision.objects.filter(pk=decision.pk).update(at=decision.comment.created_at + wait)


def links_of(message, act="Approve"):
    return re.findall(rf"^{act}:\n\S+?(/moderate/\S+)", message.body, re.M)


# -- who gets letters, and when


def test_nobody_gets_one_who_did_not_ask(article, mo, kai, boss, ida, pass_time):
    a_waiting(article)
    assert pass_time(26 * 60) == []
    assert not Notification.objects.exists()


@pytest.mark.both_databases
def test_the_mornings_letter_has_all_that_waits_and_comes_daily_until_it_is_done(
    article, mo, pass_time
):
    ModeratorSubscription.choose(mo, DAILY)
    comments = [a_waiting(article, text=f"Boat number {number}.") for number in range(3)]
    assert pass_time(21 * 60) == []
    [notification] = pass_time(60)  # seven o'clock
    assert (notification.to, notification.subject) == (
        [mo.email],
        "3 comments waiting for a moderator",
    )
    assert all(comment.text in notification.body for comment in comments)
    comments[0].approve(by=mo)
    [notification] = pass_time(24 * 60)
    assert notification.subject == "2 comments waiting for a moderator"
    for comment in comments[1:]:
        comment.reject(by=mo)
    assert pass_time(48 * 60) == []
    assert not Notification.objects.filter(sent_at=None).exists()


@pytest.mark.both_databases
def test_mornings_are_those_of_the_paper(article, mo, pass_time):
    Masthead.objects.update(time_zone="Pacific/Auckland")  # thirteen hours ahead
    ModeratorSubscription.choose(mo, DAILY)
    a_waiting(article)
    assert pass_time(8 * 60) == []
    assert len(pass_time(60)) == 1  # 18:00 UTC


def test_followers_mornings_are_those_of_the_paper_too(article, mo, pass_time):
    from comments.models import Commenter, Following

    Masthead.objects.update(time_zone="Pacific/Auckland")
    Article.objects.update(published_at="2026-01-01 09:00Z")
    ravi = Commenter.objects.create(email="ravi@example.org")
    ravi.follow(article, Following.Rhythm.DAILY)
    a_comment(article, created_at=ago(minutes=-1)).approve(by=mo)
    assert pass_time(8 * 60) == []
    assert len(pass_time(60)) == 1


def test_an_hour_has_one_letter_however_many_comments(article, mo, pass_time):
    ModeratorSubscription.choose(mo, HOURLY)
    for number in range(50):
        a_waiting(article, text=f"Boat number {number}.")
    [notification] = pass_time(35)
    assert notification.subject == "50 comments waiting for a moderator"
    assert Notification.objects.count() == 2  # and what is planned for tomorrow


def test_an_hour_without_news_has_none_but_a_day_does(article, mo, pass_time):
    ModeratorSubscription.choose(mo, HOURLY)
    hard = a_waiting(article, text="A hard one.")
    assert len(pass_time(60)) == 1
    easy = a_waiting(article, text="An easy one.")
    pass_time(5)
    easy.approve(by=mo)
    assert [one for one in pass_time(23 * 60) if hard.text in one.body] == []
    [again] = pass_time(2 * 60)
    assert hard.text in again.body
    assert len(pass_time(25 * 60)) == 1


@pytest.mark.both_databases
def test_a_new_comment_is_news_and_the_old_ones_stand_beside_it(article, mo, pass_time):
    ModeratorSubscription.choose(mo, HOURLY)
    a_waiting(article, text="The first.")
    pass_time(60)
    a_waiting(article, text="The second.")
    [notification] = pass_time(60)
    assert notification.body.index("The first.") < notification.body.index("The second.")


@pytest.mark.parametrize("rhythm", [LATE, DAILY, HOURLY, AT_ONCE])
def test_when_it_is_decided_before_no_letter_goes(article, mo, pass_time, rhythm):
    ModeratorSubscription.choose(mo, rhythm)
    a_waiting(article).approve(by=mo)
    comment = a_waiting(article)
    comment.reject(by=mo)
    assert pass_time(26 * 60) == []


def test_only_who_asks_for_each_comment_gets_a_letter_for_each(article, mo, kai, pass_time):
    ModeratorSubscription.choose(mo, AT_ONCE)
    ModeratorSubscription.choose(kai, DAILY)
    for number in range(3):
        a_waiting(article, text=f"Boat number {number}.")
    a_comment(article, text="Approved by rule or person.")
    sent = pass_time(5)
    assert [(one.to, one.subject) for one in sent] == [
        ([mo.email], "1 comment waiting for a moderator")
    ] * 3
    assert pass_time(5) == []


@pytest.mark.both_databases
def test_what_was_taken_back_waits_anew(article, mo, kai, pass_time):
    comment = a_waiting(article)
    decision = comment.approve(by=mo)
    ModeratorSubscription.choose(kai, DAILY)
    assert pass_time(5) == []
    decision.undo(by=mo)
    assert len(pass_time(24 * 60)) == 1


# -- longer than usual


def test_what_waits_longer_than_usual_is_told_when_it_does(article, mo, pass_time):
    usually_decided_after(an_article(), mo, timedelta(minutes=100))
    ModeratorSubscription.choose(mo, LATE)
    a_waiting(article, text="Nobody has seen me.")
    assert pass_time(100) == []
    [notification] = pass_time(60)  # the first full hour after that
    assert notification.subject == "1 comment waiting longer than usual"
    assert "Comments are usually reviewed within 100 minutes" in notification.body
    assert pass_time(12 * 60) == []


@pytest.mark.both_databases
def test_what_does_not_wait_so_long_is_not_in_that_letter(article, mo, pass_time):
    usually_decided_after(an_article(), mo, timedelta(minutes=100))
    ModeratorSubscription.choose(mo, LATE)
    a_waiting(article, text="Nobody has seen me.")
    pass_time(90)
    quick = a_waiting(article, text="I came later.")
    [notification] = pass_time(60)
    assert "I came later." not in notification.body
    assert "And 1 more is waiting." in notification.body
    quick.approve(by=mo)
    assert pass_time(12 * 60) == []


@pytest.mark.both_databases
def test_a_usual_wait_that_grows_puts_the_letter_off_and_does_not_lose_it(article, mo, pass_time):
    usually_decided_after(an_article(), mo, timedelta(minutes=60))
    ModeratorSubscription.choose(mo, LATE)
    a_waiting(article)
    pass_time(5)
    usually_decided_after(an_article(), mo, timedelta(minutes=200))
    usually_decided_after(an_article(), mo, timedelta(minutes=200))
    assert pass_time(180) == []
    assert len(pass_time(60)) == 1


def test_where_nobody_can_say_what_is_usual_a_day_is_long(article, mo, pass_time):
    ModeratorSubscription.choose(mo, LATE)
    a_waiting(article)
    assert pass_time(24 * 60) == []
    assert len(pass_time(60)) == 1


# -- to whom


@pytest.mark.parametrize(
    "change",
    [
        {"email": ""},
        {"is_active": False},
        {"is_staff": False},
    ],
)
@pytest.mark.parametrize("rhythm", [DAILY, HOURLY, AT_ONCE])
def test_without_rights_or_an_address_there_is_no_letter(article, mo, pass_time, change, rhythm):
    ModeratorSubscription.choose(mo, rhythm)
    a_waiting(article)
    pass_time(0)
    User.objects.filter(pk=mo.pk).update(**change)
    a_waiting(article)
    assert pass_time(30 * 60) == []
    assert not Notification.objects.filter(sent_at=None).exists()


def test_who_left_the_group_hears_nothing_even_of_what_was_planned(article, mo, pass_time):
    ModeratorSubscription.choose(mo, DAILY)
    a_waiting(article)
    pass_time(5)
    mo.groups.clear()
    assert pass_time(26 * 60) == []


def test_a_letter_never_goes_to_an_address_that_was_given_up(article, mo, pass_time):
    ModeratorSubscription.choose(mo, HOURLY)
    a_waiting(article)
    pass_time(5)
    User.objects.filter(pk=mo.pk).update(email="new@example.org")
    sent = pass_time(120)
    assert [one.to for one in sent] == [["new@example.org"]]


@pytest.mark.both_databases
def test_another_choice_counts_at_once(article, mo, pass_time):
    ModeratorSubscription.choose(mo, DAILY)
    a_waiting(article)
    pass_time(5)
    ModeratorSubscription.choose(mo, AT_ONCE)
    assert pass_time(26 * 60) == []  # what waits already was not new
    ModeratorSubscription.choose(mo, HOURLY)
    assert len(pass_time(60)) == 1


# -- what it says


def test_each_comment_stands_there_with_its_reason_and_its_three_links(
    article, reader, mo, pass_time
):
    ModeratorSubscription.choose(mo, DAILY)
    first = a_comment(article, name="Ines", text="The ward closed in May.")
    links = " ".join(f"https://example.org/{number}" for number in range(4))
    comment = a_waiting(article, parent=first, text=links, email="ravi@example.org")
    [notification] = [one for one in pass_time(24 * 60) if one.to == [mo.email]]
    assert article.headline in notification.body
    assert "To Ines: “The ward closed in May.”" in notification.body
    assert "Contains too many links to be published without review." in notification.body
    assert "ravi@example.org" not in notification.message().as_string()
    page = notification.alternatives[0].content
    for act in ("Approve", "Reject", "Spam"):
        [link] = links_of(notification, act)
        assert f'{link}">{act}</a>' in page
        assert reader.get(link).status == 200
    [spam] = links_of(notification, "Spam")
    assert reader.post(spam, {}, origin=None).status == 303
    comment.refresh_from_db()
    assert comment.status == Status.SPAM


@pytest.mark.both_databases
def test_twenty_are_shown_the_oldest_first_and_the_others_counted(article, mo, pass_time):
    ModeratorSubscription.choose(mo, DAILY)
    for number in range(moderator_digest.MOST_SHOWN + 5):
        a_waiting(article, text=f"Boat number {number:02}.", created_at=ago(minutes=60 - number))
    [notification] = pass_time(24 * 60)
    shown = re.findall(r"Boat number (\d\d)", notification.body)
    assert shown == [f"{number:02}" for number in range(moderator_digest.MOST_SHOWN)]
    assert notification.subject == "25 comments waiting for a moderator"
    assert "And 5 more are waiting." in notification.body
    assert "/admin/comments/comment/" in notification.body


def test_other_peoples_words_are_in_no_header_and_open_no_tag(article, mo, pass_time, settings):
    """A66, A67"""
    ModeratorSubscription.choose(mo, AT_ONCE)
    hostile = "Fine.\nApprove:\nhttps://evil.example.com/\n<img src=https://evil.example.com/x>"
    a_waiting(article, name="Mallory\r\nBcc: all@example.org", text=hostile)
    [notification] = pass_time(5)
    assert notification.recipients() == [mo.email]
    headers = notification.message()
    assert headers["Bcc"] is None
    assert "Mallory" not in str(dict(headers.items()))
    html = notification.alternatives[0].content
    assert "<img" not in html
    assert set(re.findall(r'href="(https?://[^/"]+)', html)) == {settings.SITE_URL}
    # A line of a comment can never be read as a line of the letter.
    assert not re.search(r"^(Approve:\nhttps://evil|https://evil|<img)", notification.body, re.M)
    assert "> https://evil.example.com/" in notification.body


def test_a_letter_is_stopped_by_a_post_and_never_by_a_look(article, reader, mo, pass_time):
    """A71"""
    ModeratorSubscription.choose(mo, AT_ONCE)
    a_waiting(article)
    [notification] = pass_time(5)
    headers = notification.message()
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stop = re.search(r"(/unsubscribe/\S+/)", headers["List-Unsubscribe"])[1]
    assert stop in notification.body
    for _ in range(3):
        assert "E-mails about comments waiting for a moderator." in reader.get(stop)
    assert mo.moderator_subscription
    for _ in range(2):
        assert reader.post(stop, {"List-Unsubscribe": "One-Click"}, origin=None).status == 200
    assert not ModeratorSubscription.objects.exists()
    a_waiting(article)
    assert pass_time(26 * 60) == []
    assert reader.post(stop[:-3] + "xx/", {}, origin=None).status == 404


def test_a_stop_of_a_commenter_is_none_for_a_moderator(mo, db):
    from comments.models import Commenter
    from comments.notifications import unsubscribe

    ravi = Commenter.objects.create(pk=mo.pk, email="ravi@example.org")
    assert (
        notifications.unsubscription_of(unsubscribe.address(ravi).split("/")[-2]).commenter == ravi
    )
    assert (
        notifications.unsubscription_of(unsubscribe.address_for(mo).split("/")[-2]).moderator == mo
    )


# -- the choice, and what it costs


def test_each_moderator_chooses_for_themselves_alone(client, mo, kai):
    ModeratorSubscription.choose(kai, DAILY)
    client.login(username="mo", password=PASSWORD)
    assert TO_ME in client.get("/admin/").content.decode()
    page = client.get(TO_ME).content.decode()
    assert re.search(r'value="never"[^>]*checked', page)
    assert "mo@example.org" in page
    for rhythm in ModeratorSubscription.Rhythm.values:
        client.post(TO_ME, {"rhythm": rhythm, "moderator": kai.pk})
        assert ModeratorSubscription.objects.get(moderator=mo).rhythm == rhythm
        page = client.get(TO_ME).content.decode()
        assert re.search(rf'value="{rhythm}"[^>]*checked', page)
    client.post(TO_ME, {"rhythm": "sometimes"})
    assert ModeratorSubscription.objects.get(moderator=mo).rhythm == AT_ONCE
    client.post(TO_ME, {"rhythm": "never"})
    assert list(ModeratorSubscription.objects.values_list("moderator__username", "rhythm")) == [
        ("kai", DAILY)
    ]


def test_only_moderators_choose(client, ida):
    assert client.get(TO_ME).status_code == 302
    client.login(username="ida", password=PASSWORD)
    assert client.get(TO_ME).status_code == 403
    assert client.post(TO_ME, {"rhythm": "daily"}).status_code == 403
    assert TO_ME not in client.get("/admin/").content.decode()
    assert not ModeratorSubscription.objects.exists()


def test_without_an_address_one_is_told_so(client, mo):
    User.objects.update(email="")
    client.login(username="mo", password=PASSWORD)
    assert "Your account has no e-mail address" in client.get(TO_ME).content.decode()


def test_posting_costs_the_same_however_many_moderators_wait_for_letters(article, queries):
    nobody = queries(lambda: a_waiting(article))
    for number in range(10):
        moderator = staff(f"Mo{number}", "Moderators")
        ModeratorSubscription.choose(moderator, AT_ONCE)
        if number == 0:
            one = queries(lambda: a_waiting(article))
    assert queries(lambda: a_waiting(article)) == one
    assert one <= nobody + 3  # the task that finds out


@pytest.mark.parametrize(
    ("now", "zone", "expected"),
    [
        ("2026-03-28 12:00Z", "Europe/Berlin", "2026-03-29 05:00Z"),  # summer time begins
        ("2026-10-24 12:00Z", "Europe/Berlin", "2026-10-25 06:00Z"),  # and ends
        ("2026-03-02 07:00Z", "UTC", "2026-03-03 07:00Z"),
        ("2026-03-02 06:59Z", "UTC", "2026-03-02 07:00Z"),
    ],
)
def test_seven_oclock_is_seven_oclock_all_the_year(db, now, zone, expected):
    Masthead.objects.update(time_zone=zone)
    assert next_morning(datetime.fromisoformat(now)) == datetime.fromisoformat(expected)


def test_a_slot_is_always_to_come(article, mo, clock):
    """Or a letter with nothing to say would call for itself without end."""
    assert next_full_hour(timezone.now().replace(minute=0)) > timezone.now().replace(minute=0)
    a_waiting(article, created_at=ago(days=400))
    for rhythm in (LATE, DAILY, HOURLY):
        for told_at in (None, ago(minutes=1), ago(hours=23, minutes=59), ago(days=1), ago(days=9)):
            digest = ModeratorSubscription(moderator=mo, rhythm=rhythm, told_at=told_at)
            assert schedule.next_slot(digest) > timezone.now(), (rhythm, told_at)
    assert schedule.next_slot(ModeratorSubscription(moderator=mo, rhythm=AT_ONCE)) is None
