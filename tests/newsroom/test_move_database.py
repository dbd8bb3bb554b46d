"""A paper goes over to another database with every row as it is, or not at all."""

import os
import subprocess
import sys
from datetime import UTC, datetime

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.db.utils import ConnectionDoesNotExist

from articles.models import Article, Term
from comments.models import Comment
from newsroom import move_database
from newsroom.models import DiscussionEdition, Masthead
from tests import tree
from tests.cast import a_comment, a_picture, an_article, staff

pytestmark = pytest.mark.django_db(transaction=True)
ODD = "ß İ 文 \u202e \U0001f99e \\u0041 'quoted' \"twice\""


@pytest.fixture
def paper():
    """Odd words, old and exact moments, great numbers, and rows that refer to each other."""
    article = an_article(headline=ODD, about=["harbour"], by=["Ida"], picture=a_picture())
    Article.objects.filter(pk=article.pk).update(
        published_at=datetime(1850, 6, 1, 5, 4, 3, 2, tzinfo=UTC)
    )
    first = a_comment(article, by=staff("Mo", "Moderators"), text=ODD)
    a_comment(article, parent=first, name="Straße")
    Comment.objects.filter(pk=first.pk).update(spam_score=0.1 + 0.2, reasons=[["é", 1]])
    a_comment(article, name="STRASSE")
    DiscussionEdition.objects.create(pk=2**40, part=1)
    Term.objects.create(stem="straße", number=2**31 - 1)
    return article


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path / 'new.sqlite3'}"


def everything(alias):
    return {
        model._meta.db_table: [
            {field.attname: getattr(row, field.attname) for field in model._meta.concrete_fields}
            for row in move_database._rows(model, alias)
        ]
        for model in move_database._models()
    }


@pytest.mark.both_databases
def test_every_row_is_there_as_it_was(paper, url, capsys):
    """B26"""
    before = everything("default")
    call_command("move_database", url)
    told = capsys.readouterr().out
    assert "their checksums are equal" in told
    for table, rows in before.items():
        assert any(
            line.split()[0] == f"{len(rows):,}" and line.endswith(table)
            for line in told.splitlines()
        ), table
    with move_database.connected(url):
        assert everything(move_database.NEW) == before
        assert 2**40 in [row["id"] for row in before["newsroom_discussionedition"]]
        # What comes next has a number of its own.
        new = Comment.objects.using(move_database.NEW).create(article_id=paper.pk, name="A")
        assert new.pk > max(row["id"] for row in before["comments_comment"])
    assert everything("default") == before
    with pytest.raises(ConnectionDoesNotExist):
        connections[move_database.NEW]


@pytest.mark.both_databases
def test_a_database_with_a_paper_in_it_is_left_alone(paper, url):
    call_command("move_database", url)
    with pytest.raises(CommandError, match="it has accounts"):
        call_command("move_database", url)


def test_a_database_of_others_is_left_alone(paper, url, tmp_path):
    import sqlite3

    with sqlite3.connect(tmp_path / "new.sqlite3") as theirs:
        theirs.execute("CREATE TABLE cats (name)")
    with pytest.raises(CommandError, match="other tables: cats"):
        call_command("move_database", url)


def test_an_address_of_no_database_is_said_so(db):
    with pytest.raises(CommandError, match="Nothing was moved"):
        call_command("move_database", "mysql://news")


def test_after_a_failure_it_may_be_tried_again(paper, url, monkeypatch):
    """A difference, as of a row that came out otherwise, takes everything back."""
    copy = move_database._copy

    def forgetting(model):
        if model is not Masthead:
            copy(model)

    monkeypatch.setattr(move_database, "_copy", forgetting)
    with pytest.raises(CommandError, match="newsroom_masthead differs: 1 rows, 0 arrived"):
        call_command("move_database", url)
    monkeypatch.undo()
    call_command("move_database", url)


@pytest.mark.both_databases
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="for PostgreSQL")
def test_from_sqlite_to_postgresql(tmp_path):
    """B26. In processes of its own, as somebody would do it; refusals are listed before."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("DATABASE")
    } | {"NEWSROOM_DATA": str(tmp_path)}

    def manage(*words):
        command = [sys.executable, "manage.py", *words]
        return subprocess.run(
            command, cwd=tree.ROOT, env=environment, capture_output=True, text=True
        )

    assert manage("migrate", "-v0").returncode == 0
    assert manage("demo").returncode == 0
    server = connection.get_connection_params()
    server = {key: server[key] for key in ("host", "port", "user") if key in server}
    name = f"{connection.settings_dict['NAME']}_moved"
    with psycopg.connect(**server, dbname="template1", autocommit=True) as beside:
        beside.execute(f'DROP DATABASE IF EXISTS "{name}"')
        beside.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
        url = "postgres://{user}@{host}:{port}/".format(**server) + name
        try:
            spoilt = manage("shell", "-c", SPOIL)
            assert spoilt.returncode == 0, spoilt.stderr
            refused = manage("move_database", url)
            assert refused.returncode == 1
            assert "comments_comment 1, text: a NUL character" in refused.stderr
            assert "comments_comment 2, name: 70 characters, 60 allowed" in refused.stderr
            assert manage("shell", "-c", MEND).returncode == 0
            moved = manage("move_database", url)
            assert "their checksums are equal" in moved.stdout, moved.stderr
        finally:
            beside.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


SPOIL = """
from comments.models import Comment
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("UPDATE comments_comment SET text = 'a' || char(0) WHERE id = 1")
    cursor.execute("UPDATE comments_comment SET name = %s WHERE id = 2", ["a" * 70])
"""
MEND = """
from comments.models import Comment
Comment.objects.filter(pk=1).update(text="a")
Comment.objects.filter(pk=2).update(name="a")
"""
