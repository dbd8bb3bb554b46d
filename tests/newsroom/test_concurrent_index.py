"""A later migration builds its indexes beside the writers, and can be run again."""

import pytest
from django.apps import apps
from django.db import IntegrityError, NotSupportedError, connection, migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.test.utils import CaptureQueriesContext

from newsroom.concurrent_index import AddIndexConcurrently
from tests.cast import an_article

NAME, TABLE = "by_kicker", "articles_article"
OURS = ("newsroom", "articles", "comments")
EXCEPTIONS: set[tuple[str, str]] = set()  # an app and the name of its migration


def later(*operations, atomic=False):
    migration = migrations.Migration("0099_later", "articles")
    migration.operations, migration.atomic = operations, atomic
    return migration


def by_kicker():
    return AddIndexConcurrently("article", models.Index(fields=["kicker"], name=NAME))


def migrate(migration, backwards=False):
    """Run it as `migrate` does; returns the statements."""
    step = migration.unapply if backwards else migration.apply
    with (
        CaptureQueriesContext(connection) as captured,
        connection.schema_editor(atomic=migration.atomic) as editor,
    ):
        step(ProjectState.from_apps(apps), editor)
    return [query["sql"] for query in captured.captured_queries]


def index():
    """What the database has under its name: None, or its columns."""
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, TABLE).get(NAME)
    return found and found["columns"]


def is_whole():
    if connection.vendor != "postgresql":
        return bool(index())
    with connection.cursor() as cursor:
        cursor.execute("SELECT indisvalid FROM pg_index WHERE indexrelid = %s::regclass", [NAME])
        return cursor.fetchone()[0]


@pytest.fixture
def table(transactional_db):
    an_article()
    an_article()
    yield
    with connection.cursor() as cursor:
        cursor.execute(f"DROP INDEX IF EXISTS {NAME}")


@pytest.mark.both_databases
def test_an_index_is_built_beside_the_writers_and_taken_away_again(table):
    """K13f"""
    built = migrate(later(by_kicker()))
    assert index() == ["kicker"]
    dropped = migrate(later(by_kicker()), backwards=True)
    assert index() is None
    if connection.vendor == "postgresql":
        assert all("CONCURRENTLY" in each for each in [*built, *dropped] if "INDEX" in each)


@pytest.mark.both_databases
def test_who_was_killed_at_it_runs_it_again(table):
    """K13f: after the index was built, before that was noted."""
    migrate(later(by_kicker()))
    migrate(later(by_kicker()))
    assert is_whole()


@pytest.mark.both_databases
def test_half_an_index_is_no_index(table):
    """K13f: PostgreSQL leaves one that is never used where the building of one is broken off."""
    unique = "CREATE UNIQUE INDEX {} by_kicker ON articles_article (kicker)"
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor, pytest.raises(IntegrityError):
        cursor.execute(unique.format("CONCURRENTLY"))
    assert not is_whole()
    migrate(later(by_kicker()))
    assert is_whole()


@pytest.mark.both_databases
def test_in_a_transaction_it_is_refused_on_either_database(table):
    with pytest.raises(NotSupportedError, match="atomic = False"):
        migrate(later(by_kicker(), atomic=True))
    assert index() is None


# -- no migration keeps the writers waiting


def waited_for(migration, before: ProjectState) -> list[str]:
    """What of it builds an index, on a table that may be full, while all writers wait."""
    new = {each.name_lower for each in _all(migration) if isinstance(each, migrations.CreateModel)}
    return [
        f"{migration.app_label}.{migration.name}: {each.describe()}"
        for each in _all(migration)
        if getattr(each, "model_name_lower", None) not in new
        and _builds(each, migration.app_label, before)
    ]


def _all(migration):
    for operation in migration.operations:
        if isinstance(operation, migrations.SeparateDatabaseAndState):
            yield from operation.database_operations
        else:
            yield operation


def _builds(operation, app, before) -> bool:
    match operation:
        case AddIndexConcurrently():
            return False
        case migrations.AddIndex():
            return True
        case migrations.AddConstraint():
            return isinstance(operation.constraint, models.UniqueConstraint)
        case migrations.AlterUniqueTogether() | migrations.AlterIndexTogether():
            return True
        case migrations.AddField():
            return _is_indexed(operation.field)
        case migrations.AlterField():
            fields = before.models[app, operation.model_name_lower].fields
            return _is_indexed(operation.field) and not _is_indexed(fields[operation.name])
    return False


def _is_indexed(field) -> bool:
    return field.db_index or field.unique


def test_no_later_migration_keeps_writers_waiting_for_an_index():
    """K13f: on PostgreSQL, where the table of comments may be a large one."""
    loader = MigrationLoader(None)
    found = []
    for (app, name), migration in sorted(loader.disk_migrations.items()):
        if app in OURS and not migration.initial and (app, name) not in EXCEPTIONS:
            before = loader.project_state((app, name), at_end=False)
            found += waited_for(migration, before)
    assert found == []


EXISTING = models.Index(fields=["kicker"], name=NAME)
NEW = migrations.CreateModel("Poll", [("id", models.BigAutoField(primary_key=True))])


@pytest.mark.parametrize(
    "operation",
    [
        migrations.AddIndex("article", EXISTING),
        migrations.AddField("article", "place", models.CharField(max_length=9, db_index=True)),
        migrations.AddField("article", "place", models.CharField(max_length=9, unique=True)),
        migrations.AddField("article", "place", models.SlugField()),
        migrations.AddField("article", "map", models.ForeignKey("Picture", models.CASCADE)),
        migrations.AlterField("article", "kicker", models.CharField(max_length=9, db_index=True)),
        migrations.AlterField("article", "kicker", models.CharField(max_length=9, unique=True)),
        migrations.AlterUniqueTogether("article", {("kicker", "slug")}),
        migrations.AddConstraint(
            "article", models.UniqueConstraint(fields=["kicker"], name="one_kicker")
        ),
        migrations.SeparateDatabaseAndState([migrations.AddIndex("article", EXISTING)]),
    ],
    ids=lambda operation: operation.describe(),
)
def test_what_would_keep_them_waiting_is_found(operation):
    """K13f"""
    assert len(waited_for(later(operation), ProjectState.from_apps(apps))) == 1


@pytest.mark.parametrize(
    "operations",
    [
        [by_kicker()],
        [migrations.AddField("article", "place", models.CharField(max_length=9))],
        [migrations.AlterField("article", "slug", models.SlugField(max_length=99))],
        [
            migrations.AddField(
                "article", "map", models.ForeignKey("Picture", models.CASCADE, db_index=False)
            )
        ],
        [
            migrations.AddConstraint(
                "article", models.CheckConstraint(condition=models.Q(), name="x")
            )
        ],
        [NEW, migrations.AddIndex("poll", models.Index(fields=["id"], name="by_id"))],
    ],
)
def test_what_keeps_nobody_waiting_is_not(operations):
    assert waited_for(later(*operations), ProjectState.from_apps(apps)) == []
