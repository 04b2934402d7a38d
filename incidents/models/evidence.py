"""Evidence: the exact words that one value of one record rests on."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from incidents.models.claim import Claim
from incidents.models.incident import Incident, Participant
from incidents.models.report import Report
from incidents.models.statement import Statement

BY_A_PERSON = "person"  # the rule of words that a person chose


class Evidence(models.Model):
    """`start` and `end` are code points in the report's text; `words` repeats them, so that a lost anchor shows."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="evidence")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    words = models.TextField()
    field = models.CharField(max_length=24, help_text='the record\'s field, or "itself" for the record as a whole')
    rule = models.CharField(max_length=60, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    parser_version = models.CharField(max_length=20, blank=True)

    incident = models.ForeignKey(Incident, null=True, blank=True, on_delete=models.CASCADE, related_name="evidence")
    claim = models.ForeignKey(Claim, null=True, blank=True, on_delete=models.CASCADE, related_name="evidence")
    statement = models.ForeignKey(Statement, null=True, blank=True, on_delete=models.CASCADE, related_name="evidence")
    participant = models.ForeignKey(
        Participant, null=True, blank=True, on_delete=models.CASCADE, related_name="evidence"
    )
    about_report = models.ForeignKey(
        Report, null=True, blank=True, on_delete=models.CASCADE, related_name="own_evidence"
    )

    class Meta:
        ordering = ["report_id", "start", "end", "id"]
        verbose_name_plural = "evidence"
        indexes = [models.Index(fields=["report", "start"], name="evidence_in_report")]
        constraints = [
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="evidence_has_words"),
            models.CheckConstraint(
                condition=(
                    Q(incident__isnull=False, claim=None, statement=None, participant=None, about_report=None)
                    | Q(incident=None, claim__isnull=False, statement=None, participant=None, about_report=None)
                    | Q(incident=None, claim=None, statement__isnull=False, participant=None, about_report=None)
                    | Q(incident=None, claim=None, statement=None, participant__isnull=False, about_report=None)
                    | Q(incident=None, claim=None, statement=None, participant=None, about_report__isnull=False)
                ),
                name="evidence_for_one_record",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.field}: {self.words[:60]}"

    @property
    def fits(self) -> bool:
        """False where the report no longer says these words there: shown as lost, never moved."""
        return self.report.text[self.start : self.end] == self.words
