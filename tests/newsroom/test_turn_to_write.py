"""Whoever writes to SQLite waits in line, and never for somebody who is gone."""

import fcntl
import subprocess
import sys
import threading
from contextlib import contextmanager

import pytest

from comments.models import Comment
from newsroom import turn_to_write
from newsroom.turn_to_write import NEXT, TURN, Line

# Another process, which has a lock until it is told to end or is killed.
ANOTHER = """
import fcntl, os, sys
file = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT)
fcntl.lockf(file, fcntl.LOCK_EX, 1, int(sys.argv[2]))
print("It has it.", flush=True)
sys.stdin.read()
"""


@contextmanager
def another(path, byte):
    process = subprocess.Popen(
        [sys.executable, "-c", ANOTHER, path, str(byte)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        process.stdout.readline()
        yield process
    finally:
        process.kill()
        process.communicate()


@pytest.fixture
def line(tmp_path, monkeypatch):
    monkeypatch.setattr(turn_to_write, "PATIENCE", 60)
    return Line(str(tmp_path / "turn"))


def in_a_thread(line) -> tuple[threading.Thread, threading.Event]:
    """Wait for a turn in a thread; the event says that it came."""
    came = threading.Event()

    def wait():
        with line.turn():
            came.set()

    thread = threading.Thread(target=wait, daemon=True)
    thread.start()
    return thread, came


@pytest.mark.django_db(transaction=True)
def test_a_comment_is_stored_in_its_turn(article):
    turns = []
    comment = Comment(article=article, name="Ravi", text="I walked past.")
    with turn_to_write.turn_to_write():
        (line,) = turn_to_write._lines.values()
    comment.submit(along=lambda: turns.append(line.lock.locked()))
    assert turns == [True]
    assert not line.lock.locked()


def test_of_a_process_one_has_the_turn(line):
    with line.turn():
        waiting = [in_a_thread(line) for _number in range(3)]
        assert not any(came.is_set() for _thread, came in waiting)
        assert line.lock.locked()
    for thread, came in waiting:
        thread.join(60)
        assert came.is_set()


@pytest.mark.parametrize("byte", [TURN, NEXT])
def test_who_is_killed_keeps_nobody_waiting(line, byte):
    """Whoever has the turn, and whoever stands first in line, so that nobody overtakes."""
    with another(line.path, byte) as process:
        thread, came = in_a_thread(line)
        while not line.lock.locked() or line.file is None:
            thread.join(0.01)
        assert not came.is_set()
        process.kill()
        thread.join(60)
        assert came.is_set()


def test_nobody_waits_for_ever(line, monkeypatch):
    monkeypatch.setattr(turn_to_write, "PATIENCE", 0)
    with another(line.path, TURN):
        thread, came = in_a_thread(line)
        thread.join(60)
        assert came.is_set()


def test_the_turn_is_left_whatever_happens(line):
    with pytest.raises(ZeroDivisionError), line.turn():
        raise ZeroDivisionError
    with another(line.path, TURN), another(line.path, NEXT), pytest.raises(BlockingIOError):
        fcntl.lockf(line.file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, TURN)


def test_without_a_file_there_is_no_line(tmp_path):
    with Line(str(tmp_path / "missing" / "turn")).turn():
        pass
