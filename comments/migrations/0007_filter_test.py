"""The test of the spam filter, and a job: all comments are learned anew, as words are read
otherwise than by 0.2.0."""

import django.utils.timezone
from django.db import migrations, models


def plan(apps, schema_editor):
    """Write the job only, so that no upgrade waits; until it is done nothing is held as spam."""
    if apps.get_model("comments", "TrainingExample").objects.exists():
        job = apps.get_model("newsroom", "Job")
        job.objects.create(
            fact="filter_outdated", arguments=[], next_try_at=django.utils.timezone.now()
        )


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0006_right_to_handle_personal_data"),
        ("newsroom", "0002_first_edition"),
    ]

    operations = [
        migrations.CreateModel(
            name="FilterTest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("limit", models.FloatField(null=True)),
                ("good", models.PositiveIntegerField(default=0)),
                ("spam", models.PositiveIntegerField(default=0)),
                ("wrong", models.PositiveIntegerField(default=0)),
                ("caught", models.PositiveIntegerField(default=0)),
            ],
            options={"default_permissions": ()},
        ),
        migrations.RunPython(plan, migrations.RunPython.noop),
    ]
