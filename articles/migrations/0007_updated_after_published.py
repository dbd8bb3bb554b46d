from django.db import migrations
from django.db.models import F


def forget_updates_before_publication(apps, schema_editor):
    articles = apps.get_model("articles", "Article").objects.using(schema_editor.connection.alias)
    articles.filter(updated_at__lte=F("published_at")).update(updated_at=None)
    articles.filter(published_at=None).exclude(updated_at=None).update(updated_at=None)


class Migration(migrations.Migration):
    dependencies = [("articles", "0006_addresses_of_what_was_deleted")]

    operations = [
        migrations.RunPython(forget_updates_before_publication, migrations.RunPython.noop),
    ]
