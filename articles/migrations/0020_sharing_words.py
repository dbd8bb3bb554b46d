"""Description, title and picture of an article for search engines and social networks.

Their empty value is the database's own, so no table is rewritten, and a process of the version
before may go on inserting rows. The index is made in a migration of its own, beside the
writers.
"""

import django.db.models.deletion
from django.db import migrations, models

from newsroom.added_column import AddColumn


class Migration(migrations.Migration):
    dependencies = [("articles", "0019_articles_in_trash")]

    operations = [
        AddColumn(
            "article",
            "description",
            models.CharField(
                "description",
                max_length=300,
                blank=True,
                default="",
                db_default="",
                help_text=(
                    "Search engines show about 155 characters. Leave empty to use the lead."
                ),
            ),
        ),
        AddColumn(
            "article",
            "social_title",
            models.CharField(
                "title for search and social networks",
                max_length=120,
                blank=True,
                default="",
                db_default="",
                help_text="About 60 characters are shown. Leave empty to use the headline.",
            ),
        ),
        migrations.AddField(
            "article",
            "social_picture",
            models.ForeignKey(
                "articles.picture",
                django.db.models.deletion.SET_NULL,
                verbose_name="picture for social networks",
                related_name="shared_by",
                null=True,
                blank=True,
                db_index=False,
                help_text="Leave empty to use the article's picture.",
            ),
        ),
    ]
