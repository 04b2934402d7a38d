"""All GeoJSON that we give keeps the rules of RFC 7946, and the rules find what breaks them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from incidents.models import Border, Report
from tests.exports.rfc7946 import broken
from tests.exports.rows import file_of
from tests.pages.conftest import Visit, visit  # noqa: F401  a fixture

SQUARE = [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]


def feature(geometry: Any, **more: Any) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": {}, **more}


WRONG = {
    "a system of coordinates": ({"type": "FeatureCollection", "features": [], "crs": {"type": "name"}}, "4: crs"),
    "latitude first": (feature({"type": "Point", "coordinates": [36.7, 171.5]}), "longitude comes first"),
    "words for numbers": (feature({"type": "Point", "coordinates": ["71", 36]}), "no position"),
    "a line of one place": (feature({"type": "LineString", "coordinates": [[1, 1]]}), "3.1.4"),
    "a line round the world": (feature({"type": "MultiLineString", "coordinates": [[[179, 0], [-179, 0]]]}), "3.1.9"),
    "a ring that goes with the clock": (feature({"type": "Polygon", "coordinates": [SQUARE[::-1]]}), "3.1.6: outer"),
    "an open ring": (feature({"type": "Polygon", "coordinates": [SQUARE[:-1]]}), "3.1.6: a ring"),
    "a bbox upside down": (feature(None, bbox=[0, 2, 1, 1]), "5: south"),
    "no geometry at all": ({"type": "Feature", "properties": {}}, "3.2: no geometry"),
    "a list for properties": (feature(None) | {"properties": []}, "3.2: properties"),
    "an object for an id": (feature(None, id={}), "3.2: an id"),
    "a type that is none": ({"type": "Circle"}, "1.4"),
    "a geometry beside features": ({"type": "FeatureCollection", "features": [], "geometry": None}, "7.1"),
}


@pytest.mark.parametrize(("value", "said"), WRONG.values(), ids=WRONG)
def test_the_rules_find_what_breaks_them(value: Any, said: str) -> None:
    assert any(said in part for part in broken(value)), broken(value)


def test_the_rules_let_sound_texts_pass() -> None:
    hole = [[0.2, 0.2], [0.2, 0.4], [0.4, 0.4], [0.4, 0.2], [0.2, 0.2]]
    assert broken(feature({"type": "Polygon", "coordinates": [SQUARE, hole]}, id="a", bbox=[0, 0, 1, 1])) == []


def test_our_files_keep_them(told: Report, tmp_path: Path) -> None:
    assert broken(json.loads(file_of(tmp_path, "geojson").read_text(encoding="utf-8"))) == []
    texts = file_of(tmp_path, "geojsons").read_text(encoding="utf-8").split("\x1e")[1:]
    assert [part for text in texts for part in broken(json.loads(text))] == []


ADDRESSES = (
    "/api/v1/incidents.geojson?limit=1000",
    "/ogc/collections/incidents/items?limit=1000",
    "/ogc/collections/borders/items?limit=1000",
    "/ogc/collections/crossing-points/items?limit=1000",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_our_services_keep_them(told: Report, visit: Visit, address: str) -> None:  # noqa: F811
    held = json.loads(visit("reader").get(address).content)
    assert held["type"] == "FeatureCollection" and broken(held) == []


@pytest.mark.slow
def test_all_borders_of_the_world_keep_them(visit: Visit, db: None) -> None:  # noqa: F811
    call_command("load_world", verbosity=0)
    held = json.loads(visit("reader").get("/ogc/collections/borders/items?limit=1000").content)
    assert len(held["features"]) == Border.objects.count() > 300 and broken(held) == []
