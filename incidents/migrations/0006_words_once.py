"""What is searched for is folded once for each question, and not again for each row; and the planner knows how many rows have it."""

from django.db import migrations

# They depend on the dictionaries and the configuration of migration 0003 alone, which only a migration changes.
FUNCTIONS = ("bw_folded(text)", "bw_begun(text)")


class Migration(migrations.Migration):
    dependencies = [("incidents", "0005_saved_views")]

    operations = [
        migrations.RunSQL(
            [f"ALTER FUNCTION {name} IMMUTABLE" for name in FUNCTIONS],
            [f"ALTER FUNCTION {name} STABLE" for name in FUNCTIONS],
        )
    ]
