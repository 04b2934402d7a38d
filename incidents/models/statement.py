"""Statements: somebody said something, and how."""

from __future__ import annotations

from django.db import models

from incidents.models import choices
from incidents.models.actor import Actor
from incidents.models.incident import Incident
from incidents.models.querysets import Statements
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
    about = models.ManyToManyField(Incident, blank=True, related_name="statements")
    position = models.PositiveIntegerField(default=0, help_text="where its content starts in the report")
    key = models.CharField(max_length=80, blank=True)
    version = models.PositiveIntegerField(default=1)
    parser_version = models.CharField(max_length=20, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

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
