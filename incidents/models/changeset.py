"""Changesets: all that one act of a person changed, to be read and taken back as one."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Changeset(models.Model):
    """One act, from a single field to a merge or ten thousand confirmations; its corrections hold what it changed."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="changesets")
    at = models.DateTimeField(auto_now_add=True)
    kind = models.CharField(max_length=20, help_text="correct, status, merge, split, enter, withdraw, restore, undo …")
    title = models.CharField(max_length=200, help_text="in words: “Merged #12 into #7”")
    reason = models.CharField(max_length=500, blank=True)
    undoes = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="undone_by")

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["by", "-id"], name="changesets_of_a_person")]

    def __str__(self) -> str:
        return self.title
