import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from comments.models import Comment
from newsroom.importing.run import move_in


@pytest.fixture
def move(tmp_path, db):
    """Move in an export (text or bytes) and return the ledger."""

    def moving(export, **options):
        path = tmp_path / "export.xml"
        path.write_bytes(export if isinstance(export, bytes) else export.encode())
        return move_in(path, **options)

    return moving


@pytest.fixture
def refusal(tmp_path, db):
    """What the command says of a file that it refuses."""

    def refused(export):
        path = tmp_path / "export.xml"
        path.write_bytes(export if isinstance(export, bytes) else export.encode())
        with pytest.raises(CommandError) as caught:
            call_command("import_site", path, stdout=io.StringIO())
        return str(caught.value)

    return refused


@pytest.fixture
def everything(db):
    """All rows of all tables, to be compared: `everything()`."""

    def rows():
        with connection.cursor() as cursor:
            found = {}
            for table in connection.introspection.table_names(cursor):
                name = connection.ops.quote_name(table)
                cursor.execute(f"SELECT * FROM {name}")
                found[table] = sorted(map(repr, cursor.fetchall()))
            return found

    return rows


@pytest.fixture
def thread(db):
    """The comments in the order of a page, as (depth, text)."""
    return lambda: [(c.depth, c.text) for c in Comment.objects.in_threads()]
