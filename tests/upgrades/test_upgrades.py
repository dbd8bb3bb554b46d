"""A paper of each earlier version is shown, and worked on, by the code of today."""

import re
from contextlib import contextmanager

import psycopg
import pytest
import time_machine
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection, connections
from django.db.models import CharField
from django.test import Client

from comments.models import Notification
from newsroom.models import Job
from newsroom.work import loop
from newsroom.work.due import Due
from tests import upgrades
from tests.upgrades import dumping, paper

pytestmark = pytest.mark.both_databases
ARTICLE = "/2026/11/ferry-sails/"
HIDDEN = [
    *("What the mayor did not say", "Snow closes", "A story that was wrong"),
    *("Who paid for it?", "You are all fools.", "Cheap watches", "Quay 4", "and the horn"),
    *("I meant the seals.", "That is no news.", "Ravi writes in", "example.org"),
]


@pytest.fixture(params=upgrades.versions(), scope="module")
def upgraded(request, tmp_path_factory, django_db_blocker):
    """The paper of a version, migrated, in the place of the database of the tests."""
    sql = upgrades.dump(request.param, connection.vendor).read_text()
    restored = restored_postgresql if connection.vendor == "postgresql" else restored_sqlite
    folder = tmp_path_factory.mktemp("upgraded")
    with django_db_blocker.unblock(), restored(sql, folder) as name, connected_to(name):
        with time_machine.travel(paper.DAY.replace(hour=9)):  # what it plans is due in the tests
            call_command("migrate", verbosity=0)
        yield sql


@contextmanager
def restored_sqlite(sql, folder):
    dumping.restore_sqlite(folder / "newsroom.sqlite3", sql)
    yield str(folder / "newsroom.sqlite3")


@contextmanager
def restored_postgresql(sql, folder):
    server = connection.get_connection_params()
    server = {key: server[key] for key in ("host", "port", "user", "password") if key in server}
    name = f"{folder.name}_{connection.settings_dict['NAME']}".replace("-", "_")
    with psycopg.connect(**server, dbname="template1", autocommit=True) as beside:
        beside.execute(f'DROP DATABASE IF EXISTS "{name}"')
        beside.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
        try:
            dumping.restore_postgresql(server | {"dbname": name}, sql)
            yield name
        finally:
            beside.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def connected_to(name):
    ours = connections["default"]
    connections["default"] = ours.copy()
    connection.settings_dict["NAME"] = name
    ContentType.objects.clear_cache()
    try:
        yield
    finally:
        connection.close()
        connections["default"] = ours
        ContentType.objects.clear_cache()


@pytest.fixture(autouse=True)
def an_hour_later():
    with time_machine.travel(paper.DAY.replace(hour=10), tick=False):
        yield


def signed_in(name):
    client = Client()
    client.force_login(get_user_model().objects.get(username=name))
    return client


def test_the_newest_dump_is_of_this_version():
    """Else run `python -m tests.upgrades`."""
    assert upgrades.versions()[-1] == upgrades.version()
    for version in upgrades.versions():
        for vendor in upgrades.ENDINGS:
            assert upgrades.dump(version, vendor).exists()


def test_no_dump_holds_a_session_or_a_password():
    for path in upgrades.FOLDER.glob("*.sql"):
        dump = path.read_text()
        assert "pbkdf2" not in dump
        assert "md5$" not in dump
        assert 'INTO "django_session"' not in dump
        assert "INTO public.django_session" not in dump


def test_it_has_the_columns_and_constraints_of_a_new_one(upgraded):
    for model in apps.get_models():
        columns, names = stored(model._meta.db_table)
        for field in model._meta.concrete_fields:
            assert columns[field.column].null_ok == field.null, field
            if isinstance(field, CharField):
                assert columns[field.column].display_size == field.max_length, field
        for named in (*model._meta.indexes, *model._meta.constraints):
            assert named.name in names, model


def stored(table):
    """Return the columns by their names, and the names of indexes and constraints."""
    ask = connection.introspection
    with connection.cursor() as cursor:
        columns = {column.name: column for column in ask.get_table_description(cursor, table)}
        return columns, set(ask.get_constraints(cursor, table))


def test_it_passes_the_checks(upgraded):
    call_command("check", databases=["default"])


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/", ["The Harbour Post", "The ferry sails again", "The seal is not lost"]),
        (ARTICLE, ["Ilse", "Kestrel", "The engine is new, not old.", "The seal is not lost"]),
        (ARTICLE, ["I was on board, and it was loud.", "Loud, but on time.", "The bell was new."]),
        ("/topics/harbour/", ["The ferry sails again"]),
        ("/authors/ilse/", ["The seal is not lost"]),
        ("/search/?q=ferries", ["The seal is not lost", "sails again"]),
        ("/feed.atom", ["The ferry sails again", "Kestrel"]),
        ("/rules/", ["Be kind.", "Stay on topic."]),
        ("/corrections/", ["The engine is new, not old."]),
        ("/2026/11/about/", ["About us"]),
    ],
)
def test_readers_find_its_pages_and_nothing_hidden(upgraded, address, words):
    page = Client().get(address, follow=True)  # a page has moved to the root since
    assert page.status_code == 200
    text = page.content.decode()
    assert [each for each in words if each not in text] == []
    assert [each for each in HIDDEN if each in text] == []


def test_readers_of_its_feed_see_no_story_twice(upgraded):
    """K10b. Version 0.2.0 made its ids of host, day and address; later ones stored them."""
    stories = re.findall("<entry>.*?</entry>", Client().get("/feed.atom").content.decode())
    [ferry] = [story for story in stories if "The ferry sails again" in story]
    [feed_id] = re.findall("<id>(tag:testserver,2026-11-2.*?)</id>", ferry)
    assert feed_id.endswith(":/2026/11/ferry-sails//") or f"'{feed_id}'" in upgraded


@pytest.mark.parametrize("address", ["/2026/11/the-ferry-sails-again/", "/?p=12"])
def test_its_old_addresses_lead_on(upgraded, address):
    assert Client().get(address).status_code == 301


@pytest.mark.parametrize(
    ("name", "address", "words"),
    [
        ("mo", "/admin/comments/comment/", ["Who paid for it?"]),
        ("mo", "/admin/comments/comment/?state=edited", ["The bell was new", "and the horn"]),
        ("tess", "/admin/comments/comment/?state=reported", ["That is no news."]),
        ("mo", "/admin/comments/comment/?state=appealed", ["I meant the seals."]),
        ("mo", "/admin/comments/comment/?state=spam", ["Cheap watches"]),
        ("mo", "/admin/comments/comment/?state=decided", ["You are all fools.", "Quay 4"]),
        ("ida", "/admin/articles/article/", ["What the mayor did not say", "Snow closes"]),
        ("ida", "/admin/articles/article/1/change/", ["The ferry sails again", "Kestrel"]),
    ],
)
def test_editors_and_moderators_find_their_pages(upgraded, name, address, words):
    page = signed_in(name).get(address)
    assert page.status_code == 200
    assert [each for each in words if each not in page.content.decode()] == []


def test_what_was_due_is_done(upgraded, mailoutbox):
    due = Job.due().count(), Notification.due().count()
    given_up = Notification.objects.given_up().count()
    assert all(due)
    while loop.take_one([*Due.kinds()]):
        pass
    assert not Job.objects.exists()
    assert len(mailoutbox) == due[1]
    assert Notification.objects.given_up().count() == given_up == 1
