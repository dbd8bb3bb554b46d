"""The topics of the menu, as an editor has chosen and ordered them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0004_editions_of_discussions")]

    operations = [
        migrations.AddField(
            model_name="masthead",
            name="menu",
            field=models.JSONField(default=list, editable=False),
        ),
    ]
