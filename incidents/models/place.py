"""Named places, as the gazetteer or an editor knows them."""

from __future__ import annotations

from django.contrib.gis.db import models
from django.contrib.postgres.fields import ArrayField


class Place(models.Model):
    name = models.CharField(max_length=200, db_index=True)
    names = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    kind = models.CharField(max_length=20, blank=True)  # city district province crossing river sea line …
    country = models.CharField(max_length=2, blank=True, db_index=True)
    admin1 = models.CharField(max_length=120, blank=True)
    point = models.PointField(null=True, blank=True, geography=False)
    radius_km = models.FloatField(null=True, blank=True)
    population = models.PositiveIntegerField(default=0)
    geonames_id = models.PositiveIntegerField(null=True, blank=True, unique=True)
    source = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name", "country", "kind"], condition=models.Q(geonames_id=None), name="one_curated_place"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.country}" if self.country else self.name
