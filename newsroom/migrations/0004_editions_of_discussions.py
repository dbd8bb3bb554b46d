"""Changes of discussions are counted apart, by parts."""

from django.db import migrations, models

from newsroom.added_column import AddColumn


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0003_about_the_paper")]

    operations = [
        migrations.CreateModel(
            name="DiscussionEdition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("part", models.PositiveSmallIntegerField(db_index=True)),
                ("number", models.PositiveBigIntegerField(default=1)),
            ],
        ),
        AddColumn(
            model_name="edition",
            name="discussions",
            field=models.PositiveBigIntegerField(db_default=0, default=0),
        ),
    ]
