"""The card that is drawn of an article for social networks."""

from django.db import migrations, models

from newsroom.added_column import AddColumn


class Migration(migrations.Migration):
    dependencies = [("articles", "0024_lists_by_index")]

    operations = [
        AddColumn(
            "article",
            "social_card",
            models.CharField(max_length=60, blank=True, default="", db_default="", editable=False),
        ),
    ]
