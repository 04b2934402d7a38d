"""The OpenAPI 3.0 document of OGC API - Features, made of the collections and of the filters' own fields."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from incidents.api.document import TOO_LONG
from incidents.api.parameters import schema_of
from incidents.ogc.collection import Collection
from incidents.ogc.crs import SYSTEMS

USUAL, MOST = 100, 1000  # features a page


def document(collections: Iterable[Collection], server: str) -> dict[str, Any]:
    paths: dict[str, Any] = {
        "/": _get("landing", "Landing page", "The landing page"),
        "/conformance": _get("conformance", "What this server conforms to", "The conformance classes"),
        "/collections": _get("collections", "The collections", "Every collection"),
    }
    for one in collections:
        paths |= _paths(one)
    return {
        "openapi": "3.0.3", "info": {"title": "Borderwatch: OGC API - Features", "version": "1"}, "servers": [{"url": server}],
        "paths": paths, "components": {"schemas": SCHEMAS, "securitySchemes": SECURITY}, "security": [{"token": []}, {"basic": []}, {}],
    }  # fmt: skip


def _paths(one: Collection) -> dict[str, Any]:
    at, name = f"/collections/{one.id}", one.id.replace("-", "_")
    key = {"name": "featureId", "in": "path", "required": True, "schema": {"type": "string"}}
    return {
        at: _get(f"{name}", one.title, "The collection"),
        f"{at}/queryables": _get(f"{name}_queryables", "What a filter may name", "JSON Schema", "application/schema+json"),
        f"{at}/items": _get(f"{name}_items", one.description, "Features", GEOJSON, "FeatureCollection", _parameters(one)),
        f"{at}/items/{{featureId}}": _get(f"{name}_item", "One feature", "The feature", GEOJSON, "Feature", [key, CRS]),
    }  # fmt: skip


def _get(
    id: str, summary: str, answer: str, media: str = "application/json", schema: str = "Any", parameters: Any = ()
) -> dict[str, Any]:  # fmt: skip
    content = {media: {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    refusals = {str(status): {"description": words, "content": problem} for status, words in REFUSALS.items()}
    responses = {"200": {"description": answer, "content": content}, **refusals, "414": {"description": TOO_LONG}}
    return {"get": {"operationId": id, "summary": summary, "parameters": list(parameters), "responses": responses}}


def _parameters(one: Collection) -> list[dict[str, Any]]:
    own = [
        _query(name, str(field.help_text or field.label or name), _of_oas30(schema_of(field)))
        for name, field in one.words().items()
        if name != "bbox"
    ]
    return [LIMIT, CURSOR, BBOX, BBOX_CRS, DATETIME, CRS, *FILTERS, *own]


def _of_oas30(schema: dict[str, Any]) -> dict[str, Any]:
    """OpenAPI 3.0 has one example a schema."""
    kept = {name: value for name, value in schema.items() if name != "examples"}
    return {**kept, "example": schema["examples"][0]} if "examples" in schema else kept


def _query(name: str, words: str, schema: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "description": words, "schema": schema, **more}


GEOJSON = "application/geo+json"
TEXT: dict[str, Any] = {"type": "string"}
LIMIT = _query(
    "limit", f"Features a page; more than {MOST} is {MOST}.",
    {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL}, style="form", explode=False,
)  # fmt: skip
CURSOR = _query("cursor", "Where the page starts; taken from the link `next`.", TEXT)
NUMBERS = {"type": "array", "items": {"type": "number"}, "oneOf": [{"minItems": n, "maxItems": n} for n in (4, 6)]}
BBOX = _query("bbox", "Features that touch the box: west,south,east,north.", NUMBERS, style="form", explode=False)
DATETIME = _query(
    "datetime", "Features that may have happened then: a day, a moment or an interval, with .. for an open end.", TEXT,
    style="form", explode=False,
)  # fmt: skip
SYSTEM = {"type": "string", "format": "uri", "enum": list(SYSTEMS)}
CRS, BBOX_CRS = (
    _query("crs", "System of the answer's coordinates.", SYSTEM),
    _query("bbox-crs", "System of bbox.", SYSTEM),
)
FILTERS = [
    _query("filter", "A condition in CQL2 text on the collection's queryables.", TEXT),
    _query("filter-lang", "Language of filter.", {"type": "string", "enum": ["cql2-text"]}),
    _query("filter-crs", "System of the shapes in filter.", SYSTEM),
]
REFUSALS = {
    400: "A parameter cannot be understood",
    401: "Who are you?",
    403: "Not with this token",
    404: "Not there",
    503: "Too slow just now",
}
SCHEMAS: dict[str, Any] = {
    "Any": {"type": "object"},
    "Problem": {"type": "object", "required": ["title", "status", "detail"], "properties": {"title": TEXT, "status": {"type": "integer"}, "detail": TEXT}},
    "Feature": {
        "type": "object", "required": ["type", "id", "geometry", "properties"],
        "properties": {"type": {"type": "string", "enum": ["Feature"]}, "geometry": {"type": "object", "nullable": True}, "properties": {"type": "object"}},
    },
    "FeatureCollection": {
        "type": "object", "required": ["type", "features", "links", "numberMatched", "numberReturned", "timeStamp"],
        "properties": {
            "type": {"type": "string", "enum": ["FeatureCollection"]}, "features": {"type": "array", "items": {"$ref": "#/components/schemas/Feature"}},
            "links": {"type": "array", "items": {"type": "object"}}, "numberMatched": {"type": "integer"},
            "numberReturned": {"type": "integer"}, "timeStamp": {"type": "string", "format": "date-time"},
        },
    },
}  # fmt: skip
SECURITY = {
    "token": {"type": "apiKey", "in": "header", "name": "Authorization", "description": "Token bw_…"},
    "basic": {"type": "http", "scheme": "basic", "description": "The token is the password; the name is not read."},
}
