"""Incidents as GeoJSON (RFC 7946): what is known only as a country has no geometry, never a false pin."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema_field, extend_schema_serializer
from rest_framework import serializers
from rest_framework.renderers import JSONRenderer

from incidents.api.serializers import GEOMETRY

MEDIA_TYPE = "application/geo+json"


class GeoJSONRenderer(JSONRenderer):
    media_type = MEDIA_TYPE
    format = "geojson"


class FeatureSerializer(serializers.Serializer):
    type = serializers.ChoiceField(choices=["Feature"])
    id = serializers.IntegerField()
    geometry = extend_schema_field(GEOMETRY)(serializers.JSONField)()
    properties = serializers.DictField(help_text="the fields of the incident")


@extend_schema_serializer(many=False)
class FeatureCollectionSerializer(serializers.Serializer):
    """For the OpenAPI document; the answer itself is made in `listing.py`."""

    type = serializers.ChoiceField(choices=["FeatureCollection"])
    numberMatched = serializers.IntegerField()
    numberReturned = serializers.IntegerField()
    links = serializers.ListField(child=serializers.DictField())
    features = FeatureSerializer(many=True)
