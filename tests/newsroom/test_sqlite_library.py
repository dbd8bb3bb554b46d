"""SQLite with a write-ahead log: a newer library comes along, and what is promised holds in it."""

import re
import shutil
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core import checks
from django.db import connection, connections

from articles.models import Topic
from newsroom import follow_ups, move_database, sqlite_library, sqlite_options
from newsroom.move_database import NEW

with_log = pytest.mark.skipif(
    sqlite_options.JOURNAL != "WAL" or connection.vendor != "sqlite",
    reason="the library of SQLite is an old one, and pysqlite3 is not installed",
)
OLD, FIXED = (3, 40, 1), (3, 53, 4)


@pytest.mark.parametrize(
    ("systems", "newer", "used"),
    [(OLD, FIXED, FIXED), (OLD, None, OLD), (FIXED, (3, 53, 9), FIXED)],
)
def test_a_newer_library_comes_along_where_it_is_needed(monkeypatch, systems, newer, used):
    ours = SimpleNamespace(sqlite_version_info=systems)
    theirs = newer and SimpleNamespace(dbapi2=SimpleNamespace(sqlite_version_info=newer))
    monkeypatch.setattr(sqlite_library, "sqlite3", ours)
    for name, module in (("sqlite3", ours), ("sqlite3.dbapi2", ours), ("pysqlite3", theirs)):
        monkeypatch.setitem(sys.modules, name, module)
    assert sqlite_library.bring_along() == used
    assert sys.modules["sqlite3.dbapi2"].sqlite_version_info == used


def test_the_whole_process_has_one_library():
    """Two that open one file release each other's locks."""
    if connection.vendor == "sqlite":
        assert connection.Database is sys.modules["sqlite3.dbapi2"]
        assert connection.Database.sqlite_version_info == sqlite_options.VERSION


@pytest.mark.parametrize(("journal", "said"), [("WAL", []), ("TRUNCATE", ["newsroom.I001"])])
def test_an_old_library_is_said_in_a_sentence(db, monkeypatch, journal, said):
    """As `check --deploy` asks."""
    if connection.vendor != "sqlite":
        said = []
    monkeypatch.setattr(sqlite_options, "JOURNAL", journal)
    issues = checks.run_checks(include_deployment_checks=True)
    assert [issue.id for issue in issues if issue.id.startswith("newsroom.I")] == said


@pytest.fixture
def file(tmp_path, db):
    """A database of the paper's kind with a table of notes; it is `connections[NEW]` as well."""
    path = tmp_path / "paper.sqlite3"
    with move_database.connected(f"sqlite:///{path}"):
        connections[NEW].cursor().execute("CREATE TABLE notes (words text)")
        yield path


@with_log
def test_a_long_reader_and_a_writer_do_not_wait_for_each_other(file):
    """K17f"""
    reader = sqlite3.connect(file, timeout=0, isolation_level=None)
    reader.execute("BEGIN")
    assert reader.execute("SELECT COUNT(*) FROM notes").fetchone() == (0,)
    connections[NEW].cursor().execute("INSERT INTO notes VALUES ('Low tide.')")
    assert reader.execute("SELECT COUNT(*) FROM notes").fetchone() == (0,)
    reader.execute("COMMIT")
    assert reader.execute("SELECT COUNT(*) FROM notes").fetchone() == (1,)
    reader.close()


@with_log
def test_only_its_owner_reads_the_log(file):
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in file.parent.iterdir()}
    assert modes == dict.fromkeys([file.name, f"{file.name}-wal", f"{file.name}-shm"], 0o600)


@with_log
@pytest.mark.django_db(transaction=True)
def test_after_a_night_nothing_deleted_is_in_the_log():
    """K4b: the key of a day, and whatever readers were promised to be rid of."""
    topic = Topic.objects.create(name="Wrenfeather")
    file = Path(connection.settings_dict["NAME"])
    log = file.with_name(f"{file.name}-wal")
    topic.delete()
    assert b"Wrenfeather" in log.read_bytes()
    follow_ups.forget_past_days()
    assert log.read_bytes() == b""
    assert b"Wrenfeather" not in file.read_bytes()


COMMITS = """
from django.db import connections
from newsroom import move_database
with move_database.connected("sqlite:///{file}"):
    cursor = connections["new"].cursor()
    cursor.execute("CREATE TABLE notes (words text)")
    for number in range({number}):
        print("writes", flush=True)
        cursor.execute("INSERT INTO notes VALUES ('Low tide.')")
    print("written", flush=True)
"""


@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed")
def test_each_commit_waits_for_the_disk(tmp_path):
    """K16: in a log as in a rollback journal."""
    code = COMMITS.format(file=tmp_path / "paper.sqlite3", number=5)
    setup = "import django; django.setup()\n"
    calls = tmp_path / "calls"
    command = ["strace", "-f", "-o", calls, "-e", "trace=write,fsync,fdatasync", sys.executable]
    environment = {
        "PATH": "/usr/bin:/bin",
        "PYTHONPATH": ":".join(sys.path),
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "NEWSROOM_DATA": str(tmp_path / "data"),
    }
    done = subprocess.run(
        [*command, "-c", setup + code], env=environment, capture_output=True, text=True
    )
    if "ptrace" in done.stderr.lower():
        pytest.skip("processes cannot be traced here")
    assert done.returncode == 0, done.stderr
    parts = re.split(r'write\(1, "writ(?:es|ten)', calls.read_text())[1:-1]
    assert len(parts) == 5
    for part in parts:
        assert "sync(" in part
