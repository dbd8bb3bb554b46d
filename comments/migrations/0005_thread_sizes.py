from collections import Counter
from itertools import groupby

from django.db import migrations

STEP = 8  # hexadecimal digits of an id in a path
A_BATCH = 500  # rows


def count(apps, schema_editor):
    """Store with the first comment of each thread how many public ones the thread has."""
    comments = apps.get_model("comments.Comment").objects.using(schema_editor.connection.alias)
    public = comments.filter(status="approved").order_by("article_id")
    rows = public.values_list("article_id", "path").iterator(2000)
    for _article, group in groupby(rows, key=lambda row: row[0]):
        sizes = Counter(int(path[:STEP], 16) for _article, path in group)
        for size in set(sizes.values()):
            threads = [thread for thread, number in sizes.items() if number == size]
            for start in range(0, len(threads), A_BATCH):
                some = threads[start : start + A_BATCH]
                comments.filter(pk__in=some).update(thread_size=size)


class Migration(migrations.Migration):
    dependencies = [("comments", "0004_threads_and_picks")]

    operations = [migrations.RunPython(count, migrations.RunPython.noop)]
