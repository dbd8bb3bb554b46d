from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0013_articles_with_changes")]

    operations = [
        migrations.AlterField(
            model_name="version",
            name="why",
            field=models.CharField(
                choices=[
                    ("found", "as it was"),
                    ("saved", "saved"),
                    ("published", "published"),
                    ("scheduled", "scheduled"),
                    ("changes", "changes published"),
                    ("unpublished", "unpublished"),
                    ("restored", "restored"),
                    ("discarded", "changes discarded"),
                    ("taken", "taken from autosave"),
                    ("merged", "merged"),
                    ("beside", "kept beside a newer version"),
                ],
                default="saved",
                max_length=12,
            ),
        ),
    ]
