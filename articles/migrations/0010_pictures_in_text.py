"""Texts refer to pictures of the library; pictures have a licence and a trash."""

import re

from django.db import migrations, models
from django.utils import timezone

BATCH = 500  # articles
FILE = re.compile(r"(pictures/[0-9a-f]{16})\.")


def note(apps, schema_editor):
    """Note which texts show which pictures, and plan that they are written as references.

    Only links between the rows are written here; the texts are rewritten by the worker, one by one.
    """
    article, picture = (apps.get_model("articles", name) for name in ("Article", "Picture"))
    link = article.pictures_in_text.through
    showing = article.objects.filter(body__contains="pictures/").order_by("pk")
    last = 0
    while batch := list(showing.filter(pk__gt=last).values_list("pk", "body")[:BATCH]):
        last = batch[-1][0]
        stems = {pk: set(FILE.findall(body)) for pk, body in batch}
        files = {f"{stem}.jpg" for every in stems.values() for stem in every}
        known = dict(picture.objects.filter(file__in=files).values_list("file", "pk"))
        links = [
            link(article_id=pk, picture_id=known[f"{stem}.jpg"])
            for pk, every in stems.items()
            for stem in every
            if f"{stem}.jpg" in known
        ]
        link.objects.bulk_create(links, ignore_conflicts=True)
    if link.objects.exists():
        job = apps.get_model("newsroom", "Job")
        job.objects.create(fact="pictures_in_texts", arguments=[], next_try_at=timezone.now())


class Migration(migrations.Migration):
    dependencies = [("articles", "0009_addresses_of_pages"), ("newsroom", "0003_about_the_paper")]

    operations = [
        migrations.AddField(
            "article",
            "pictures_in_text",
            models.ManyToManyField("articles.picture", related_name="texts", editable=False),
        ),
        migrations.AddField(
            "picture",
            "licence",
            models.CharField(
                "licence",
                max_length=100,
                blank=True,
                default="",
                db_default="",
                help_text="Shown behind the credit: CC BY 4.0, for example.",
            ),
        ),
        migrations.AddField(
            "picture",
            "trashed_at",
            models.DateTimeField("in the trash since", null=True, editable=False),
        ),
        migrations.AlterField(
            "picture",
            "alt",
            models.CharField(
                "alternative text",
                max_length=300,
                blank=True,
                help_text="Describe the picture for people who can't see it.",
            ),
        ),
        migrations.RunPython(note, migrations.RunPython.noop, elidable=True),
    ]
