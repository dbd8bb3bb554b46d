"""Between two commits the edition is known without a query, and after each one it is the new one.

On PostgreSQL each request asks; the answers are the same.
"""

import gc
import subprocess
import sys
import zoneinfo
from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import connection, transaction

from articles.models import Article
from newsroom import freshness
from newsroom.models import Masthead
from newsroom.page_cache.edition_reader import EditionReader
from newsroom.sqlite_options import JOURNAL, empty_log
from tests.cast import an_article, from_now

pytestmark = pytest.mark.django_db(transaction=True)
with_log = pytest.mark.skipif(
    f"connection.vendor != 'sqlite' or {JOURNAL != 'WAL'}", reason="There is no write-ahead log."
)


@pytest.fixture
def reader():
    """One that has asked often enough to know what it can do without."""
    reader = EditionReader()
    assert reader.read() == reader.read() == reader.read()
    yield reader
    reader._close()


@pytest.fixture
def asked(monkeypatch):
    """The answers to questions."""
    answers = []
    read = freshness.read_often

    def counted(connection, known=None):
        answers.append(read(connection, known))
        return answers[-1]

    monkeypatch.setattr(freshness, "read_often", counted)
    return answers


@with_log
def test_the_database_is_asked_once_between_two_commits(reader, asked):
    known = reader.read()
    for _ in range(3):
        assert all(reader.read() is known for _ in range(20))
    assert asked == []
    freshness.new_edition()
    assert {reader.read().edition for _ in range(20)} == {known.edition + 1}
    assert len(asked) == 1


@pytest.mark.both_databases
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite plans in microseconds.")
def test_the_question_is_planned_once(reader):
    for _ in range(20):
        reader.read()
    question = (
        "SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE statement LIKE %s"
    )
    with reader.connection.cursor() as cursor:
        ((generic, custom),) = cursor.execute(question, ["%newsroom_masthead%"]).fetchall()
    assert generic > 10 > custom


@pytest.mark.both_databases
def test_each_commit_is_seen_at_the_next_request_and_nothing_before_it(reader):
    for number in range(30):
        before = reader.read()
        with transaction.atomic():
            freshness.discussion_changed(number)
            assert reader.read() == before
            transaction.set_rollback(number % 3 == 0)
        changes = int(number % 3 != 0)
        assert reader.read().discussions == before.discussions + changes
        assert reader.read() == freshness.read()
        if number % 10 == 0:
            empty_log()  # the log begins again, with another index
            assert reader.read() == freshness.read()
        if number % 10 == 5:
            reader._close()


@pytest.mark.both_databases
@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_commit_during_the_question_is_seen_at_the_next_request(reader, monkeypatch, moment):
    read = freshness.read_often

    def overtaken(connection, known=None):
        if moment == "before":
            freshness.new_edition()
        answer = read(connection, known)
        if moment == "after":
            freshness.new_edition()
        return answer

    freshness.new_edition()
    with monkeypatch.context() as patched:
        patched.setattr(freshness, "read_often", overtaken)
        reader.read()
    assert reader.read() == freshness.read()


def test_the_clock_alone_is_noticed_at_its_second(reader):
    an_article(published=from_now(hours=1))
    moment = Article.objects.latest("published_at").published_at
    known = [reader.read() for _ in range(3)][-1]
    for moved, is_new in ((-1, False), (0, True), (1, True), (-1, False)):
        with time_machine.travel(moment + timedelta(microseconds=moved), tick=False):
            assert (reader.read().clock != known.clock) == is_new
            assert reader.read() == freshness.read()


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Anchorage", "Asia/Beirut"])
def test_midnight_is_noticed_by_the_papers_clock(reader, zone):
    """In Beirut the hour after midnight is left out when summer time begins."""
    Masthead.objects.update(time_zone=zone)
    freshness.new_edition()
    noon = datetime(2026, 3, 28, 12, tzinfo=zoneinfo.ZoneInfo(zone))
    midnight = datetime(2026, 3, 29, tzinfo=zoneinfo.ZoneInfo(zone)).timestamp()
    with time_machine.travel(noon, tick=False) as clock:
        days = {reader.read().clock[0] for _ in range(3)}
        clock.move_to(midnight - 1)
        assert days == {reader.read().clock[0]} == {"2026-03-28"}
        clock.move_to(midnight)
        assert reader.read().clock[0] == "2026-03-29"
    assert reader.read() == freshness.read()


WRITE = """
import sys
from newsroom import sqlite_library
sqlite_library.bring_along()
import sqlite3
try:
    sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None).execute("BEGIN IMMEDIATE")
except sqlite3.OperationalError as error:
    print(error)
"""


@with_log
def test_who_notices_commits_keeps_the_locks_of_the_process(reader):
    """A file that is opened and closed again would lose them: two could write at once."""
    command = [sys.executable, "-c", WRITE, connection.settings_dict["NAME"]]

    def tried():
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    assert tried() == ""
    with transaction.atomic():
        Masthead.objects.update(name="The Kestrel Sound")
        for _ in range(3):
            another = EditionReader()
            assert another.read() == another.read() == another.read()
            another._close()
        del another
        gc.collect()
        assert tried() == "database is locked"
    assert tried() == ""
