"""The database of a run: migrated once and copied for each worker, empty for each test."""

import sqlite3
from contextlib import closing

import pytest
from django.db import connection
from django.db.backends.signals import connection_created

from newsroom.models import Masthead
from tests import emptied


def read_what_others_write(connection, **kwargs):
    """Have no reader refused at once by another thread's write, for which a file's reader waits.

    Databases in memory lock tables, and know no patience (https://sqlite.org/sharedcache.html).
    """
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        connection.connection.execute("PRAGMA read_uncommitted=ON")


connection_created.connect(read_what_others_write, dispatch_uid="tests.read_what_others_write")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, migrated):
    """Have the test database be a copy of one that is migrated: a worker's `migrate` costs 5 s."""
    if connection.vendor == "postgresql":
        connection.settings_dict["TEST"]["TEMPLATE"] = (migrated / "database").read_text()
        yield
        return
    # A database in memory lives as long as somebody has it open.
    name = connection.creation._get_test_db_name()
    with (
        closing(sqlite3.connect(migrated / "newsroom.sqlite3")) as file,
        closing(sqlite3.connect(name, uri=True)) as memory,
    ):
        file.backup(memory)
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """At the end, send away what a live server's threads left: PostgreSQL drops nothing in use."""
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture
def db(db):
    furnish_what_was_emptied()


@pytest.fixture
def transactional_db(transactional_db):
    furnish_what_was_emptied()


@pytest.fixture(autouse=True)
def furnished(request):
    """Who asks for the database by a mark finds it as furnished as who asks by a name."""
    if mark := request.node.get_closest_marker("django_db"):
        request.getfixturevalue("transactional_db" if mark.kwargs.get("transaction") else "db")


def furnish_what_was_emptied():
    """Put back what the migrations had written, where an earlier test emptied the database."""
    if not Masthead.objects.exists():
        emptied.furnish()
