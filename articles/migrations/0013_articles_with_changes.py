"""An index of the articles with changes that are not public."""

from django.db import migrations, models

from newsroom.concurrent_index import AddIndexConcurrently


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("articles", "0012_versions")]

    operations = [
        AddIndexConcurrently(
            "article",
            models.Index(
                fields=["changes"],
                condition=models.Q(changes__isnull=False),
                name="changes_not_public",
            ),
        ),
    ]
