"""Read the names of confirmed commenters that are there already.

In batches, each in a transaction of its own, so that a million comments lock nobody out; running it
again after an interruption is safe.
"""

from django.db import migrations, transaction

from comments.models.name_reading import hashed

A_BATCH = 500  # comments


def read_names(apps, schema_editor):
    using = schema_editor.connection.alias
    comments = apps.get_model("comments", "Comment").objects.using(using)
    readings = apps.get_model("comments", "NameReading").objects.using(using)
    confirmed = comments.filter(commenter__isnull=False).order_by("pk")
    last = 0
    while batch := list(confirmed.filter(pk__gt=last).only("pk", "article", "name")[:A_BATCH]):
        last = batch[-1].pk
        with transaction.atomic(using=using):
            readings.filter(comment__in=[comment.pk for comment in batch]).delete()
            readings.bulk_create(
                readings.model(comment_id=comment.pk, article_id=comment.article_id, reading=each)
                for comment in batch
                for each in sorted(hashed(comment.name))
            )


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("comments", "0012_name_readings"),
    ]

    operations = [
        migrations.RunPython(read_names, migrations.RunPython.noop),
    ]
