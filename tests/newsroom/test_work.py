"""What is due is done, once, whoever is killed; what cannot be done is seen at the desk."""

import logging
import time
from datetime import timedelta
from types import SimpleNamespace
from unittest.mock import Mock

import pytest
import time_machine
from django.db import OperationalError, connection
from django.utils import timezone

from comments.models import Notification
from newsroom.models import Job, Pause
from newsroom.work import due, lookout, loop
from newsroom.work.due import Lost
from newsroom.work.jobs import does
from newsroom.work.pauses import Unreachable
from tests.cast import PASSWORD

pytestmark = pytest.mark.both_databases
calls = []


@pytest.fixture(autouse=True)
def none_yet():
    calls.clear()


@does("note")
def note(word):
    calls.append(word)


@does("break_down")
def break_down(word):
    calls.append(word)
    raise ValueError(f"ravi@example.org said {word}")


@does("miss_what_all_need")
def miss_what_all_need():
    raise Unreachable from ConnectionRefusedError(111, "Connection refused")


@does("dawdle")
def dawdle():
    time.sleep(5)


class Told:
    is_told = False


def work(minutes=0):
    """Do all that is due in so many minutes."""
    with time_machine.travel(timezone.now() + timedelta(minutes=minutes), tick=False):
        while row := Job.claim():
            loop.carry_out(row)


def test_it_is_done_once_when_it_is_due_and_its_row_goes(db):
    Job.plan("note", "now")
    Job.plan("note", "later", at=timezone.now() + timedelta(hours=1))
    work()
    work()
    assert calls == ["now"]
    work(61)
    assert calls == ["now", "later"]
    assert not Job.objects.exists()


def test_what_comes_first_is_done_first(db):
    Job.plan("note", "a picture", priority=-10)
    for word in ("one", "two"):
        Job.plan("note", word)
    work()
    assert calls == ["one", "two", "a picture"]


def test_what_fails_leaves_a_line_is_tried_again_and_then_waits_at_the_desk(
    db, caplog, client, boss
):
    """K1c, K1d"""
    Job.plan("break_down", "boats")
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for pause in [timedelta(0), *due.PAUSES]:
            clock.shift(pause - timedelta(seconds=1))
            work()
            clock.shift(timedelta(seconds=2))
            work()
    assert calls == ["boats"] * 6
    line = caplog.records[0]
    assert (line.levelno, line.exc_info[0]) == (logging.ERROR, ValueError)
    row = Job.objects.get()
    assert row.given_up_at
    assert row.error == "ValueError"  # what it says was typed by somebody
    client.login(username="boss", password=PASSWORD)
    page = client.get("/admin/newsroom/job/?state=given_up").content.decode()
    assert "break_down" in page
    client.post("/admin/newsroom/job/", {"action": "again", "_selected_action": [row.pk]})
    work()
    assert len(calls) == 7


def test_of_two_workers_one_has_it_and_after_the_lease_of_a_dead_one_another(db):
    """K1a"""
    Job.plan("note", "boats")
    dead = Job.claim()
    assert Job.claim() is None
    with time_machine.travel(timezone.now() + due.LEASE, tick=False):
        alive = Job.claim()
        assert alive.lease == dead.lease + 1
        for late in (dead.carry_out, lambda: dead.fail(ValueError()), dead.put_back):
            with pytest.raises(Lost):
                late()
        alive.carry_out()
    assert not Job.objects.exists()


def test_what_kills_each_worker_is_given_up(db):
    """K1a: nothing is at work for ever."""
    Job.plan("note", "boats")
    for number in range(len(due.PAUSES) + 2):
        with time_machine.travel(timezone.now() + number * due.LEASE, tick=False):
            row = Job.claim()  # and whoever did is killed
    loop.carry_out(row)
    assert calls == []
    assert Job.objects.get().error == "newsroom.work.loop.NeverEnded"
    assert Job.objects.get().given_up_at


def test_what_was_taken_back_meanwhile_is_no_failure(db, caplog):
    Job.plan("note", "boats")
    row = Job.claim()
    Job.objects.all().delete()
    loop.carry_out(row)
    assert {record.levelno for record in caplog.records} == {logging.WARNING}


def test_work_ends_before_its_lease(db, monkeypatch):
    assert due.DEADLINE < due.LEASE
    monkeypatch.setattr(loop, "DEADLINE", timedelta(seconds=0.05))
    Job.plan("dawdle")
    begun = time.monotonic()
    work()
    assert time.monotonic() - begun < 4
    assert Job.objects.get().error == "newsroom.work.loop.TookTooLong"


def test_where_something_that_all_need_is_away_all_wait_and_no_try_is_counted(db):
    Job.plan("miss_what_all_need")
    loop.carry_out(Job.claim())
    assert Job.objects.get().tries == 0
    assert Pause.holds(Job.LANE)
    first = Pause.objects.get().until - timezone.now()
    loop.carry_out(Job.claim())
    assert Pause.objects.get().until - timezone.now() > 3 * first
    Job.objects.all().delete()
    Job.plan("note", "again")
    work()
    assert not Pause.objects.exists()


def test_a_database_that_cannot_be_asked_ends_nothing(db, monkeypatch, caplog):
    """K1b"""
    Job.plan("note", "boats")
    asked, stop = [], Told()

    def take_one(kinds):
        asked.append(kinds)
        if len(asked) == 1:
            raise OperationalError("database is locked")
        stop.is_told = True

    monkeypatch.setattr(loop, "take_one", take_one)
    monkeypatch.setattr(loop, "AFTER_AN_ERROR", 0)
    monkeypatch.setattr(loop.connection, "close", lambda: None)
    monkeypatch.setattr(loop, "close_old_connections", lambda: None)
    loop.run("work", stop)
    assert len(asked) == 2
    assert caplog.records[0].exc_info[0] is OperationalError


def test_mail_has_a_lane_of_its_own(db):
    """K17g"""
    assert loop.models_by_lane() == {"mail": [Notification], "work": [Job]}


class Process:
    """One that ends when the test says so."""

    pid, returncode = 0, None

    def poll(self):
        return self.returncode


@pytest.fixture
def lane(monkeypatch):
    """The watch over one lane, which starts nothing real; `started` is what it started."""
    monkeypatch.setattr(lookout.processes, "kill_group", lambda _process: None)
    monkeypatch.setattr(lookout.processes, "FIRST_REST", 0)
    child = lookout.LaneChild(Job.LANE, SimpleNamespace(sees=lambda _lane: is_due, due=set()))
    child.started, is_due = [], []
    child.start = lambda _work: child.started.append(Process()) or child.started[-1]
    child.fall_due, child.be_done = lambda: is_due.append(True), is_due.clear
    return child


def test_who_works_is_there_at_first_and_then_while_something_is_due(lane):
    lane.restart_if_due()
    lane.restart_if_due()
    assert len(lane.started) == 1
    lane.started[0].returncode = 0
    lane.restart_if_due()
    assert len(lane.started) == 1
    lane.fall_due()
    lane.restart_if_due()
    lane.restart_if_due()
    assert len(lane.started) == 2


def test_who_was_killed_before_it_had_begun_is_started_again_although_nothing_is_due(lane):
    """Else nobody plans the first night."""
    lane.restart_if_due()
    lane.started[0].returncode = -9
    lane.restart_if_due()
    assert len(lane.started) == 2


def test_the_lookout_sees_what_is_due_in_each_lane_and_waits_for_no_database(db, monkeypatch):
    watch = lookout.Lookout.__new__(lookout.Lookout)
    watch.due, watch.next_look = set(), 0.0
    assert not watch.sees(Job.LANE)
    Job.plan("note", "boats")
    assert not watch.sees(Job.LANE)  # it has just looked
    watch.next_look = 0.0
    assert watch.sees(Job.LANE)
    assert not watch.sees(Notification.LANE)
    monkeypatch.setattr(loop, "is_due", Mock(side_effect=OperationalError("away")))
    monkeypatch.setattr(lookout.connections["default"], "close", lambda: None)
    watch.next_look = 0.0
    assert not watch.sees(Job.LANE)
    assert watch.next_look > time.monotonic() + loop.LOOK
    settings = lookout.bounded(connection).settings_dict["OPTIONS"]
    assert "pool" not in settings
    assert settings.get("timeout", 0) <= 1


class Impatient:
    looks = 0

    @property
    def is_told(self):
        self.looks += 1
        assert self.looks < 50, "It never ends."
        return False


def test_who_works_goes_when_nothing_is_due_for_a_while(db, monkeypatch):
    monkeypatch.setattr(loop, "close_old_connections", lambda: None)  # the test's own
    Job.plan("note", "boats")
    loop.run(Job.LANE, Impatient(), idle=0)
    assert calls == ["boats"]
