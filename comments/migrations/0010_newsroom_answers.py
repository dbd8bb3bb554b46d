from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0009_told_of_wording"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                condition=models.Q(author__isnull=False),
                fields=["article", "status", "created_at", "id"],
                name="newsroom_answers",
            ),
        ),
    ]
