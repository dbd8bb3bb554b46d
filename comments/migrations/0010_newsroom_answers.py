"""The few comments with an account, for what the newsroom answered above a discussion."""

from django.db import migrations, models

from newsroom.concurrent_index import AddIndexConcurrently


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("comments", "0009_told_of_wording"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="comment",
            index=models.Index(
                condition=models.Q(author__isnull=False),
                fields=["article", "status", "created_at", "id"],
                name="newsroom_answers",
            ),
        ),
    ]
