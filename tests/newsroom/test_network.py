"""Who sends how much is counted for a day, and nobody can count it again afterwards."""

import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from comments import hourly_limits
from newsroom import network, sqlite_options
from newsroom.models import DayKey, HourlyCount, Job
from tests.cast import from_now

MIDDAY = timezone.now().replace(hour=12, minute=0, second=0, microsecond=0)
RAVIS = "192.0.2.7"


@pytest.mark.both_databases
def test_a_network_counts_under_one_hash_for_one_day_and_never_again(db):
    """K4b"""
    with time_machine.travel(MIDDAY, tick=False) as clock:
        today = DayKey.of_today().hash_of(RAVIS)
        clock.shift(timedelta(hours=11))
        assert DayKey.of_today().hash_of(RAVIS) == today
        clock.shift(timedelta(hours=1))
        assert DayKey.of_today().hash_of(RAVIS) != today
        clock.move_to(MIDDAY)  # not even whoever has the SECRET_KEY, and sets the clock back
        assert DayKey.of_today().hash_of(RAVIS) != today


def test_a_copy_of_the_database_alone_cannot_make_the_hashes_of_today(db, settings):
    """K4b"""
    key = DayKey.of_today()
    today = key.hash_of(RAVIS)
    settings.SECRET_KEY = "another"
    assert key.hash_of(RAVIS) != today


@pytest.mark.both_databases
@pytest.mark.parametrize("who_comes", ["the next reader", "purge", "the worker"])
def test_key_and_counts_are_gone_when_the_day_is_over(db, who_comes):
    """K4b: three ways, for a timer may not be set up, nobody may come, a task may be lost."""
    with time_machine.travel(MIDDAY, tick=False):
        assert hourly_limits.take(RAVIS, 3)
        assert hourly_limits.take(RAVIS, 3, "previews")
        yesterdays = DayKey.objects.get()
        of_yesterday = set(HourlyCount.objects.values_list("network", flat=True))
    assert len(of_yesterday) == 2
    with time_machine.travel(MIDDAY + timedelta(hours=11, minutes=59), tick=False):
        assert not Job.due().exists()
        assert hourly_limits.take(RAVIS, 3)
        assert HourlyCount.objects.filter(network__in=of_yesterday).count() == 3
    with time_machine.travel(MIDDAY + timedelta(hours=12), tick=False):
        if who_comes == "the next reader":
            assert hourly_limits.take("192.0.2.8", 3)
        elif who_comes == "purge":
            call_command("purge")
        else:
            Job.due().get(fact="day_ended").carry_out()
    assert not DayKey.objects.filter(pk=yesterdays.pk).exists()
    assert not HourlyCount.objects.filter(network__in=of_yesterday).exists()


def test_what_is_deleted_is_overwritten_in_the_file():
    """K4b: SQLite only marks its pages as free, unless it was built or told otherwise."""
    with closing(sqlite3.connect(":memory:")) as file:
        file.execute("PRAGMA secure_delete=OFF")
        file.executescript(sqlite_options.OPTIONS["init_command"])
        assert file.execute("PRAGMA secure_delete").fetchone() == (1,)


def test_what_is_acknowledged_is_on_the_disk():
    """K16"""
    with closing(sqlite3.connect(":memory:")) as file:
        file.execute("PRAGMA synchronous=OFF")
        file.executescript(sqlite_options.OPTIONS["init_command"])
        assert file.execute("PRAGMA synchronous").fetchone() == (2,)  # FULL


def test_every_column_of_hashes_goes_with_the_key(db):
    """K4b: whoever makes another table of counts is told here what it has to do."""
    fields = DayKey._meta.get_fields(include_hidden=True)
    related = {field.related_model: field for field in fields if field.one_to_many}
    assert HourlyCount in related
    assert {field.on_delete.__name__ for field in related.values()} == {"CASCADE"}


@pytest.mark.parametrize(
    ("address", "of"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2::3", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::", "2001:db8:1:3::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("nobody", "unknown"),
        ("", "unknown"),
    ],
)
def test_a_network_is_an_address_or_a_64(address, of):
    assert network.of_address(address) == of


@pytest.mark.both_databases
def test_what_was_counted_for_one_hour_is_not_counted_in_the_next(db):
    assert [hourly_limits.take(RAVIS, 2) for _ in range(3)] == [True, True, False]
    with time_machine.travel(from_now(hours=1)):
        assert hourly_limits.take(RAVIS, 2)
