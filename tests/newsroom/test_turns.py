"""Long work in short turns: others write in between, and what is busy is tried again."""

import json
import sqlite3

import pytest
from django.db import OperationalError

from newsroom import turns
from tests.newsroom.long_work import STORIES
from tests.site import Site

REPORT = "import json; from tests.newsroom import long_work; print(json.dumps(long_work.report()))"


def test_others_write_between_two_turns_and_nothing_is_left_out(tmp_path, migrated, monkeypatch):
    """K18b: on a real SQLite file, over more rows than a cursor reads at once."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    with Site(tmp_path, like=migrated) as site:
        site.manage("migrate", "-v0")
        told = json.loads(site.python(REPORT).strip().splitlines()[-1])
    assert told == {
        "found": STORIES, "told by words": STORIES, "with a list": STORIES,
        "in between": 3 * STORIES + 2, "refused": 0,
        "typed addresses": 0, "between two lots": 2,
        "closing": STORIES, "between two lots of articles": 2,
    }  # fmt: skip


def caused(error, **facts):
    for name, value in facts.items():
        setattr(error, name, value)
    outer = OperationalError(*error.args)
    outer.__cause__ = error
    return outer


class Refusal(Exception):
    """As psycopg raises them: with a state."""


@pytest.mark.parametrize(
    ("error", "is_busy"),
    [
        (caused(sqlite3.OperationalError("database is locked"), sqlite_errorcode=5), True),
        (caused(sqlite3.OperationalError("busy snapshot"), sqlite_errorcode=517), True),
        (caused(sqlite3.OperationalError("disk I/O error"), sqlite_errorcode=10), False),
        (caused(Refusal("deadlock detected"), sqlstate="40P01"), True),
        (caused(Refusal("no such column"), sqlstate="42703"), False),
        (OperationalError("database is locked"), True),
        (OperationalError("no such table"), False),
    ],
)
def test_only_what_a_moment_can_change_is_tried_again(error, is_busy, monkeypatch):
    """K18b"""
    monkeypatch.setattr(turns, "PAUSES", (0, 0))
    tries = []

    def work():
        tries.append(error)
        if len(tries) == 1:
            raise error
        return "done"

    if is_busy:
        assert turns.again_if_busy(work) == "done"
    else:
        with pytest.raises(OperationalError):
            turns.again_if_busy(work)
    assert len(tries) == 1 + is_busy


def test_what_stays_busy_is_raised_in_the_end(monkeypatch):
    monkeypatch.setattr(turns, "PAUSES", (0, 0))

    def work():
        raise OperationalError("database is locked")

    with pytest.raises(OperationalError):
        turns.again_if_busy(work)
