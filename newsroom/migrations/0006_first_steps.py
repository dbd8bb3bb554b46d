"""Whether a new paper's desk lists what is left to do."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0005_menu")]

    operations = [
        migrations.AddField(
            model_name="masthead",
            name="first_steps",
            field=models.BooleanField(
                default=True,
                help_text="Until all are done, or the paper has a few articles.",
                verbose_name="first steps on Today",
            ),
        ),
    ]
