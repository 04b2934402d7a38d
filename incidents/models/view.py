"""Saved views: a page with its address's words, under a name and a short link."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q

from incidents.models.querysets import SavedViews

# Without letters and figures that are read for each other.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def fresh_slug() -> str:
    """Short to read out, too many to guess."""
    return "".join(secrets.choice(ALPHABET) for _ in range(10))


class SavedView(models.Model):
    class Page(models.TextChoices):
        MAP = "map", "Map"
        INCIDENTS = "incidents", "Incidents"
        STATEMENTS = "statements", "Statements"

    slug = models.CharField(max_length=12, unique=True, default=fresh_slug, editable=False)
    name = models.CharField(max_length=120)
    page = models.CharField(max_length=12, choices=Page.choices)
    query = models.CharField(max_length=2000, blank=True, help_text="the words of the page's address")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views")
    shared = models.BooleanField(default=False, help_text="everybody who may read may open it")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SavedViews.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="one_view_per_name"),
            models.CheckConstraint(condition=~Q(name=""), name="view_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
