"""Statements: somebody said something, and how."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from incidents.models import choices
from incidents.models.actor import Actor
from incidents.models.incident import Incident
from incidents.models.querysets import Housed, Statements
from incidents.models.report import Report


class Statement(models.Model):
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="statements")
    speaker = models.ForeignKey(Actor, null=True, blank=True, on_delete=models.PROTECT, related_name="statements")
    affiliation = models.CharField(max_length=200, blank=True)
    cue = models.CharField(max_length=60)
    kind = models.CharField(max_length=8, choices=choices.statement_kinds)
    content = models.TextField()
    date = models.DateField(null=True, blank=True)
    medium = models.CharField(max_length=16, choices=choices.media, blank=True)
    about = models.ManyToManyField(
        Incident, through="About", through_fields=("statement", "incident"), blank=True, related_name="statements"
    )
    position = models.PositiveIntegerField(default=0, help_text="where its content starts in the report")
    key = models.CharField(max_length=80, blank=True)
    version = models.PositiveIntegerField(default=1)
    parser_version = models.CharField(max_length=20, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(
        null=True, editable=False, db_default=Now(), help_text="not known of those older than this column"
    )

    objects = Statements.as_manager()

    class Meta:
        ordering = ["report_id", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "key"], condition=~models.Q(key=""), name="one_statement_per_draft"
            )
        ]

    def __str__(self) -> str:
        return f"{self.speaker or '?'} {self.cue}: {self.content[:60]}"


class About(models.Model):
    """That a statement is about an incident."""

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="about_links")
    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="about_links")
    home = models.ForeignKey(
        Incident, null=True, blank=True, on_delete=models.CASCADE, related_name="away_statements", db_index=False,
        help_text="where it stands without merges, if that is elsewhere",
    )  # fmt: skip
    read_for = models.ForeignKey(
        Incident, null=True, blank=True, on_delete=models.CASCADE, related_name="read_statements", db_index=False,
        help_text="the incident it was read for, if a split moved it",
    )  # fmt: skip
    made_at = models.DateTimeField(
        null=True, editable=False, db_default=Now(), help_text="not known of those older than this column"
    )

    objects = Housed.as_manager()

    class Meta:
        db_table = "incidents_statement_about"
        indexes = [
            models.Index(fields=["home"], condition=~Q(home=None), name="about_away"),
            models.Index(fields=["read_for"], condition=~Q(read_for=None), name="about_split"),
        ]
        constraints = [models.UniqueConstraint(fields=["statement", "incident"], name="one_about_per_statement")]

    def __str__(self) -> str:
        return f"{self.statement_id} about {self.incident_id}"
