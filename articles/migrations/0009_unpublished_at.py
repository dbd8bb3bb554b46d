from django.db import migrations, models

import articles.dates


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0008_modes_of_moderation"),
    ]

    operations = [
        migrations.AddField(
            model_name="article",
            name="unpublished_at",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="unpublished"
            ),
        ),
        migrations.AlterField(
            model_name="article",
            name="published_at",
            field=models.DateTimeField(
                blank=True,
                help_text="Empty: a draft. In the future: readers see it from that moment on.",
                null=True,
                validators=[articles.dates.check],
                verbose_name="published",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(fields=["unpublished_at"], name="unpublished_articles"),
        ),
    ]
