"""The page of figures says what the log says, of what is the moderator's own."""

import re
from datetime import datetime, timedelta

import pytest
import time_machine

from comments.models import Comment, Decision, ModeratorScope, Notice, Status
from comments.moderation import NO_REASON, Because
from comments.statistics import charts
from comments.statistics.decision_counts import (
    beginning_of_the_last,
    by_day_and_moderator,
    decisions_for,
)
from comments.statistics.durations import lasting
from comments.statistics.queue_age import by_age
from comments.statistics.usual_wait import ENOUGH
from comments.statistics.waiting_times import waits
from comments.statistics.week_by_week import difference
from newsroom.models import Masthead
from tests.cast import PASSWORD, a_comment, a_topic, ago, an_article, staff

FIGURES = "/admin/comments/comment/figures/"
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def at_noon():
    """What is decided now and an hour ago is of the same day."""
    with time_machine.travel("2026-05-20 12:00:00+00:00", tick=False):
        yield


@pytest.fixture
def desk(client, mo):
    client.login(username="mo", password=PASSWORD)
    return client


def shown(desk, asked=""):
    """The page, in which white space means as little as for a browser."""
    return re.sub(r"\s+", " ", desk.get(FIGURES + asked).content.decode())


def decided(article, verb, by, waited=5, days_ago=0, reason=NO_REASON):
    """A comment about which `by` decided `days_ago`, when it had waited so many minutes."""
    at = ago(days=days_ago)
    comment = a_comment(article, Status.PENDING, created_at=at - waited * MINUTE)
    decision = getattr(comment, verb)(by=by, reason=reason)
    Decision.objects.filter(pk=decision.pk).update(at=at)
    return comment


def lately(by):
    return decisions_for(by, beginning_of_the_last(30))


def test_without_anything_it_says_so(desk):
    page = shown(desk)
    for words in ("No decisions on waiting comments", "No decisions.", "None.", "No reports."):
        assert words in page


@pytest.mark.both_databases
def test_what_waits_is_sorted_by_its_age(article):
    for minutes in (1, 59, 61, 60 * 5, 60 * 24 * 2, 60 * 24 * 30):
        a_comment(article, Status.PENDING, created_at=ago(minutes=minutes))
    a_comment(article, created_at=ago(minutes=1))
    found = by_age(Comment.objects.all())
    assert [bar.number for bar in found] == [2, 1, 1, 1, 1]
    assert [bar.length for bar in found] == [1000, 500, 500, 500, 500]


@pytest.mark.both_databases
def test_decisions_stand_under_their_day_and_who_made_them(article, mo, boss):
    decided(article, "approve", mo).feature(by=mo)
    decided(article, "approve", mo, days_ago=1)
    decided(article, "reject", mo, days_ago=1)
    decided(article, "mark_as_spam", boss)
    decided(article, "approve", mo, days_ago=40)
    days, moderators = by_day_and_moderator(lately(mo), beginning_of_the_last(30))
    assert len(days) == 30
    assert [day[1:] for day in days[-3:]] == [(0, 0, 0), (1, 1, 0), (1, 1, 1)]
    assert [tuple(one) for one in moderators] == [("Mo", 2, 1, 0, 0, 1), ("Boss", 0, 0, 1, 0, 0)]
    assert [one.share_refused for one in moderators] == [33, 100]


@pytest.mark.both_databases
def test_what_was_taken_back_was_not_decided(article, mo):
    comment = decided(article, "reject", mo)
    comment.decisions.first().undo(by=mo)
    assert lately(mo).count() == 0
    comment.approve(by=mo)
    assert [decision.to_status for decision in lately(mo)] == ["approved"]


def test_house_rules_and_writers_are_no_moderators(article, mo):
    a_comment(article, Status.PENDING).delete_by_writer()
    assert lately(mo).count() == 0


@pytest.mark.both_databases
def test_the_page_names_reasons_reports_and_how_long_it_takes(desk, mo, article):
    for waited in (4, 10, 300):
        decided(article, "reject", mo, waited=waited, reason=Because("abuse"))
    decided(article, "remove", mo, waited=30, reason=Because("illegal", "§ 185 StGB"))
    decided(article, "remove", mo, waited=30)
    decided(article, "mark_as_spam", mo, waited=30)
    comment = a_comment(article, name="Mallory", text="Watches.")
    for _ in range(2):
        Notice(comment=comment, kind="abuse").submit()
    page = shown(desk)
    assert "Insults or threatens somebody.</th><td>3<" in page
    assert "Illegal content.</th><td>1<" in page
    assert "spam</th><td>1<" in page
    assert "no reason given</th><td>1<" in page
    assert "2×</span>" in page
    assert "Mallory: Watches.</a> <strong>still open" in page
    assert "half within</dt><dd>30 minutes" in page
    assert "nine in ten within</dt><dd>2 hours" in page


@pytest.mark.both_databases
def test_how_long_it_takes_is_told_by_the_hour_of_writing(article, mo):
    decided(article, "approve", mo, waited=60)
    decided(article, "approve", mo, waited=90)
    decided(article, "approve", mo, waited=30)
    by_hour = {hour.hour: hour[1:] for hour in waits(lately(mo)).by_hour if hour.number}
    assert by_hour == {10: (1, 90 * MINUTE), 11: (2, 45 * MINUTE)}


@pytest.mark.both_databases
def test_of_decisions_about_one_comment_the_first_is_timed(article, mo):
    comment = decided(article, "approve", mo, waited=7, days_ago=2)
    comment.decisions.update(at=ago(days=2))
    comment.decide(Status.PENDING, by=mo)
    comment.reject(by=mo)
    took = waits(lately(mo))
    assert (took.number, took.median) == (1, 7 * MINUTE)


def test_one_looks_back_on_a_week_a_month_or_a_quarter(desk, mo, article):
    decided(article, "reject", mo, days_ago=20, reason=Because("abuse"))
    assert "Insults" in shown(desk)
    assert "Insults" in shown(desk, "?days=90")
    for asked in ("?days=7", "?days=1000000", "?days=x", "?days=٧"):
        assert ("Insults" in shown(desk, asked)) == (asked != "?days=7")


def test_a_moderator_of_some_topics_sees_the_figures_of_these(client, mo):
    tess = staff("Tess", "Moderators")
    ModeratorScope.objects.create(moderator=tess).topics.add(a_topic("harbour"))
    decided(an_article(about=["harbour"]), "reject", mo, reason=Because("abuse"))
    other = an_article(about=["courts"])
    decided(other, "reject", mo, reason=Because("private"))
    Notice(comment=a_comment(other, name="Ines"), kind="abuse").submit()
    client.force_login(tess)
    page = shown(client)
    assert "Insults" in page
    assert "private information" not in page
    assert "Ines" not in page


def test_it_costs_the_same_with_much_and_with_little(desk, mo, article, queries):
    decided(article, "reject", mo)
    Notice(comment=a_comment(article), kind="abuse").submit()
    few = queries(lambda: desk.get(FIGURES))
    for days in range(20):
        decided(an_article(), "reject", staff(f"Moderator {days}", "Moderators"), days_ago=days)
        Notice(comment=a_comment(article), kind="abuse").submit()
    assert queries(lambda: desk.get(FIGURES)) == few


@pytest.mark.parametrize(
    ("most", "ticks"),
    [
        (1, [(0, 100), (1, 0)]),
        (8, [(0, 100), (2, 75), (4, 50), (6, 25), (8, 0)]),
        (230, [(0, 100), (100, 57), (200, 14)]),
    ],
)
def test_an_axis_has_few_and_round_numbers(most, ticks):
    assert charts.columns([{"wait": most}]).ticks == ticks


def test_labels_of_days_stand_at_even_distances():
    assert charts.spread(list(range(7)), 4) == [0, 2, 4, 6]
    assert charts.spread(list(range(2))) == [0, 1]


def test_columns_stand_on_each_other_and_reach_the_top():
    chart = charts.columns([{"published": 3, "against": 1}, {"published": 0, "against": 2}])
    assert (chart.most, chart.width) == (4, 20)
    assert [(one.kind, one.x, one.y, one.height) for one in chart.columns] == [
        ("published", 0, 250, 750),
        ("against", 0, 0, 250),
        ("against", 10, 500, 500),
    ]
    assert charts.columns([{"published": 0}]).columns == []
    assert charts.columns([]).most == 0


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (timedelta(0), "1 minute"),
        (timedelta(minutes=40), "40 minutes"),
        (timedelta(hours=2), "2 hours"),
        (timedelta(hours=50), "2 days"),
    ],
)
def test_a_span_is_said_in_its_largest_unit(span, said):
    assert lasting(span) == said


# -- what changed since last week


def told(page):
    """What the page says of the last week: of each line its number, and all words beside it."""
    listed = page.partition('<dl class="desk-changes">')[2].partition("</dl>")[0]
    lines = re.findall(r"<dt>([^<]*)</dt>(.*?)</div>", listed)
    return {label: re.findall(r"<dd[^>]*>([^<]*)</dd>", rest) for label, rest in lines}


@pytest.mark.both_databases
def test_the_last_seven_full_days_are_told_beside_the_seven_before(desk, mo, article):
    for days in (0, 1, 3, 7, 8, 14, 15):
        a_comment(article, created_at=ago(days=days))
    a_comment(article, author=mo, created_at=ago(days=1))  # nobody has sent it
    for days in (2, 9, 10):
        decided(article, "reject", mo, days_ago=days)
    taken_back = decided(article, "mark_as_spam", mo, days_ago=2)
    taken_back.decisions.first().undo(by=mo)
    reported = a_comment(article, created_at=ago(days=90))
    for _ in range(2):
        Notice(comment=reported, kind="abuse", created_at=ago(days=2)).submit()
    page = shown(desk)
    assert "May 13, 2026 to May 19, 2026, compared with the seven days before" in page
    assert told(page) == {
        "Comments received": ["5", "1 more than the week before"],
        "Rejected or removed": ["1", "1 fewer than the week before"],
        "Reports": ["2", "none the week before"],
        "Half decided within": ["5 minutes"],  # of so few nobody can say that it was faster
    }


def test_of_two_weeks_without_anything_nothing_is_said(desk, mo, article):
    a_comment(article, created_at=ago(days=20))
    decided(article, "approve", mo, days_ago=20)
    assert "What changed" not in shown(desk)


@pytest.mark.both_databases
def test_appeals_are_told_with_what_came_of_them(desk, mo, boss, article):
    for days, verb in ((9, "approve"), (3, "approve"), (2, "keep"), (1, "keep")):
        refused = a_comment(article, Status.REJECTED, by=mo, created_at=ago(days=90))
        refused.decisions.update(at=ago(days=80))
        with time_machine.travel(ago(days=days), tick=False):
            Notice(comment=refused, kind="appeal", words="Why?").submit()
            getattr(refused, verb)(by=boss)
    lines = told(shown(desk))
    assert lines["Appeals"] == ["3", "2 more than the week before"]
    assert lines["Appeals decided"] == [
        "3",
        "1 decision changed, 2 decisions upheld",
        "2 more than the week before",
    ]


def test_waits_are_compared_where_both_weeks_have_enough(desk, mo, article):
    for _ in range(ENOUGH):
        decided(article, "approve", mo, waited=90, days_ago=9)
        decided(article, "approve", mo, waited=30, days_ago=2)
    assert told(shown(desk))["Half decided within"] == [
        "30 minutes",
        "faster; the week before it was 90 minutes",
    ]


@pytest.mark.parametrize(
    ("zone", "moments", "numbers"),
    [
        # Summer time ends on the 25th: the last week is an hour longer than the one before.
        ("Europe/Berlin", ["10-15T21:59:59", "10-29T23:00:00"], None),
        ("Europe/Berlin", ["10-15T22:00:00", "10-22T21:59:59"], ["0", "2 fewer than"]),
        ("Europe/Berlin", ["10-22T22:00:00", "10-29T22:59:59"], ["2", "none"]),
        ("UTC", ["10-16T00:00:00", "10-22T22:00:00"], ["0", "2 fewer than"]),
    ],
)
def test_a_week_begins_at_midnight_of_the_paper_also_when_clocks_are_changed(
    client, mo, article, zone, moments, numbers
):
    Masthead.objects.update(time_zone=zone)
    with time_machine.travel("2026-10-30 12:00:00+00:00", tick=False):
        client.login(username="mo", password=PASSWORD)
        for moment in moments:
            a_comment(article, created_at=datetime.fromisoformat(f"2026-{moment}+00:00"))
        lines = told(shown(client))
    expected = numbers and [numbers[0], f"{numbers[1]} the week before"]
    assert lines.get("Comments received") == expected


def test_a_moderator_of_some_topics_is_told_what_changed_in_these(client, mo):
    tess = staff("Tess", "Moderators")
    ModeratorScope.objects.create(moderator=tess).topics.add(a_topic("harbour"))
    a_comment(an_article(about=["harbour"]), created_at=ago(days=2))
    elsewhere = decided(an_article(about=["courts"]), "reject", mo, days_ago=2)
    Notice(comment=elsewhere, kind="appeal", created_at=ago(days=2)).submit()
    client.force_login(tess)
    assert told(shown(client)) == {"Comments received": ["1", "none the week before"]}


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (3, 3, "as many as the week before"),
        (13, 1, "12 more than the week before"),
        (1, 13, "12 fewer than the week before"),
        (0, 1, "1 fewer than the week before"),
        (1, 0, "none the week before"),
    ],
)
def test_a_difference_is_told_in_numbers_that_somebody_can_imagine(now, before, words):
    assert difference(now, before) == words
