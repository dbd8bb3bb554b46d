from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0014_versions_beside_a_newer_one")]

    operations = [
        migrations.AddField(
            model_name="autosave",
            name="base",
            field=models.CharField(blank=True, default="", max_length=64),
            preserve_default=False,
        ),
    ]
