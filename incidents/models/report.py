"""Reports as sources published them, the bytes they came in, and the work they wait for."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from incidents.models import choices
from incidents.models.querysets import Jobs, Reports


class Source(models.Model):
    """Who published: an agency, a newspaper, a ministry's site."""

    name = models.CharField(max_length=120, unique=True)
    country = models.CharField(max_length=2, blank=True)
    reliability = models.CharField(max_length=1, choices=choices.reliabilities, default="F")
    note = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name


class Original(models.Model):
    """The bytes exactly as they arrived. The hash is unique: the same bytes twice are one report."""

    sha256 = models.CharField(max_length=64, unique=True)
    filename = models.CharField(max_length=255, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveIntegerField()
    content = models.BinaryField()

    def __str__(self) -> str:
        return self.filename or self.sha256[:12]


class Report(models.Model):
    """One text as a source published it. `text` is set once, when the worker reads the bytes, and never altered."""

    original = models.OneToOneField(Original, on_delete=models.PROTECT, related_name="report")
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL)
    received_at = models.DateTimeField(auto_now_add=True, db_index=True)

    text = models.TextField(blank=True)
    headline = models.CharField(max_length=500, blank=True)
    source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.PROTECT, related_name="reports")
    published_on = models.DateField(null=True, blank=True, db_index=True)
    published_time = models.TimeField(null=True, blank=True)
    published_zone = models.CharField(max_length=40, blank=True, help_text="empty where the text gives none")
    language = models.CharField(max_length=8, blank=True)
    dateline = models.CharField(max_length=120, blank=True)
    byline = models.CharField(max_length=200, blank=True)
    take = models.CharField(max_length=40, blank=True)
    notes = ArrayField(models.TextField(), default=list, blank=True)
    bands = ArrayField(models.BigIntegerField(), default=list, blank=True, editable=False)
    signature = ArrayField(models.BigIntegerField(), default=list, blank=True, editable=False)
    parser_version = models.CharField(max_length=20, blank=True)
    parsed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = Reports.as_manager()

    class Meta:
        ordering = ["-received_at", "-id"]
        indexes = [GinIndex(fields=["bands"], name="report_bands")]

    def __str__(self) -> str:
        return self.headline or f"Report {self.pk}"


class JobState(models.TextChoices):
    QUEUED = "queued", "Queued"
    RUNNING = "running", "Reading"
    DONE = "done", "Done"
    QUARANTINED = "quarantined", "Quarantined"


class Job(models.Model):
    """The promise that a report will be read. The database owns it; Redis only wakes workers."""

    report = models.OneToOneField(Report, on_delete=models.CASCADE, related_name="job")
    state = models.CharField(max_length=12, choices=JobState.choices, default=JobState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    lease = models.UUIDField(null=True, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    worker = models.CharField(max_length=120, blank=True)
    stage = models.CharField(max_length=40, blank=True)
    stage_done = models.PositiveIntegerField(default=0)
    stage_total = models.PositiveIntegerField(default=0)
    queued_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True, help_text="cause and next step, in words for a person")
    error_detail = models.TextField(blank=True)

    objects = Jobs.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "next_try_at"], name="job_waiting")]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.state}"


class ReportLink(models.Model):
    """Two reports that tell the same words: a copy by another outlet or a new take. `later` came after `earlier`."""

    class Kind(models.TextChoices):
        NEAR_DUPLICATE = "near_duplicate", "Near-duplicate"
        NEW_VERSION = "new_version", "New version"

    earlier = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="later_links")
    later = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="earlier_links")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    similarity = models.FloatField(help_text="share of five-word sequences in common, 0 to 1")
    reason = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["earlier", "later"], name="one_link_per_pair")]

    def __str__(self) -> str:
        return f"{self.later_id} {self.kind} of {self.earlier_id}"
