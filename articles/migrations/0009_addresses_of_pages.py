"""Give pages whose slug is another's a free one: their addresses have no month any more.

Each keeps answering at the address with its month. There are few pages, whatever the number of
articles.
"""

from itertools import count

from django.db import migrations

from articles.fixed_addresses import is_fixed
from articles.old_addresses import normal

LONGEST = 200  # characters of a slug


def give_each_a_slug_of_its_own(apps, schema_editor):
    using = schema_editor.connection.alias
    articles = apps.get_model("articles", "Article").objects.using(using)
    addresses = apps.get_model("articles", "OldAddress").objects.using(using)
    taken = set()
    for page in articles.filter(kind="page", filed__isnull=False).order_by("filed", "pk"):
        others = articles.filter(filed=page.filed).exclude(pk=page.pk)
        slug = next(
            slug
            for slug in numbered(page.slug)
            if not (slug in taken or is_fixed(slug) or others.filter(slug=slug).exists())
        )
        taken.add(slug)
        if slug != page.slug:
            path = normal(f"/{page.filed:%Y/%m}/{page.slug}/")
            leads_to = {"article": page, "topic": None, "author": None, "deleted_at": None}
            addresses.update_or_create(path=path, defaults=leads_to)
            articles.filter(pk=page.pk).update(slug=slug)


def numbered(slug):
    """Yield `slug`, `slug-2`, `slug-3` … Written out here: later code may differ."""
    yield slug
    for number in count(2):
        end = f"-{number}"
        yield f"{slug[: LONGEST - len(end)]}{end}"


class Migration(migrations.Migration):
    dependencies = [("articles", "0008_kinds_of_corrections")]

    operations = [
        migrations.RunPython(give_each_a_slug_of_its_own, migrations.RunPython.noop, elidable=True)
    ]
