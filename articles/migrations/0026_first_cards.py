"""Plan that the newest articles get a card for social networks."""

from django.db import migrations
from django.utils import timezone


def plan(apps, schema_editor):
    """Write the job only, so that no upgrade waits."""
    if apps.get_model("articles", "Article").objects.exists():
        job = apps.get_model("newsroom", "Job")
        job.objects.create(fact="cards_outdated", arguments=[], next_try_at=timezone.now())


class Migration(migrations.Migration):
    dependencies = [("articles", "0025_social_card"), ("newsroom", "0002_first_edition")]

    operations = [migrations.RunPython(plan, migrations.RunPython.noop)]
