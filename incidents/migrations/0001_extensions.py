"""What the records need of PostgreSQL: geometry, mixed geometry-and-date indexes, text search that folds accents."""

from django.contrib.postgres.operations import BtreeGistExtension, CreateExtension, TrigramExtension, UnaccentExtension
from django.db import migrations


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [CreateExtension("postgis"), BtreeGistExtension(), TrigramExtension(), UnaccentExtension()]
