"""Incidents: one event type, one stretch of time, one place or section, one direction (codebook 1)."""

from __future__ import annotations

from django.contrib.gis.db import models
from django.contrib.postgres.indexes import GistIndex
from django.db.models import F, Q
from django.db.models.functions import Now

from incidents.models import choices
from incidents.models.actor import Actor
from incidents.models.border import Border, CrossingPoint
from incidents.models.place import Place
from incidents.models.querysets import Housed, Incidents
from incidents.models.report import Report
from incidents.models.tag import Tag

# Kilometres that stand for "somewhere in this district / province" where the gazetteer has no radius of its own.
RADIUS_KM = {2: 25.0, 3: 40.0, 4: 120.0}


class Incident(models.Model):
    """What the records say now: machine values, with every person's correction on top."""

    event_type = models.CharField(max_length=24, choices=choices.event_types)
    modality = models.CharField(max_length=12, choices=choices.modalities, default="actual")
    date_start = models.DateField(null=True, blank=True)
    date_end = models.DateField(null=True, blank=True)
    date_prec = models.PositiveSmallIntegerField(null=True, blank=True, choices=choices.date_precisions)
    part_of_day = models.CharField(max_length=12, choices=choices.parts_of_day, blank=True)
    lasted = models.BooleanField(default=False)

    border = models.ForeignKey(Border, null=True, blank=True, on_delete=models.PROTECT, related_name="incidents")
    from_country = models.CharField(max_length=2, blank=True)
    to_country = models.CharField(max_length=2, blank=True)
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="incidents")
    place_name = models.CharField(max_length=200, blank=True, help_text="as the report names it")
    crossing_point = models.ForeignKey(CrossingPoint, null=True, blank=True, on_delete=models.SET_NULL)
    where_prec = models.PositiveSmallIntegerField(null=True, blank=True, choices=choices.where_precisions)
    # The honest geometry: a point with its radius, or a border section; empty where only a country is known.
    geometry = models.GeometryField(null=True, blank=True)
    radius_km = models.FloatField(null=True, blank=True)

    status = models.CharField(max_length=10, choices=choices.statuses, default="machine", db_index=True)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged")
    split_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="split_off")
    confidence = models.FloatField(default=0.5)
    parser_version = models.CharField(max_length=20, blank=True)
    read_from = models.ForeignKey(
        Report, null=True, blank=True, on_delete=models.PROTECT, related_name="machine_incidents"
    )
    key = models.CharField(max_length=80, blank=True, help_text="finds the same draft again when its report is re-read")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True, db_index=True)

    reports = models.ManyToManyField(
        Report, through="ReportIncident", through_fields=("incident", "report"), related_name="incidents"
    )
    actors = models.ManyToManyField(
        Actor, through="Participant", through_fields=("incident", "actor"), related_name="incidents"
    )
    tags = models.ManyToManyField(Tag, blank=True, related_name="incidents")

    objects = Incidents.as_manager()

    class Meta:
        ordering = [F("date_start").desc(nulls_last=True), "-id"]
        indexes = [
            models.Index(fields=["border", "date_start"], name="incident_border_day"),
            models.Index(F("date_start").desc(nulls_last=True), F("id").desc(), name="incident_newest_first"),
            models.Index(fields=["confidence", "-id"], name="incident_least_sure"),
            GistIndex(fields=["geometry", "date_start"], name="incident_where_when"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(date_start=None) | Q(date_end=None) | Q(date_start__lte=F("date_end")),
                name="incident_dates_in_order",
            ),
            models.UniqueConstraint(fields=["read_from", "key"], condition=~Q(key=""), name="one_incident_per_draft"),
        ]

    def __str__(self) -> str:
        return f"{self.get_event_type_display()} {self.date_start or ''}".strip()

    @property
    def survivor(self) -> Incident:
        """The incident that this one is merged into, over however many merges; itself where it stands alone."""
        one = self
        while one.merged_into:
            one = one.merged_into
        return one

    def members(self) -> list[Incident]:
        """Itself and all that were merged into it, directly or not."""
        found, newest = [self], [self]
        while newest:
            newest = list(Incident.objects.filter(merged_into__in=newest).order_by("pk"))
            found += newest
        return found

    def locate(self) -> None:
        """Set the honest geometry of what the fields say; a country alone gets none."""
        self.geometry, self.radius_km = None, None
        if self.place and self.place.point and self.where_prec in (1, 2, 3, 4, 7):
            self.geometry = self.place.point
            if self.where_prec != 1:
                self.radius_km = self.place.radius_km or RADIUS_KM.get(self.where_prec, 100.0)
        elif self.border and self.where_prec == 5:
            self.geometry = self.border.section


class ReportIncident(models.Model):
    """That a report tells of an incident, and as what: its news, an update, or background."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="incident_links")
    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="report_links")
    home = models.ForeignKey(
        Incident, null=True, blank=True, on_delete=models.CASCADE, related_name="away_links", db_index=False,
        help_text="where it stands without merges, if that is elsewhere",
    )  # fmt: skip
    read_for = models.ForeignKey(
        Incident, null=True, blank=True, on_delete=models.CASCADE, related_name="read_links", db_index=False,
        help_text="the incident it was read for, if a split moved it",
    )  # fmt: skip
    role = models.CharField(max_length=10, choices=choices.report_roles)
    made_at = models.DateTimeField(
        null=True, editable=False, db_default=Now(), help_text="not known of those older than this column"
    )

    objects = Housed.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["home"], condition=~Q(home=None), name="link_away"),
            models.Index(fields=["read_for"], condition=~Q(read_for=None), name="link_split"),
        ]
        constraints = [models.UniqueConstraint(fields=["report", "incident"], name="one_link_per_report")]

    def __str__(self) -> str:
        return f"{self.report_id} tells {self.incident_id} as {self.role}"


class Participant(models.Model):
    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="participants")
    home = models.ForeignKey(
        Incident, null=True, blank=True, on_delete=models.CASCADE, related_name="away_participants", db_index=False,
        help_text="where it stands without merges, if that is elsewhere",
    )  # fmt: skip
    read_for = models.ForeignKey(
        Incident, null=True, blank=True, on_delete=models.CASCADE, related_name="read_participants", db_index=False,
        help_text="the incident it was read for, if a split moved it",
    )  # fmt: skip
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="participations")
    role = models.CharField(max_length=10, choices=choices.actor_roles)

    objects = Housed.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["home"], condition=~Q(home=None), name="participant_away"),
            models.Index(fields=["read_for"], condition=~Q(read_for=None), name="participant_split"),
        ]
        constraints = [models.UniqueConstraint(fields=["incident", "actor", "role"], name="one_part_per_actor")]

    def __str__(self) -> str:
        return f"{self.actor} ({self.role})"


class TwinSuggestion(models.Model):
    """Two incidents of different reports that may be one; only an editor's verdict decides."""

    class Verdict(models.TextChoices):
        OPEN = "", "Not yet judged"
        SAME = "same", "Same"
        RELATED = "related", "Related"
        DIFFERENT = "different", "Different"

    first = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="twins_after")
    second = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="twins_before")
    score = models.FloatField()
    reasons = models.JSONField(default=list)
    verdict = models.CharField(max_length=10, choices=Verdict.choices, default=Verdict.OPEN, blank=True)
    judged_by = models.ForeignKey("incidents.User", null=True, blank=True, on_delete=models.SET_NULL)
    judged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="one_suggestion_per_pair"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="twins_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} ~ {self.second_id}"
