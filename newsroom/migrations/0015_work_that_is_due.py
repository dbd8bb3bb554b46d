import django.utils.timezone
from django.db import migrations, models

KEY = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0014_rights_are_granted_once")]

    operations = [
        migrations.CreateModel(
            "Pause",
            [
                ("id", KEY),
                ("lane", models.CharField(max_length=8, unique=True)),
                ("until", models.DateTimeField()),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                ("times", models.PositiveSmallIntegerField(default=0)),
                ("error", models.CharField(max_length=200)),
            ],
            options={"default_permissions": ()},
        ),
        migrations.CreateModel(
            "Job",
            [
                ("id", KEY),
                (
                    "next_try_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, null=True, verbose_name="next try"
                    ),
                ),
                ("lease", models.PositiveIntegerField(default=0, editable=False)),
                ("tries", models.PositiveSmallIntegerField(default=0, verbose_name="tries")),
                ("error", models.CharField(blank=True, max_length=200, verbose_name="error")),
                ("given_up_at", models.DateTimeField(null=True, verbose_name="given up")),
                ("function", models.CharField(max_length=100, verbose_name="function")),
                ("arguments", models.JSONField(default=list, verbose_name="arguments")),
                ("priority", models.SmallIntegerField(default=0, editable=False)),
            ],
            options={
                "verbose_name": "piece of work",
                "verbose_name_plural": "work",
                "default_permissions": ("view",),
                "indexes": [
                    models.Index(
                        condition=models.Q(("given_up_at", None)),
                        fields=["-priority", "next_try_at"],
                        name="jobs_due",
                    )
                ],
            },
        ),
    ]
