"""Indexes of the articles last saved, updated, corrected, and of those moderated otherwise."""

from django.db import migrations, models

from newsroom.concurrent_index import AddIndexConcurrently


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("articles", "0023_front_page")]

    operations = [
        AddIndexConcurrently(
            "article", models.Index(fields=["moderation"], name="articles_by_moderation")
        ),
        AddIndexConcurrently(
            "article", models.Index(fields=["saved_at", "id"], name="last_saved_articles")
        ),
        AddIndexConcurrently(
            "article",
            models.Index(
                fields=["updated_at"],
                condition=models.Q(updated_at__isnull=False),
                name="last_updated_articles",
            ),
        ),
        AddIndexConcurrently(
            "article",
            models.Index(
                fields=["corrections_changed_at"],
                condition=models.Q(corrections_changed_at__isnull=False),
                name="last_corrected_articles",
            ),
        ),
    ]
