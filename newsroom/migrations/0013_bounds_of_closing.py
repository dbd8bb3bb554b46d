import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0012_counts_of_networks"),
    ]

    operations = [
        migrations.AlterField(
            model_name="masthead",
            name="comments_close_after",
            field=models.PositiveSmallIntegerField(
                default=0,
                help_text="Counted from when an article is published. 0: they stay open.",
                validators=[django.core.validators.MaxValueValidator(9999)],
                verbose_name="days until comments close",
            ),
        ),
    ]
