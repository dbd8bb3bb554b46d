"""What finds articles: each database its own."""

from django.db import migrations

# SQLite: a full-text table over the same rows, kept in step by triggers (sqlite.org/fts5.html).
SQLITE = [
    """CREATE VIRTUAL TABLE articles_search USING fts5(
        headline, lead, body, content='articles_searchtext', content_rowid='article_id',
        tokenize='unicode61 remove_diacritics 2')""",
    """CREATE TRIGGER articles_search_added AFTER INSERT ON articles_searchtext BEGIN
        INSERT INTO articles_search(rowid, headline, lead, body)
        VALUES (new.article_id, new.headline, new.lead, new.body); END""",
    """CREATE TRIGGER articles_search_gone AFTER DELETE ON articles_searchtext BEGIN
        INSERT INTO articles_search(articles_search, rowid, headline, lead, body)
        VALUES ('delete', old.article_id, old.headline, old.lead, old.body); END""",
    """CREATE TRIGGER articles_search_changed AFTER UPDATE ON articles_searchtext BEGIN
        INSERT INTO articles_search(articles_search, rowid, headline, lead, body)
        VALUES ('delete', old.article_id, old.headline, old.lead, old.body);
        INSERT INTO articles_search(rowid, headline, lead, body)
        VALUES (new.article_id, new.headline, new.lead, new.body); END""",
]
NO_SQLITE = [
    "DROP TRIGGER articles_search_added",
    "DROP TRIGGER articles_search_gone",
    "DROP TRIGGER articles_search_changed",
    "DROP TABLE articles_search",
]
# PostgreSQL: a generated column with an index. Both are made while the table is empty.
POSTGRESQL = [
    """ALTER TABLE articles_searchtext ADD COLUMN vector tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('simple', headline), 'A') ||
        setweight(to_tsvector('simple', lead), 'B') ||
        setweight(to_tsvector('simple', body), 'C')) STORED""",
    "CREATE INDEX articles_search ON articles_searchtext USING gin (vector)",
]
NO_POSTGRESQL = [
    "DROP INDEX articles_search",
    "ALTER TABLE articles_searchtext DROP COLUMN vector",
]


def make(apps, schema_editor):
    """Make what finds; `manage.py index` fills it, so that no migration waits for an archive."""
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for statement in SQLITE if is_sqlite else POSTGRESQL:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for statement in NO_SQLITE if is_sqlite else NO_POSTGRESQL:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_articles")]

    operations = [migrations.RunPython(make, drop)]
