"""What people say to each other about a record: comments, who is to look at it, and notices that call somebody."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from incidents.models.incident import Incident
from incidents.models.report import Report

PERSON = settings.AUTH_USER_MODEL
ONE_RECORD = Q(incident=None, report__isnull=False) | Q(incident__isnull=False, report=None)


class Comment(models.Model):
    """About an incident or a report. Taken back, it keeps its place without its words."""

    incident = models.ForeignKey(Incident, null=True, blank=True, on_delete=models.CASCADE, related_name="comments")
    report = models.ForeignKey(Report, null=True, blank=True, on_delete=models.CASCADE, related_name="comments")
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="comments")
    at = models.DateTimeField(auto_now_add=True)
    words = models.TextField(max_length=4000)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=ONE_RECORD, name="comment_on_one_record")]

    def __str__(self) -> str:
        return f"{self.by}: {self.words[:60]}"


class Assignment(models.Model):
    """Who is to look at an incident or a report; at most one person at a time."""

    incident = models.ForeignKey(Incident, null=True, blank=True, on_delete=models.CASCADE, related_name="assignments")
    report = models.ForeignKey(Report, null=True, blank=True, on_delete=models.CASCADE, related_name="assignments")
    to = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="assignments")
    by = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=ONE_RECORD, name="assignment_of_one_record"),
            models.UniqueConstraint(
                fields=["incident"], condition=Q(ended_at=None), name="one_assignment_per_incident"
            ),
            models.UniqueConstraint(fields=["report"], condition=Q(ended_at=None), name="one_assignment_per_report"),
        ]

    def __str__(self) -> str:
        return f"{self.to}: {self.incident or self.report}"


class Notice(models.Model):
    """A line in a person's inbox: somebody named them, or gave them a record to look at."""

    class Kind(models.TextChoices):
        MENTION = "mention", "Mentioned you"
        ASSIGNED = "assigned", "Assigned to you"

    to = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="notices")
    by = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    incident = models.ForeignKey(Incident, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    report = models.ForeignKey(Report, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    comment = models.ForeignKey(Comment, null=True, blank=True, on_delete=models.CASCADE, related_name="notices")
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["to"], condition=Q(read_at=None), name="notice_unread")]
        constraints = [models.CheckConstraint(condition=ONE_RECORD, name="notice_of_one_record")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.incident or self.report}"
