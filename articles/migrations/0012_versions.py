"""Versions of articles, their changes that are not public, and embargoes.

The columns of the full table are empty, so they are added without rewriting it; its index is made
in a migration of its own, beside the writers.
"""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0011_autosaves_and_who_is_editing"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="article",
            name="embargo_until",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="embargo until"
            ),
        ),
        migrations.CreateModel(
            name="Version",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("content", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                (
                    "why",
                    models.CharField(
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
                        ],
                        default="saved",
                        max_length=12,
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[("form", "form"), ("import", "import"), ("command", "command")],
                        default="form",
                        max_length=8,
                    ),
                ),
                ("saved_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "article",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="articles.article",
                    ),
                ),
                (
                    "saved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
                "default_permissions": (),
            },
        ),
        migrations.AddField(
            model_name="article",
            name="changes",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="articles.version",
            ),
        ),
        migrations.AddIndex(
            model_name="version",
            index=models.Index(fields=["saved_at"], name="oldest_versions"),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.UniqueConstraint(
                fields=("article", "number"), name="one_version_per_number"
            ),
        ),
    ]
