"""An index that has the order of the desk's list of articles, and knows what is in the trash."""

from django.db import migrations, models

from newsroom.concurrent_index import AddIndexConcurrently


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("articles", "0026_first_cards")]

    operations = [
        AddIndexConcurrently(
            "article",
            models.Index(fields=["saved_at", "id", "trashed_at"], name="articles_by_last_save"),
        ),
        migrations.RemoveIndex("article", "last_saved_articles"),
    ]
