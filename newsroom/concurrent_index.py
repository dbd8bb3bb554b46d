"""A migration operation: add an index to a full table without blocking writers.

A plain AddIndex locks out all writers of PostgreSQL until it is built. Django's
AddIndexConcurrently fails on SQLite, and fails again after an interrupted run.
"""

from django.db import NotSupportedError
from django.db.migrations.operations import AddIndex


class AddIndexConcurrently(AddIndex):
    """Build an index with CREATE INDEX CONCURRENTLY; the migration needs `atomic = False`.

    Running it again after an interruption is safe: an invalid index of the same name is dropped
    first. On SQLite it is a plain AddIndex.
    """

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        _check_no_transaction(schema_editor)
        model = to_state.apps.get_model(app_label, self.model_name)
        if self.allow_migrate_model(schema_editor.connection.alias, model):
            self._drop(schema_editor)
            schema_editor.add_index(model, self.index, **_beside_writers(schema_editor))

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        _check_no_transaction(schema_editor)
        model = from_state.apps.get_model(app_label, self.model_name)
        if self.allow_migrate_model(schema_editor.connection.alias, model):
            self._drop(schema_editor)

    def _drop(self, schema_editor):
        name = schema_editor.quote_name(self.index.name)
        concurrently = "CONCURRENTLY " if _beside_writers(schema_editor) else ""
        schema_editor.execute(f"DROP INDEX {concurrently}IF EXISTS {name}")


def _beside_writers(schema_editor) -> dict[str, bool]:
    return {"concurrently": True} if schema_editor.connection.vendor == "postgresql" else {}


def _check_no_transaction(schema_editor):
    if schema_editor.connection.in_atomic_block:
        raise NotSupportedError("A migration with AddIndexConcurrently needs `atomic = False`.")
