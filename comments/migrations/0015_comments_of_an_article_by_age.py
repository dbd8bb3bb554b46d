"""Show the newest comments of an article at the desk without sorting all of them."""

from django.db import migrations, models

from newsroom.concurrent_index import AddIndexConcurrently


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("comments", "0014_lists_of_a_million")]

    operations = [
        AddIndexConcurrently(
            "comment", models.Index(fields=["article", "created_at", "id"], name="article_by_age")
        ),
    ]
