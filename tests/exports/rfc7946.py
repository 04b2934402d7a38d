"""The rules of RFC 7946, each by its section: what a GeoJSON text breaks."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

# Members that another type's object must not have (7.1).
FOREIGN = {
    "FeatureCollection": ("coordinates", "geometries", "geometry", "properties"),
    "Feature": ("coordinates", "geometries", "features"),
}
DEPTHS = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
Position = list[float]


def broken(value: Any) -> list[str]:
    """Empty where all holds."""
    if not isinstance(value, dict):
        return ["3: not an object"]
    return list(_object(value))


def _object(value: dict[str, Any]) -> Iterator[str]:
    kind = value.get("type")
    if "crs" in value:
        yield "4: crs is no member any more"
    if "bbox" in value:
        yield from _bbox(value["bbox"])
    yield from (f"7.1: {name} in a {kind}" for name in FOREIGN.get(str(kind), ()) if name in value)
    if kind == "FeatureCollection":
        yield from (part for one in value["features"] for part in _object(one))
    elif kind == "Feature":
        yield from _feature(value)
    elif kind in DEPTHS:
        yield from _shape(str(kind), value.get("coordinates"))
    else:
        yield f"1.4: {kind!r} is no type"


def _feature(value: dict[str, Any]) -> Iterator[str]:
    yield from (f"3.2: no {name}" for name in ("geometry", "properties") if name not in value)
    if not isinstance(value.get("properties"), dict | None):
        yield "3.2: properties are an object or null"
    if isinstance(value.get("id", 0), bool) or not isinstance(value.get("id", 0), str | int | float):
        yield "3.2: an id is a string or a number"
    if value.get("geometry") is not None:
        yield from _object(value["geometry"])


def _bbox(box: Any) -> Iterator[str]:
    """West may be east of east, where the box crosses the antimeridian (5.2)."""
    if not isinstance(box, list) or len(box) not in (4, 6):
        yield "5: a bbox has four or six numbers"
        return
    south, north = box[1], box[len(box) // 2 + 1]
    if south > north:
        yield "5: south before north"
    yield from _position([box[0], south])
    yield from _position([box[len(box) // 2], north])


def _shape(kind: str, coordinates: Any) -> Iterator[str]:
    lines = [[coordinates]] if kind == "Point" else _lines(coordinates, DEPTHS[kind])
    for line in lines:
        yield from (part for position in line for part in _position(position))
        if kind.endswith("LineString") and len(line) < 2:
            yield "3.1.4: a line has two positions or more"
        if not kind.endswith("Point"):
            yield from ("3.1.9: cut lines at the antimeridian" for a, b in pairwise(line) if abs(a[0] - b[0]) > 180)
    for polygon in [coordinates] if kind == "Polygon" else coordinates if kind == "MultiPolygon" else []:
        yield from (part for at, ring in enumerate(polygon) for part in _ring(ring, is_outer=at == 0))


def _lines(coordinates: Any, depth: int) -> list[list[Position]]:
    return [coordinates] if depth == 1 else [line for part in coordinates for line in _lines(part, depth - 1)]


def _position(position: Any) -> Iterator[str]:
    numbers = [one for one in position if isinstance(one, int | float) and not isinstance(one, bool)]
    if len(position) not in (2, 3) or len(numbers) != len(position):
        yield f"3.1.1: {position} is no position"
    elif not (-180 <= position[0] <= 180 and -90 <= position[1] <= 90):
        yield f"4: {position} is off the world; longitude comes first"


def _ring(ring: list[Position], *, is_outer: bool) -> Iterator[str]:
    if len(ring) < 4 or ring[0] != ring[-1]:
        yield "3.1.6: a ring is closed and has four positions or more"
    turned = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) > 0
    if turned != is_outer:
        yield "3.1.6: outer rings go against the clock, holes with it"
