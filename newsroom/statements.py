"""Statements of one row, written once.

Django takes several times as long to write an INSERT or an UPDATE as the database to obey it, and
for a model it is the same one each time. These are for what happens many times a second. No signal
is sent; models of ours have no receivers.
"""

from functools import cache

from django.db import DEFAULT_DB_ALIAS, connection, connections, models


def insert(row: models.Model, **placeholders: str):
    """Insert a new row as `row.save(force_insert=True)` does, and set its primary key.

    `placeholders` are SQL with one %s, by the names of fields whose values they make.
    """
    sql, fields = _insert(connection.vendor, type(row), *placeholders.items())
    itself = connections[DEFAULT_DB_ALIAS]  # looked up once, not for each field
    values = [field.get_db_prep_save(field.pre_save(row, add=True), itself) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        (row.pk,) = cursor.fetchone()
    row._state.adding, row._state.db = False, connection.alias


def add(model: type[models.Model], column: str, number: int, change: int):
    """Add `change` to `column` of the row with this primary key, if it exists."""
    with connection.cursor() as cursor:
        cursor.execute(_add(connection.vendor, model, column), [change, number])


# The SQL is built from names of our models only, never from input.
@cache
def _insert(vendor, model, *placeholders) -> tuple[str, list[models.Field]]:
    quote, special = connection.ops.quote_name, dict(placeholders)
    fields = [
        field
        for field in model._meta.local_concrete_fields
        if field is not model._meta.auto_field and not field.generated
    ]
    columns = ", ".join(quote(field.column) for field in fields)
    values = ", ".join(special.get(field.name, "%s") for field in fields)
    table, key = quote(model._meta.db_table), quote(model._meta.pk.column)
    return f"INSERT INTO {table} ({columns}) VALUES ({values}) RETURNING {key}", fields  # noqa: S608


@cache
def _add(vendor, model, column) -> str:
    quote = connection.ops.quote_name
    table, key, counter = map(quote, (model._meta.db_table, model._meta.pk.column, column))
    return f"UPDATE {table} SET {counter} = {counter} + %s WHERE {key} = %s"  # noqa: S608
