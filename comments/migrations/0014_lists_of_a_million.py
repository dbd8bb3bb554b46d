"""Indexes for what grew with all comments: languages, the same words again, old addresses, and
decisions by person and by reason."""

from django.db import migrations, models
from django.db.models.lookups import IsNull

from newsroom.concurrent_index import AddIndexConcurrently
from newsroom.planner import Beginning, NotByIndex


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("comments", "0013_readings_of_old_names")]

    operations = [
        AddIndexConcurrently(
            "comment",
            models.Index(fields=["language", "status", "created_at", "id"], name="by_language"),
        ),
        AddIndexConcurrently(
            "comment",
            models.Index(fields=["language", "created_at", "id"], name="language_by_age"),
        ),
        AddIndexConcurrently(
            "comment", models.Index(Beginning("text"), "article", name="same_beginning")
        ),
        AddIndexConcurrently(
            "comment",
            models.Index(
                fields=["created_at"],
                condition=models.Q(IsNull(NotByIndex("commenter"), True), email__gt=""),
                name="unconfirmed_addresses",
            ),
        ),
        AddIndexConcurrently(
            "decision", models.Index(fields=["by", "-at", "-id"], name="decisions_of_a_person")
        ),
        AddIndexConcurrently(
            "decision",
            models.Index(fields=["reason_code", "-at", "-id"], name="decisions_by_reason"),
        ),
        AddIndexConcurrently(
            "notification",
            models.Index(
                fields=["written_at"],
                condition=models.Q(to__gt=""),
                name="notifications_with_address",
            ),
        ),
    ]
