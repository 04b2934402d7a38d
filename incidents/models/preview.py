"""Previews: what reading a report again would change, made by a worker before anything is written."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from incidents.models.report import Report


class PreviewRun(models.Model):
    """Previews of many reports, asked for together; the numbers that an editor sees before applying them."""

    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    parser_version = models.CharField(max_length=20)
    stopped_at = models.DateTimeField(null=True, blank=True)
    applied_at = models.DateTimeField(null=True, blank=True)
    applied_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"Preview of {self.asked_at:%Y-%m-%d %H:%M}, parser {self.parser_version}"


class Preview(models.Model):
    """The last preview of one report; asking again replaces it. `records` are Foreseen as JSON."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        RUNNING = "running", "Being read"
        READY = "ready", "Ready"
        FAILED = "failed", "Failed"

    report = models.OneToOneField(Report, on_delete=models.CASCADE, related_name="preview")
    run = models.ForeignKey(PreviewRun, null=True, blank=True, on_delete=models.CASCADE, related_name="previews")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    taken_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)
    parser_version = models.CharField(max_length=20, blank=True)
    adds = models.PositiveIntegerField(default=0)
    changes = models.PositiveIntegerField(default=0)
    keeps = models.PositiveIntegerField(default=0)
    withdraws = models.PositiveIntegerField(default=0)
    disputes = models.PositiveIntegerField(default=0)
    records = models.JSONField(default=list)
    error = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["asked_at"], condition=models.Q(state__in=("waiting", "running")), name="preview_due")
        ]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.state}"

    @property
    def is_due(self) -> bool:
        return self.state in (self.State.WAITING, self.State.RUNNING)

    @property
    def alters(self) -> bool:
        """True where applying it would write anything."""
        return bool(self.adds or self.changes or self.withdraws)
