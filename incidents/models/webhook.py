"""Webhooks: changes of a saved view, sent to an address outside in signed batches, one after the other."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from incidents.models.view import SavedView


def fresh_salt() -> str:
    return secrets.token_hex(16)


class Webhook(models.Model):
    class State(models.TextChoices):
        ACTIVE = "active", "Active"
        PAUSED = "paused", "Paused"
        STOPPED = "stopped", "Stopped"

    view = models.ForeignKey(SavedView, on_delete=models.CASCADE, related_name="webhooks")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="webhooks")
    url = models.URLField(max_length=500)
    site = models.CharField(max_length=200, help_text="how whoever made it reaches this site, for links")
    salt = models.CharField(max_length=32, default=fresh_salt, editable=False)
    state = models.CharField(max_length=8, choices=State.choices, default=State.ACTIVE)
    said = models.CharField(max_length=300, blank=True, help_text="why it stopped")
    token = models.TextField(help_text="all changes before it are in a delivery")
    leased_until = models.DateTimeField(null=True, blank=True, help_text="a worker is sending for it")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.view} → {self.url}"

    @property
    def secret(self) -> str:
        """Made of the site's own key, so that a copy of the table signs nothing."""
        made = hmac.new(settings.SECRET_KEY.encode(), f"webhook {self.salt}".encode(), hashlib.sha256).digest()
        return "whsec_" + base64.urlsafe_b64encode(made).decode().rstrip("=")


class WebhookDelivery(models.Model):
    """One batch of changes, word for word as it is sent, until its receiver has it."""

    class Kind(models.TextChoices):
        CHANGES = "changes", "Changes"
        ANEW = "anew", "Start anew"
        TEST = "test", "Test"

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        DELIVERED = "delivered", "Delivered"
        DEAD = "dead", "Given up"

    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    body = models.TextField()
    changes = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=9, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True, default=timezone.now)
    status = models.PositiveSmallIntegerField(null=True, blank=True, help_text="of the last answer")
    said = models.CharField(max_length=300, blank=True, help_text="what came of the last try")
    created_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["webhook"], condition=~Q(state="delivered") & ~Q(kind="test"), name="one_batch_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.webhook_id}: {self.state}"


class WebhookTold(models.Model):
    """What a receiver was told last of an incident: that it is in the view, or that it left."""

    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="told")
    incident = models.BigIntegerField()
    present = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["webhook", "incident"], name="told_once_per_webhook")]

    def __str__(self) -> str:
        return f"#{self.incident} {'in' if self.present else 'out'}"
