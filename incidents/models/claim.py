"""Claims: one figure about an incident, as one source puts it. An incident never stores "the number"."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Now

from incidents.models import choices
from incidents.models.actor import Actor
from incidents.models.incident import Incident
from incidents.models.querysets import Housed
from incidents.models.report import Report


class Claim(models.Model):
    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="claims")
    home = models.ForeignKey(
        Incident, null=True, blank=True, on_delete=models.CASCADE, related_name="away_claims", db_index=False,
        help_text="where it stands without merges, if that is elsewhere",
    )  # fmt: skip
    read_for = models.ForeignKey(
        Incident, null=True, blank=True, on_delete=models.CASCADE, related_name="read_claims", db_index=False,
        help_text="the incident it was read for, if a split moved it",
    )  # fmt: skip
    report = models.ForeignKey(Report, null=True, blank=True, on_delete=models.PROTECT, related_name="claims")
    kind = models.CharField(max_length=12, choices=choices.claim_kinds)
    low = models.DecimalField(max_digits=14, decimal_places=3, null=True, blank=True)
    high = models.DecimalField(max_digits=14, decimal_places=3, null=True, blank=True)
    comparator = models.CharField(max_length=8, choices=choices.comparators, default="exact")
    basis = models.CharField(max_length=10, choices=choices.bases, default="new")
    unit = models.CharField(max_length=200, blank=True)
    attributed_to = models.ForeignKey(Actor, null=True, blank=True, on_delete=models.PROTECT, related_name="claims")
    credibility = models.PositiveSmallIntegerField(choices=choices.credibilities, default=6)
    key = models.CharField(max_length=80, blank=True)
    version = models.PositiveIntegerField(default=1)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(
        null=True, editable=False, db_default=Now(), help_text="not known of those older than this column"
    )

    objects = Housed.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["home"], condition=~Q(home=None), name="claim_away"),
            models.Index(fields=["read_for"], condition=~Q(read_for=None), name="claim_split"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(low=None) | Q(high=None) | Q(low__lte=F("high")), name="claim_low_before_high"
            ),
            models.CheckConstraint(condition=~Q(low=None, high=None), name="claim_has_a_figure"),
            models.UniqueConstraint(
                Coalesce("home", "incident"), "report", "key", condition=~Q(key=""), name="one_claim_per_draft_at_home"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.low}–{self.high}"
