"""Plan that all articles are indexed anew, for words are read otherwise than by 0.2.0."""

from django.db import migrations
from django.utils import timezone


def plan(apps, schema_editor):
    """Write the job only, so that no upgrade waits; until then the old index serves."""
    if apps.get_model("articles", "SearchText").objects.exists():
        job = apps.get_model("newsroom", "Job")
        job.objects.create(fact="index_outdated", arguments=[], next_try_at=timezone.now())


class Migration(migrations.Migration):
    dependencies = [("articles", "0002_search"), ("newsroom", "0002_first_edition")]

    operations = [migrations.RunPython(plan, migrations.RunPython.noop)]
