"""Who moves, acts, suffers and speaks, under a neutral name."""

from __future__ import annotations

from django.db import models

from incidents.models import choices


class Actor(models.Model):
    name = models.CharField(max_length=200)
    sector = models.CharField(max_length=3, choices=choices.sectors, blank=True)
    country = models.CharField(max_length=2, blank=True)
    kind = models.CharField(max_length=10, blank=True)  # force group office person people

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["name", "country"], name="one_actor")]

    def __str__(self) -> str:
        return self.name

    @property
    def typed(self) -> str:
        """What a person types to mean this actor and none of the same name: "Border guards (TJ)"."""
        return f"{self.name} ({self.country})" if self.country else self.name
