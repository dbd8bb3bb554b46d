"""An empty paper again, as the migrations leave it, without migrating again."""

from django.core.management.color import no_style
from django.db import connection

from newsroom import freshness, rights
from newsroom.models import Edition, Masthead

# What the migrations have written of code, not of a paper; other processes know its numbers.
KEPT = {
    "auth_group",
    "auth_group_permissions",
    "auth_permission",
    "django_content_type",
    "django_migrations",
    "newsroom_grantedright",
}


def furnish(edition=1, discussions=0):
    """Put back what every paper has: a masthead, an edition, two groups with their rights."""
    Masthead.objects.create()
    Edition.objects.create(number=edition, discussions=discussions)
    rights.grant()


def empty():
    """Delete all that anybody wrote; running servers see that it is a new edition."""
    before = freshness.read()
    tables = set(connection.introspection.django_table_names(only_existing=True)) - KEPT
    connection.ops.execute_sql_flush(
        connection.ops.sql_flush(no_style(), sorted(tables), reset_sequences=True)
    )
    furnish(before.edition + 1, before.discussions + 1)
