"""The database of a run: migrated once and copied for each worker, empty for each test."""

import shutil

import pytest
from django.db import connection
from django.db.backends.signals import connection_created

from newsroom.models import Masthead
from tests import emptied


def wait_for_no_disk(connection, **kwargs):
    """Leave out what only a power cut would miss."""
    if connection.vendor == "sqlite":
        connection.connection.execute("PRAGMA synchronous=OFF")


connection_created.connect(wait_for_no_disk, dispatch_uid="tests.wait_for_no_disk")


@pytest.fixture(scope="session")
def django_db_keepdb():
    """Take the copy as it stands; what is temporary goes with its folder."""
    return connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, migrated, tmp_path_factory):
    """Have the test database be a copy of one that is migrated: a worker's `migrate` costs 5 s.

    It is a file, as the paper's is: one in memory refuses at once what has to wait in a file, and
    its connection is shared by the threads of a live server (https://sqlite.org/sharedcache.html).
    """
    test = connection.settings_dict["TEST"]
    if connection.vendor == "postgresql":
        test["TEMPLATE"] = (migrated / "database").read_text()
    else:
        file = tmp_path_factory.mktemp("database") / "newsroom.sqlite3"
        shutil.copyfile(migrated / "newsroom.sqlite3", file)
        test["NAME"] = str(file)


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
