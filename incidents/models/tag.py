"""Tags: words of the editors' own that gather incidents; they say nothing about what happened."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Lower


class Tag(models.Model):
    name = models.CharField(max_length=60)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(Lower("name"), name="one_tag_per_name")]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def named(cls, name: str) -> Tag:
        """The tag of that name, however it is capitalised; made where it is new."""
        return cls.objects.filter(name__iexact=name).first() or cls.objects.create(name=name)
