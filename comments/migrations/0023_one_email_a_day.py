import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Value
from django.db.models.functions import Cast, Concat


def forget_hashes_of_addresses(apps, editor):
    """A hash without a key is as good as the address: whoever guesses it can check it."""
    letters = apps.get_model("comments", "Letter").objects.using(editor.connection.alias)
    named = Concat(Value("proof:"), Cast("pk", models.CharField()))
    letters.filter(kind="proof").update(key=named)


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0022_counts_of_networks_are_the_newsrooms"),
        ("newsroom", "0012_counts_of_networks"),
    ]

    operations = [
        migrations.CreateModel(
            name="DailyEmail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("mailbox", models.CharField(max_length=64, unique=True)),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.RunPython(forget_hashes_of_addresses, migrations.RunPython.noop, elidable=True),
        migrations.AlterField(
            model_name="letter",
            name="kind",
            field=models.CharField(
                choices=[
                    ("proof", "proof of an address"),
                    ("approved", "published"),
                    ("refused", "refused"),
                    ("reply", "reply"),
                    ("followed", "new comment"),
                    ("digest", "the day's comments"),
                    ("answer", "answer to a notice"),
                    ("access", "link to all that is stored"),
                    ("waiting", "what waits for a moderator"),
                ],
                max_length=8,
                verbose_name="kind",
            ),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(fields=["to"], name="letters_by_address"),
        ),
        migrations.AddField(
            model_name="dailyemail",
            name="key",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="newsroom.daykey"
            ),
        ),
        migrations.AddField(
            model_name="dailyemail",
            name="letter",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="comments.letter",
            ),
        ),
    ]
