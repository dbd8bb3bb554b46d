import django.utils.timezone
from django.db import migrations, models


def sent_ones_are_not_due(apps, schema_editor):
    apps.get_model("comments", "Letter").objects.exclude(sent_at=None).update(next_try_at=None)


class Migration(migrations.Migration):
    dependencies = [("comments", "0023_one_email_a_day")]

    operations = [
        migrations.AddField(
            "letter", "lease", models.PositiveIntegerField(default=0, editable=False)
        ),
        migrations.AddField(
            "letter",
            "next_try_at",
            models.DateTimeField(
                default=django.utils.timezone.now, null=True, verbose_name="next try"
            ),
        ),
        migrations.RunPython(sent_ones_are_not_due, migrations.RunPython.noop),
        migrations.AddIndex(
            "letter",
            models.Index(
                condition=models.Q(("given_up_at", None), ("next_try_at__isnull", False)),
                fields=["next_try_at"],
                name="letters_due",
            ),
        ),
    ]
