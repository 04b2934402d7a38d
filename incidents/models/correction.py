"""Corrections: who changed what, when, from what, to what, and why. Machine writes stand here too, without a person."""

from __future__ import annotations

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from incidents.models.changeset import Changeset


class Correction(models.Model):
    """One field of one record changed. `by` is empty for the machine, whose version then stands in `parser_version`."""

    class Kind(models.TextChoices):
        REPORT = "report", "Report"
        INCIDENT = "incident", "Incident"
        CLAIM = "claim", "Claim"
        STATEMENT = "statement", "Statement"
        PARTICIPANT = "participant", "Participant"
        ACTOR = "actor", "Actor"
        PLACE = "place", "Place"
        TWIN = "twin", "Twin suggestion"
        LINK = "link", "Report’s link"
        ABOUT = "about", "Statement’s link"

    record_kind = models.CharField(max_length=12, choices=Kind.choices)
    record_id = models.BigIntegerField()
    field = models.CharField(max_length=40)
    before = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    after = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    reason = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="corrections"
    )
    changeset = models.ForeignKey(
        Changeset, null=True, blank=True, on_delete=models.PROTECT, related_name="corrections"
    )
    parser_version = models.CharField(max_length=20, blank=True)
    rule = models.CharField(max_length=60, blank=True, help_text="of the parser, whose value a person replaced here")
    at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=0, help_text="of the record after this change; 0 where it has none")
    follows = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="followers",
        help_text="the change that made this one necessary",
    )  # fmt: skip
    undoes = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="undone_by")

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["record_kind", "record_id", "field"], name="correction_of"),
            models.Index(fields=["record_kind", "at"], name="correction_since"),
            models.Index(fields=["rule", "field"], condition=~models.Q(rule=""), name="correction_overturns"),
        ]

    def __str__(self) -> str:
        return f"{self.record_kind} {self.record_id}.{self.field}: {self.before!r} → {self.after!r}"
