"""The counts of networks move here from the comments, rows and all: only the owner changes."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0021_counts_go_with_the_key_of_their_day"),
        ("newsroom", "0011_keys_of_days"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Allowance",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("network", models.CharField(max_length=64)),
                        ("hour", models.DateTimeField()),
                        ("number", models.PositiveIntegerField()),
                        (
                            "key",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="newsroom.daykey",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "comments_allowance",
                        "default_permissions": (),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("hour", "network"), name="one_allowance_an_hour"
                            )
                        ],
                    },
                )
            ]
        )
    ]
