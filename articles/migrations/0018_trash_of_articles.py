"""A trash of articles, and who moved something there; the new columns are empty.

Their indexes are made in a migration of their own, beside the writers.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0017_what_versions_are_about"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="article",
            name="trashed_at",
            field=models.DateTimeField(
                editable=False, null=True, verbose_name="in the trash since"
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="trashed_by",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="deleted by",
            ),
        ),
        migrations.AddField(
            model_name="picture",
            name="trashed_by",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="deleted by",
            ),
        ),
        migrations.AlterField(
            model_name="version",
            name="why",
            field=models.CharField(
                choices=[
                    ("found", "as it was"),
                    ("saved", "saved"),
                    ("published", "published"),
                    ("scheduled", "scheduled"),
                    ("changes", "changes published"),
                    ("unpublished", "unpublished"),
                    ("restored", "restored"),
                    ("discarded", "changes discarded"),
                    ("taken", "taken from autosave"),
                    ("merged", "merged"),
                    ("beside", "kept beside a newer version"),
                    ("ending", "to be unpublished"),
                    ("endless", "no longer to be unpublished"),
                    ("embargo", "embargo set"),
                    ("freed", "embargo removed"),
                    ("trashed", "moved to the trash"),
                    ("untrashed", "restored from the trash"),
                ],
                default="saved",
                max_length=12,
            ),
        ),
    ]
