"""What search and lists look a record up by: one row a record, kept by the database's own triggers (migration 0003)."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F

from incidents.models.incident import Incident
from incidents.models.report import Report
from incidents.models.statement import Statement


class ReportIndex(models.Model):
    """Beside the report and not in it, so that no page carries the words of a search along."""

    report = models.OneToOneField(
        Report, primary_key=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="index"
    )
    words = SearchVectorField()

    class Meta:
        indexes = [GinIndex(fields=["words"], name="report_words")]

    def __str__(self) -> str:
        return f"words of report {self.report_id}"


class IncidentIndex(models.Model):
    """Its places, border, actors and type; the words of its reports are found through the reports."""

    incident = models.OneToOneField(
        Incident, primary_key=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="index"
    )
    words = SearchVectorField()
    reported_on = models.DateField(null=True, help_text="when the latest of its reports was published")

    class Meta:
        indexes = [
            GinIndex(fields=["words"], name="incident_words"),
            models.Index(F("reported_on").desc(nulls_last=True), F("incident").desc(), name="incident_reported"),
        ]

    def __str__(self) -> str:
        return f"words of incident {self.incident_id}"


class StatementIndex(models.Model):
    """What was said, and who said it."""

    statement = models.OneToOneField(
        Statement, primary_key=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="index"
    )
    words = SearchVectorField()
    reported_on = models.DateField(null=True, help_text="when its report was published")

    class Meta:
        indexes = [
            GinIndex(fields=["words"], name="statement_words"),
            models.Index(F("reported_on").desc(nulls_last=True), F("statement").desc(), name="statement_reported"),
        ]

    def __str__(self) -> str:
        return f"words of statement {self.statement_id}"


class Urgency(models.Model):
    """The incidents that wait for an editor, and how urgently (`incidents/queue.py`): a row leaves when its incident is decided."""

    incident = models.OneToOneField(
        Incident, primary_key=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="urgency"
    )
    score = models.FloatField(help_text="uncertainty × impact")

    class Meta:
        indexes = [models.Index(F("score").desc(nulls_last=True), F("incident").desc(), name="most_urgent_first")]

    def __str__(self) -> str:
        return f"{self.score:.2f} for incident {self.incident_id}"
