"""Count public stories from an index, without reading their texts."""

from django.db import migrations, models

from newsroom.concurrent_index import AddIndexConcurrently


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("articles", "0027_articles_by_last_save")]

    operations = [
        AddIndexConcurrently(
            "article",
            models.Index(
                fields=["kind", "published_at", "id", "unpublished_at", "trashed_at"],
                name="public_stories",
            ),
        ),
        # The new one begins as it does.
        migrations.RemoveIndex("article", "newest_stories"),
    ]
