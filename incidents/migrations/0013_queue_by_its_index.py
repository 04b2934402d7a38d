"""The queue's index stands in the order that pages by key ask for."""

from django.db import migrations, models
from django.db.models import F


class Migration(migrations.Migration):
    dependencies = [("incidents", "0012_talk_and_splits")]

    operations = [
        migrations.RemoveIndex(model_name="urgency", name="most_urgent_first"),
        migrations.AddIndex(
            model_name="urgency",
            index=models.Index(F("score").desc(nulls_last=True), F("incident").desc(), name="most_urgent_first"),
        ),
    ]
