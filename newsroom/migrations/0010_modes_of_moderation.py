import django.core.validators
from django.db import migrations, models


def name_the_mode(apps, editor):
    """Until now `trusted_after` alone said it: 0 was that everybody waits."""
    mastheads = apps.get_model("newsroom", "Masthead").objects.using(editor.connection.alias)
    mastheads.filter(trusted_after__gt=0).update(moderation="newcomer")
    mastheads.filter(trusted_after=0).update(trusted_after=1)


def forget_the_mode(apps, editor):
    mastheads = apps.get_model("newsroom", "Masthead").objects.using(editor.connection.alias)
    mastheads.exclude(moderation="newcomer").update(trusted_after=0)


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0009_word_lists"),
    ]

    operations = [
        migrations.AddField(
            model_name="masthead",
            name="moderation",
            field=models.CharField(
                choices=[
                    ("closed", "closed: shown, but no new ones"),
                    ("hold", "a person reads each comment first"),
                    ("newcomer", "newcomers wait for a person"),
                    ("later", "published at once, read by a person afterwards"),
                ],
                default="hold",
                help_text="Topics and articles can say otherwise; of topics the strictest counts.",
                max_length=8,
                verbose_name="moderation",
            ),
        ),
        migrations.RunPython(name_the_mode, forget_the_mode),
        migrations.AlterField(
            model_name="masthead",
            name="trusted_after",
            field=models.PositiveSmallIntegerField(
                default=1,
                help_text="So many published comments with a proved address.",
                validators=[django.core.validators.MinValueValidator(1)],
                verbose_name="no newcomer after",
            ),
        ),
    ]
