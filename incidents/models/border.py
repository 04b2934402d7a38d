"""Land borders with their section as a line, and the points where one may cross."""

from __future__ import annotations

from django.contrib.gis.db import models
from django.contrib.postgres.fields import ArrayField


class Border(models.Model):
    """The land border of two countries; `code` is both ISO codes, sorted ("AF-TJ")."""

    code = models.CharField(max_length=5, primary_key=True)
    name = models.CharField(max_length=120)
    names = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    country_a = models.CharField(max_length=2, db_index=True)
    country_b = models.CharField(max_length=2, db_index=True)
    section = models.MultiLineStringField()
    length_km = models.FloatField()
    disputed = models.BooleanField(default=False)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class CrossingPoint(models.Model):
    border = models.ForeignKey(Border, on_delete=models.CASCADE, related_name="crossing_points")
    name = models.CharField(max_length=160)
    names = ArrayField(models.CharField(max_length=160), default=list, blank=True)
    country = models.CharField(max_length=2, blank=True)
    point = models.PointField()
    kind = models.CharField(max_length=20, blank=True)
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["border_id", "name"]
        constraints = [models.UniqueConstraint(fields=["border", "name"], name="one_crossing_point")]

    def __str__(self) -> str:
        return self.name
