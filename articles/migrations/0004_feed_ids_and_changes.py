"""Two empty columns: adding them rewrites no table."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_words_read_anew")]

    operations = [
        migrations.AddField(
            model_name="article",
            name="corrections_changed_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="article",
            name="feed_id",
            field=models.CharField(editable=False, max_length=2000, null=True),
        ),
    ]
