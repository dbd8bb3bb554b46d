import django.db.models.deletion
from django.db import migrations, models


def forget_the_counts(apps, editor):
    """They were made with a key that can be made again; each counted one hour."""
    apps.get_model("comments", "Allowance").objects.using(editor.connection.alias).all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0020_what_a_decision_settled"),
        ("newsroom", "0011_keys_of_days"),
    ]

    operations = [
        migrations.RunPython(forget_the_counts, migrations.RunPython.noop, elidable=True),
        migrations.AddField(
            model_name="allowance",
            name="key",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="newsroom.daykey",
            ),
            preserve_default=False,
        ),
    ]
