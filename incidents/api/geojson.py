"""Incidents as GeoJSON (RFC 7946): what is known only as a country has no geometry, never a false pin."""

from __future__ import annotations

from typing import Any

from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response

from incidents.api.pagination import KeysetPagination
from incidents.api.serializers import GEOMETRY

MEDIA_TYPE = "application/geo+json"


class GeoJSONRenderer(JSONRenderer):
    media_type = MEDIA_TYPE
    format = "geojson"


def feature(incident: dict[str, Any]) -> dict[str, Any]:
    properties = {name: value for name, value in incident.items() if name not in ("geometry", "id")}
    return {"type": "Feature", "id": incident["id"], "geometry": incident["geometry"], "properties": properties}


def collection(page: KeysetPagination, incidents: list[dict[str, Any]]) -> Response:
    links = [{"rel": "next", "type": MEDIA_TYPE, "href": page.next_url}] if page.next_url else []
    return Response(
        {
            "type": "FeatureCollection",
            "numberMatched": page.total,
            "numberReturned": len(incidents),
            "links": links,
            "features": [feature(incident) for incident in incidents],
        }
    )


def feature_collection_schema() -> dict[str, Any]:
    """For the OpenAPI document."""
    one = {
        "type": "object",
        "required": ["type", "id", "geometry", "properties"],
        "properties": {
            "type": {"type": "string", "enum": ["Feature"]},
            "id": {"type": "integer"},
            "geometry": GEOMETRY,
            "properties": {"type": "object", "description": "the fields of the incident"},
        },
    }
    return {
        "type": "object",
        "required": ["type", "numberMatched", "numberReturned", "links", "features"],
        "properties": {
            "type": {"type": "string", "enum": ["FeatureCollection"]},
            "numberMatched": {"type": "integer"},
            "numberReturned": {"type": "integer"},
            "links": {"type": "array", "items": {"type": "object"}},
            "features": {"type": "array", "items": one},
        },
    }
