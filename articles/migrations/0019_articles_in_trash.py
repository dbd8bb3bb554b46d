"""Indexes of the articles in the trash, and of who moved them there."""

from django.db import migrations, models

from newsroom.concurrent_index import AddIndexConcurrently


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("articles", "0018_trash_of_articles")]

    operations = [
        AddIndexConcurrently(
            "article",
            models.Index(
                fields=["trashed_at"],
                condition=models.Q(trashed_at__isnull=False),
                name="articles_in_trash",
            ),
        ),
        AddIndexConcurrently(
            "article",
            models.Index(
                fields=["trashed_by"],
                condition=models.Q(trashed_by__isnull=False),
                name="articles_trashed_by",
            ),
        ),
    ]
