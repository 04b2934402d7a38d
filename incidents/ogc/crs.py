"""Coordinate reference systems of OGC API - Features, Part 2: what a client may ask in and be answered in."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from incidents.api.problems import BadParameter

Pair = tuple[float, float]
RADIUS = 6378137.0  # metres, of the sphere that EPSG:3857 takes for the earth
EDGE = 85.0511287798066  # degrees; further north or south that map does not go


@dataclass(frozen=True, slots=True)
class Crs:
    """`there` turns longitude and latitude into its coordinates, in its order of axes; `back` the other way."""

    uri: str
    there: Callable[[float, float], Pair]
    back: Callable[[float, float], Pair]

    def turned(self, geometry: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
        """A GeoJSON geometry in this system."""
        if geometry is None or self is CRS84:
            return geometry
        return {"type": geometry["type"], "coordinates": _each(geometry["coordinates"], self.there)}

    def returned(self, geometry: Mapping[str, Any]) -> Mapping[str, Any]:
        """A geometry of this system in longitude and latitude."""
        if "geometries" in geometry:
            return {**geometry, "geometries": [self.returned(part) for part in geometry["geometries"]]}
        return {"type": geometry["type"], "coordinates": _each(geometry["coordinates"], self.back)}


def _each(coordinates: Any, turn: Callable[[float, float], Pair]) -> Any:
    if isinstance(coordinates[0], int | float):
        return turn(coordinates[0], coordinates[1])
    return [_each(part, turn) for part in coordinates]


def _same(x: float, y: float) -> Pair:
    return x, y


def _swapped(x: float, y: float) -> Pair:
    return y, x


def _metres(lon: float, lat: float) -> Pair:
    held = math.radians(max(-EDGE, min(EDGE, lat)))
    return round(math.radians(lon) * RADIUS, 2), round(math.log(math.tan(math.pi / 4 + held / 2)) * RADIUS, 2)


def _degrees(x: float, y: float) -> Pair:
    return math.degrees(x / RADIUS), math.degrees(2 * math.atan(math.exp(y / RADIUS)) - math.pi / 2)


CRS84 = Crs("http://www.opengis.net/def/crs/OGC/1.3/CRS84", _same, _same)
SYSTEMS = {
    one.uri: one
    for one in (
        CRS84,
        Crs("http://www.opengis.net/def/crs/EPSG/0/4326", _swapped, _swapped),
        Crs("http://www.opengis.net/def/crs/EPSG/0/3857", _metres, _degrees),
    )
}


def crs_of(name: str, uri: str | None) -> Crs:
    """The system that the parameter `name` gives, CRS84 where it is not there."""
    if uri is None:
        return CRS84
    if uri not in SYSTEMS:
        raise BadParameter(name, "There is no such coordinate reference system here.", list(SYSTEMS))
    return SYSTEMS[uri]
