import secrets

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0010_modes_of_moderation"),
    ]

    operations = [
        migrations.CreateModel(
            name="DayKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(unique=True)),
                ("secret", models.CharField(default=secrets.token_hex, max_length=64)),
            ],
            options={"default_permissions": ()},
        ),
    ]
