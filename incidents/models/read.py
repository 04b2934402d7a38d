"""Who read what, where the site is set to keep that."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Read(models.Model):
    """One address that was read; `who` repeats the account's name, so that it is known after the account is gone."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="reads")
    who = models.CharField(max_length=150, blank=True, help_text="empty for a visitor")
    token = models.ForeignKey("incidents.ApiToken", null=True, on_delete=models.SET_NULL, related_name="reads")
    host = models.CharField(max_length=45, blank=True, help_text="the address that it was asked from")
    address = models.TextField()
    status = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["user", "-id"], name="reads_of_a_person")]

    def __str__(self) -> str:
        return f"{self.who or 'a visitor'} read {self.address}"
