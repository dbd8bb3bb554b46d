"""The two rows that everything else counts on: one masthead, one edition."""

from django.db import migrations


def put_in_place(apps, schema_editor):
    using = schema_editor.connection.alias
    for name in ("Edition", "Masthead"):
        model = apps.get_model("newsroom", name)
        if not model.objects.using(using).exists():
            model.objects.using(using).create()


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0001_masthead_and_work")]

    operations = [migrations.RunPython(put_in_place, migrations.RunPython.noop)]
