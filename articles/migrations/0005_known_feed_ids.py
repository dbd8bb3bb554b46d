"""What readers of the feeds know already stays: an article keeps the Atom id that it had.

In batches, each a transaction of its own; safe to run again.
"""

from datetime import UTC
from urllib.parse import quote

from django.conf import settings
from django.db import migrations, models, transaction
from django.db.models import Max
from django.utils import timezone

from articles import feed_ids
from newsroom.concurrent_index import AddIndexConcurrently

BATCH = 500  # articles


def fill(apps, schema_editor):
    articles = apps.get_model("articles", "Article").objects.using(schema_editor.connection.alias)
    last = 0
    while batch := unfilled(articles, last):
        last = batch[-1].pk
        with transaction.atomic(using=schema_editor.connection.alias):
            for article in batch:
                articles.filter(pk=article.pk, feed_id=None).update(
                    feed_id=known_id(article) or feed_ids.new(),
                    corrections_changed_at=article.corrected,
                )


def unfilled(articles, last):
    rows = articles.filter(pk__gt=last, feed_id=None).order_by("pk")
    rows = rows.only("pk", "slug", "filed", "published_at")
    now = timezone.now()
    past = models.Q(corrections__corrected_at__lte=now)
    return list(rows.annotate(corrected=Max("corrections__corrected_at", filter=past))[:BATCH])


def known_id(article) -> str:
    """Return the id that version 0.2.0 made of host, day and address; "" if it was never public."""
    if not article.filed or not article.published_at or article.published_at > timezone.now():
        return ""
    day = article.published_at.astimezone(UTC).strftime("%Y-%m-%d")
    address = quote(f"/{article.filed:%Y/%m}/{article.slug}/")
    return f"tag:{settings.SITE.hostname},{day}:{address}/"[: feed_ids.LONGEST]


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("articles", "0004_feed_ids_and_changes")]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
        AddIndexConcurrently(
            model_name="article",
            index=models.Index(fields=["feed_id"], name="articles_by_feed_id"),
        ),
    ]
