"""The reports of a few days, for the statistics, without reading those of all years."""

from django.db import migrations, models

from newsroom.concurrent_index import AddIndexConcurrently


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("comments", "0010_newsroom_answers"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="notice",
            index=models.Index(fields=["created_at"], name="notices_by_age"),
        ),
    ]
