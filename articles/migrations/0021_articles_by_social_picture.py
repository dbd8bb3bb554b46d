"""An index of the articles with a picture for social networks."""

from django.db import migrations, models

from newsroom.concurrent_index import AddIndexConcurrently


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("articles", "0020_sharing_words")]

    operations = [
        AddIndexConcurrently(
            "article",
            models.Index(
                fields=["social_picture"],
                condition=models.Q(social_picture__isnull=False),
                name="articles_by_social_picture",
            ),
        ),
    ]
