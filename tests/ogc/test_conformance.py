"""The abstract tests of OGC API - Features core, GeoJSON, OpenAPI 3.0 and CRS, asked of our own server."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV30SpecValidator

from tests.ogc.conftest import Gis

COLLECTIONS = ("incidents", "borders", "crossing-points")
POINT = {
    "type": "array",
    "minItems": 2,
    "prefixItems": [
        {"type": "number", "minimum": -180, "maximum": 180},
        {"type": "number", "minimum": -90, "maximum": 90},
    ],
}
LINE = {"type": "array", "minItems": 2, "items": POINT}
GEOMETRY = {
    "oneOf": [
        {"type": "null"},
        {"properties": {"type": {"const": "Point"}, "coordinates": POINT}, "type": "object"},
        {
            "properties": {"type": {"const": "MultiLineString"}, "coordinates": {"type": "array", "items": LINE}},
            "type": "object",
        },
    ]
}
FEATURE = {
    "type": "object",
    "required": ["type", "id", "geometry", "properties"],
    "properties": {
        "type": {"const": "Feature"},
        "id": {"type": ["integer", "string"]},
        "geometry": GEOMETRY,
        "properties": {"type": "object"},
    },
}
COLLECTION = {
    "type": "object",
    "required": ["type", "features", "links", "timeStamp", "numberMatched", "numberReturned"],
    "properties": {"type": {"const": "FeatureCollection"}, "features": {"type": "array", "items": FEATURE}},
}


def links(body: Any) -> dict[str, str]:
    return {one["rel"]: one["href"] for one in body["links"]}


def test_every_link_from_the_landing_page_on_leads_to_what_it_names(gis: Gis, desk: Any) -> None:
    seen, waiting = {}, ["http://testserver/ogc/"]
    while waiting:
        if (href := waiting.pop()) in seen:
            continue
        split = urlsplit(href)
        answer = gis.client.get(f"{split.path}?{split.query}", headers={"authorization": f"Token {gis.key}"})
        assert answer.status_code == 200, href
        seen[href] = answer.headers["Content-Type"]
        for one in answer.json().get("links", []):
            assert set(one) == {"rel", "type", "title", "href"}
            waiting.append(one["href"])
        for held in answer.json().get("collections", []):
            waiting += [one["href"] for one in held["links"]]
    assert len(seen) > 12 and "application/vnd.oai.openapi+json;version=3.0" in seen.values()


def test_the_landing_page_names_the_document_the_classes_and_the_collections(gis: Gis) -> None:
    assert {"self", "service-desc", "conformance", "data"} <= links(gis.get()).keys()


def test_the_classes_are_those_of_core_and_what_is_tested_here(gis: Gis) -> None:
    told = gis.get("conformance")["conformsTo"]
    core = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf"
    assert {f"{core}/core", f"{core}/geojson", f"{core}/oas30"} <= set(told) and len(set(told)) == len(told)


def test_each_collection_is_described_the_same_in_the_list_and_alone(gis: Gis, desk: Any) -> None:
    every = gis.get("collections")["collections"]
    assert tuple(one["id"] for one in every) == COLLECTIONS
    for one in every:
        assert gis.get(f"collections/{one['id']}") == one
        assert {"items", "self"} <= links(one).keys() and one["itemType"] == "feature"
        assert one["storageCrs"] in one["crs"] and len(one["extent"]["spatial"]["bbox"][0]) == 4


def test_the_extent_is_that_of_the_incidents(gis: Gis, desk: Any) -> None:
    extent = gis.get("collections/incidents")["extent"]
    assert extent["spatial"]["bbox"] == [[67.8, 36.7, 71.5, 39.9]]
    assert extent["temporal"]["interval"] == [["2021-04-28T00:00:00Z", "2021-07-05T23:59:59Z"]]


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_features_are_geojson_and_the_numbers_are_exact(gis: Gis, desk: Any, collection: str) -> None:
    answer = gis.answer(f"collections/{collection}/items")
    assert answer.headers["Content-Type"] == "application/geo+json"
    body = answer.json()
    Draft202012Validator(COLLECTION).validate(body)
    assert body["numberReturned"] == len(body["features"]) == body["numberMatched"] > 0
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", body["timeStamp"])
    assert "next" not in links(body) and "self" in links(body)


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_each_feature_is_the_same_alone_and_links_to_its_collection(gis: Gis, desk: Any, collection: str) -> None:
    for one in gis.get(f"collections/{collection}/items")["features"]:
        alone = gis.get(f"collections/{collection}/items/{one['id']}")
        assert {"self", "collection"} == links(alone).keys()
        del alone["links"]
        assert alone == one


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_properties_are_what_the_queryables_and_the_dictionary_say(gis: Gis, desk: Any, collection: str) -> None:
    told = gis.get(f"collections/{collection}/queryables")
    Draft202012Validator.check_schema(told)
    assert told["additionalProperties"] is False and "geometry" in told["properties"]
    for one in gis.get(f"collections/{collection}/items")["features"]:
        for name, schema in told["properties"].items():
            value = one["properties"].get(name)
            if name != "geometry" and value not in (None, ""):
                Draft202012Validator(schema).validate(value)


def test_the_document_is_openapi_3_0_and_has_every_address(gis: Gis) -> None:
    document = gis.get("api")
    OpenAPIV30SpecValidator(document).validate()
    items = [path for path in document["paths"] if path.endswith("/items")]
    assert items == [f"/collections/{one}/items" for one in COLLECTIONS]
    named = {one["name"] for one in document["paths"][items[0]]["get"]["parameters"]}
    assert {"limit", "bbox", "datetime", "filter", "event_type", "border", "min_confidence"} <= named


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_every_parameter_of_the_document_is_taken_and_no_other(gis: Gis, desk: Any, collection: str) -> None:
    get = gis.get("api")["paths"][f"/collections/{collection}/items"]["get"]
    refused = gis.answer(f"collections/{collection}/items", no_such_word="1").json()
    assert {one["name"] for one in get["parameters"]} | {"f"} == set(refused["errors"][0]["allowed"])


REFUSED = {
    "a limit of nothing": {"limit": "0"}, "a limit that is no number": {"limit": "many"}, "a negative limit": {"limit": "-1"},
    "three numbers of a box": {"bbox": "1,2,3"}, "a box of words": {"bbox": "a,b,c,d"}, "a box upside down": {"bbox": "1,5,3,2"},
    "a box off the world": {"bbox": "-190,0,10,10"}, "a box without end": {"bbox": "0,0,inf,10"}, "a day that is none": {"datetime": "2021-02-30"},
    "a day in another spelling": {"datetime": "05/07/2021"}, "an interval backwards": {"datetime": "2021-07-05/2021-07-01"},
    "an interval open at both ends": {"datetime": "../.."}, "three days": {"datetime": "2021-07-01/2021-07-02/2021-07-03"},
    "two periods": {"datetime": "2021-07-01", "from": "2021-07-01"}, "a system nobody knows": {"crs": "EPSG:4326"},
    "a system of the box nobody knows": {"bbox-crs": "x"}, "an unknown word": {"colour": "red"}, "a word of the API alone": {"format": "csv"},
    "an unknown event type": {"event_type": "party"}, "another form": {"f": "html"}, "a cursor of nobody's": {"cursor": "abc"},
    "another filter language": {"filter-lang": "cql2-json"}, "an empty word": {"bbox": ""},
}  # fmt: skip


@pytest.mark.parametrize("query", REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_understood_is_refused_and_named(gis: Gis, desk: Any, query: dict[str, str]) -> None:
    answer = gis.answer("collections/incidents/items", **query)
    assert answer.status_code == 400 and answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["errors"][0]["name"] in query


@pytest.mark.parametrize(
    "path",
    ["collections/rivers", "collections/rivers/items", "collections/incidents/items/0", "collections/incidents/items/x",
     "collections/incidents/items/99999999999999999999", "collections/borders/items/XX-YY", "rivers", "collections/", "collections/incidents/items/1/nothing", "collections/crossing-points/items/x"],
)  # fmt: skip
def test_what_is_not_there_is_a_problem_of_its_own(gis: Gis, desk: Any, path: str) -> None:
    answer = gis.answer(path)
    assert answer.status_code == 404 and answer.headers["Content-Type"] == "application/problem+json"
