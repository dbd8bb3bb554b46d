from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0021_counts_go_with_the_key_of_their_day"),
        ("newsroom", "0012_counts_of_networks"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.DeleteModel(name="Allowance")]
        ),
    ]
