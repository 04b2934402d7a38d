"""Incidents in the flat form: one row each, in the columns of the files (`exports/columns.toml`)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

from drf_spectacular.utils import PolymorphicProxySerializer
from rest_framework import serializers

from incidents.exports.fields import fields
from incidents.exports.table import plain
from incidents.flat import INCIDENT_COLUMNS, incident_rows
from incidents.models import Incident

FLAT = INCIDENT_COLUMNS


def flat_rows(ids: Sequence[int], wanted: Collection[str], absolute: Callable[[str], str]) -> list[dict[str, Any]]:
    """Each incident that there is, in the order of `ids`; all columns where none are named."""
    kept = [(at, name) for at, name in enumerate(FLAT) if not wanted or name in wanted]
    rows = {row.id: row.values for row in incident_rows(Incident.objects.filter(pk__in=ids), absolute)}
    return [{name: plain(rows[pk][at]) for at, name in kept} for pk in ids if pk in rows]


def _column(name: str) -> serializers.Field:
    told = fields("incident")[name]
    kinds = {"integer": serializers.IntegerField, "number": serializers.FloatField, "boolean": serializers.BooleanField}
    more = {"help_text": told.words, "required": False, "allow_null": True}
    if told.type.startswith("list of"):
        child = serializers.IntegerField() if told.type.endswith("integer") else serializers.CharField()
        return serializers.ListField(child=child, **more)
    return kinds.get(told.type, serializers.CharField)(**more)


# For the OpenAPI document; rows are made by `flat_rows`.
FlatSerializer = type("FlatIncident", (serializers.Serializer,), {name: _column(name) for name in FLAT})


def in_either_form(nested: Any, flat: Any = FlatSerializer, *, many: bool = False) -> PolymorphicProxySerializer:
    """The answer of an address that takes `form`."""
    name = f"{nested.__name__.removesuffix('Serializer')}InEitherForm"
    return PolymorphicProxySerializer(name, [nested, flat], resource_type_field_name=None, many=many)
