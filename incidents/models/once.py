"""Writes asked for under a key of the client's, so that asking again does not do them again."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Once(models.Model):
    """One write and its answer. `asked` is a hash of what was asked; the same key for something else is an error."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="writes_once")
    key = models.CharField(max_length=200)
    asked = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    headers = models.JSONField(default=dict)
    body = models.BinaryField(default=b"")
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="one_write_per_key")]

    def __str__(self) -> str:
        return f"{self.key} of {self.user_id}"
