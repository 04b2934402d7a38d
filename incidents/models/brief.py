"""Frozen briefs: what a brief said when somebody froze it, in all its forms, never written again."""

from __future__ import annotations

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from incidents.models.view import fresh_slug


class FrozenBrief(models.Model):
    """`sha256` is of the content as JSON with sorted keys; the query is what it was made of."""

    slug = models.CharField(max_length=12, unique=True, default=fresh_slug, editable=False)
    title = models.CharField(max_length=300)
    period = models.CharField(max_length=80)
    query = models.CharField(max_length=2000, blank=True)
    content = models.JSONField(encoder=DjangoJSONEncoder)
    html = models.TextField()
    markdown = models.TextField()
    pdf = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="frozen_briefs")

    class Meta:
        ordering = ["-frozen_at", "-id"]

    def __str__(self) -> str:
        return f"{self.title}, {self.period}"
