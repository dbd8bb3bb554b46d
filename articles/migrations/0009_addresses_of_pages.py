"""Give pages whose slug is another's a free one: their addresses have no month any more.

Each keeps answering at the address with its month. There are few pages, whatever the number of
articles.
"""

from django.db import migrations

from articles.fixed_addresses import is_fixed
from articles.old_addresses import normal
from articles.slugs import free_slug


def give_each_a_slug_of_its_own(apps, schema_editor):
    using = schema_editor.connection.alias
    articles = apps.get_model("articles", "Article").objects.using(using)
    addresses = apps.get_model("articles", "OldAddress").objects.using(using)
    taken = set()
    for page in articles.filter(kind="page", filed__isnull=False).order_by("filed", "pk"):
        others = articles.filter(filed=page.filed).exclude(pk=page.pk)
        slug = free_slug(
            page.slug,
            lambda slug, others=others: (
                slug in taken or is_fixed(slug) or others.filter(slug=slug).exists()
            ),
            longest=articles.model._meta.get_field("slug").max_length,
        )
        taken.add(slug)
        if slug != page.slug:
            path = normal(f"/{page.filed:%Y/%m}/{page.slug}/")
            addresses.update_or_create(path=path, defaults={"article": page})
            articles.filter(pk=page.pk).update(slug=slug)


class Migration(migrations.Migration):
    dependencies = [("articles", "0008_kinds_of_corrections")]

    operations = [
        migrations.RunPython(give_each_a_slug_of_its_own, migrations.RunPython.noop, elidable=True)
    ]
