"""Where everything is: landing page, conformance, collections, queryables and the OpenAPI document."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from rest_framework.request import Request

from incidents.cube.current import answers
from incidents.cube.question import Question
from incidents.ogc.collection import Collection
from incidents.ogc.crs import CRS84, SYSTEMS
from incidents.ogc.document import document
from incidents.ogc.doors import COLLECTIONS, GEOJSON, JSON, OPENAPI, SCHEMA, Door, collection_of, link, told

FEATURES, FILTER, CQL2 = (
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf",
    "http://www.opengis.net/spec/cql2/1.0/conf",
)
CONFORMS = [
    f"{FEATURES}/core", f"{FEATURES}/geojson", f"{FEATURES}/oas30", "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
    f"{FILTER}/queryables", f"{FILTER}/filter", f"{FILTER}/features-filter",
    f"{CQL2}/cql2-text", f"{CQL2}/basic-cql2", f"{CQL2}/advanced-comparison-operators", f"{CQL2}/case-insensitive-comparison",
    f"{CQL2}/basic-spatial-functions", f"{CQL2}/basic-spatial-functions-plus", f"{CQL2}/spatial-functions",
]  # fmt: skip
CREDIT = "Boundaries are not authoritative (Natural Earth); places: GeoNames, CC BY 4.0."
WORLD = (-180.0, -90.0, 180.0, 90.0)


class Landing(Door):
    def get(self, request: Request) -> HttpResponse:
        links = [
            link(request, "self", JSON, "This page", "landing"),
            link(request, "service-desc", OPENAPI, "The OpenAPI document", "api"),
            link(request, "conformance", JSON, "What this server conforms to", "conformance"),
            link(request, "data", JSON, "The collections", "collections"),
        ]
        title, words = "Borderwatch", "Incidents at borders, each value with the words of the reports it rests on."
        return told({"title": title, "description": words, "attribution": CREDIT, "links": links})


class Conformance(Door):
    def get(self, request: Request) -> HttpResponse:
        return told({"conformsTo": CONFORMS})


class Collections(Door):
    def get(self, request: Request) -> HttpResponse:
        links = [link(request, "self", JSON, "This page", "collections")]
        every = [described(request, one) for one in COLLECTIONS.values()]
        return told({"links": links, "crs": list(SYSTEMS), "collections": every})


class OneCollection(Door):
    def get(self, request: Request, collection: str) -> HttpResponse:
        return told(described(request, collection_of(collection)))


class Queryables(Door):
    def get(self, request: Request, collection: str) -> HttpResponse:
        held = collection_of(collection)
        shape = {"title": "geometry", "description": "where it is", "format": "geometry-any", "x-ogc-role": "primary-geometry"}  # fmt: skip
        properties = {name: held.fields[name].schema() for name in held.paths} | {"geometry": shape}
        return told({
            "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": request.build_absolute_uri(request.path),
            "type": "object", "title": held.title, "properties": properties, "additionalProperties": False,
        }, SCHEMA)  # fmt: skip


class Api(Door):
    def get(self, request: Request) -> HttpResponse:
        return told(document(COLLECTIONS.values(), request.build_absolute_uri("/ogc")), OPENAPI)


def described(request: Request, held: Collection) -> dict[str, Any]:
    links = [
        link(request, "self", JSON, held.title, "collection", collection=held.id),
        link(request, "items", GEOJSON, f"{held.title} as GeoJSON", "items", collection=held.id),
        link(request, "http://www.opengis.net/def/rel/ogc/1.0/queryables", SCHEMA, "Queryables", "queryables", collection=held.id),
    ]  # fmt: skip
    return {
        "id": held.id, "title": held.title, "description": held.description, "attribution": CREDIT, "itemType": "feature",
        "extent": _extent(held), "crs": list(SYSTEMS), "storageCrs": CRS84.uri, "links": links,
    }  # fmt: skip


def _extent(held: Collection) -> dict[str, Any]:
    """Of what there is now, where the features have a time; else the world."""
    if not held.dated:
        return {"spatial": {"bbox": [WORLD], "crs": CRS84.uri}}
    with answers() as ask:
        box, days = ask.bounds(Question()), ask.totals(Question()).dated
    corners = (box.west, box.south, box.east, box.north) if box else WORLD
    ends = [f"{days[0]}T00:00:00Z", f"{days[1]}T23:59:59Z"] if days else [None, None]
    gregorian = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"
    return {
        "spatial": {"bbox": [corners], "crs": CRS84.uri}, "temporal": {"interval": [ends], "trs": gregorian},
    }  # fmt: skip
