"""Dump a database as SQL, and restore it, without any program that a test machine may lack."""

import re
import shutil
import sqlite3
import subprocess
from contextlib import closing

import psycopg

VIRTUAL = "SELECT name, sql FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%'"
# Commands of psql, and settings that an older server does not know.
NOT_SQL = re.compile(r"^(\\.*|SET transaction_timeout .*|-- Dumped (from|by) .*)\n", re.M)


def of_sqlite(path) -> str:
    """Return the SQL. An index by FTS5 cannot be dumped as rows, so it is built anew from them."""
    with closing(sqlite3.connect(path)) as database, closing(sqlite3.connect(":memory:")) as copy:
        database.backup(copy)
        indexes = copy.execute(VIRTUAL).fetchall()
        for name, _sql in indexes:
            copy.execute(f"DROP TABLE {name}")
        copy.commit()
        lines = list(copy.iterdump())
    for name, sql in indexes:
        lines += [f"{sql};", f"INSERT INTO {name}({name}) VALUES('rebuild');"]
    return "\n".join([*lines, ""])


def of_postgresql(programs, url) -> str:
    options = ("--no-owner", "--no-privileges", "--inserts", "--rows-per-insert=100")
    # Beside the server, not the one of the path, which may be an older one.
    program = shutil.which("pg_dump", path=(programs / "initdb").resolve().parent)
    done = subprocess.run([program, *options, url], check=True, capture_output=True, text=True)
    return NOT_SQL.sub("", done.stdout)


def restore_sqlite(path, sql: str):
    with closing(sqlite3.connect(path)) as database:
        database.executescript(sql)


def restore_postgresql(url, sql: str):
    with psycopg.connect(**url, autocommit=True) as connection:
        connection.execute(sql)
