"""Old addresses outlive what they led to, and are found whatever their capitals."""

from django.db import migrations, models

from articles.old_addresses import folded

BATCH = 1000  # rows


def fold(apps, schema_editor):
    """Write every path in the form in which it is looked up; of two alike the first stays."""
    rows = apps.get_model("articles", "OldAddress").objects.order_by("pk")
    last = 0
    while batch := list(rows.filter(pk__gt=last).values_list("pk", "path")[:BATCH]):
        last = batch[-1][0]
        for pk, path in batch:
            if folded(path) == path:
                continue
            if rows.filter(path=folded(path)).exists():
                rows.filter(pk=pk).delete()
            else:
                rows.filter(pk=pk).update(path=folded(path))


class Migration(migrations.Migration):
    dependencies = [("articles", "0005_known_feed_ids")]

    operations = [
        migrations.AddField(
            "oldaddress", "deleted_at", models.DateTimeField("deleted", null=True, blank=True)
        ),
        migrations.RunPython(fold, migrations.RunPython.noop, elidable=True),
    ]
