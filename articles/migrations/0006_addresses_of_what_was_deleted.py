"""Old addresses outlive what they led to, and are found whatever their capitals."""

from django.db import migrations, models, transaction

from articles.old_addresses import folded

BATCH = 1000  # rows


def fold(apps, schema_editor):
    """Write every path in the form in which it is looked up; of two alike the first stays.

    In batches, each a transaction of its own; safe to run again.
    """
    database = schema_editor.connection.alias
    rows = apps.get_model("articles", "OldAddress").objects.using(database).order_by("pk")
    last = 0
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        last = batch[-1].pk
        with transaction.atomic(using=database):
            fold_batch(rows, [row for row in batch if folded(row.path) != row.path])


def fold_batch(rows, batch):
    taken = set(
        rows.filter(path__in={folded(row.path) for row in batch}).values_list("path", flat=True)
    )
    first = {}
    for row in batch:
        row.path = folded(row.path)
        if row.path not in taken:
            first.setdefault(row.path, row)
    rows.filter(pk__in=[row.pk for row in batch if first.get(row.path) is not row]).delete()
    rows.bulk_update(first.values(), ["path"])


class Migration(migrations.Migration):
    atomic = False  # else nobody could look an address up until all are written

    dependencies = [("articles", "0005_known_feed_ids")]

    operations = [
        migrations.RunPython(fold, migrations.RunPython.noop, elidable=True),
        migrations.AddField(
            "oldaddress", "deleted_at", models.DateTimeField("deleted", null=True, blank=True)
        ),
    ]
