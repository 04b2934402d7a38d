"""Geometries as well-known binary (ISO 13249-3), little endian, and the box round all that were written."""

from __future__ import annotations

import struct
from collections.abc import Sequence

from incidents.exports.table import Geometry

Box = tuple[float, float, float, float]  # west, south, east, north
Spot = tuple[float, float]
POINT, LINE, LINES = 1, 2, 5


def wkb(geometry: Geometry) -> bytes:
    if geometry["type"] == "Point":
        return struct.pack("<BIdd", 1, POINT, *geometry["coordinates"])
    lines = geometry["coordinates"]
    return struct.pack("<BII", 1, LINES, len(lines)) + b"".join(map(_line, lines))


def _line(line: Sequence[Spot]) -> bytes:
    return struct.pack(f"<BII{2 * len(line)}d", 1, LINE, len(line), *(part for spot in line for part in spot))


def box_of(geometry: Geometry) -> Box:
    if geometry["type"] == "Point":
        lon, lat = geometry["coordinates"]
        return (lon, lat, lon, lat)
    lons, lats = zip(*(spot for line in geometry["coordinates"] for spot in line), strict=True)
    return (min(lons), min(lats), max(lons), max(lats))


class Extent:
    """Geometries as binary; the section of a border, which many rows stand on, is made once."""

    def __init__(self) -> None:
        self.box: Box | None = None
        self.types: set[str] = set()
        self._made: dict[
            int, tuple[Geometry, bytes, Box]
        ] = {}  # the geometry is held, so that no other gets its number

    def seen(self, geometry: Geometry) -> tuple[bytes, Box]:
        binary, box = self._binary(geometry)
        held = self.box or box
        self.box = (min(held[0], box[0]), min(held[1], box[1]), max(held[2], box[2]), max(held[3], box[3]))
        self.types.add(geometry["type"])
        return binary, box

    def _binary(self, geometry: Geometry) -> tuple[bytes, Box]:
        if geometry["type"] == "Point":
            return wkb(geometry), box_of(geometry)
        if id(geometry) not in self._made:
            self._made[id(geometry)] = geometry, wkb(geometry), box_of(geometry)
        return self._made[id(geometry)][1:]
