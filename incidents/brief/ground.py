"""The ground of a brief's map: land, rivers, borders and names from the files of the page's base map, cut to a frame."""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from shapely import LineString, MultiLineString, Polygon, STRtree
from shapely.geometry import box

WORLD, NAMES = "world-1.json", "labels.json"
PAD = 0.14  # of the frame's sides, beyond what must be seen
LEAST = 1.2  # degrees that a frame is high
FINE = 0.35  # pixels that a drawn line may stray


@dataclass(frozen=True, slots=True)
class Frame:
    """A part of the world on a sheet of so many units; longitudes are drawn as long as they are in the middle."""

    west: float
    south: float
    east: float
    north: float
    width: float
    height: float

    @property
    def scale(self) -> float:
        return self.height / (self.north - self.south)

    @property
    def squeeze(self) -> float:
        return math.cos(math.radians((self.south + self.north) / 2))

    def x(self, lon: float) -> float:
        return (lon - self.west) * self.scale * self.squeeze

    def y(self, lat: float) -> float:
        return (self.north - lat) * self.scale

    def units(self, km: float) -> float:
        return km / 111.195 * self.scale

    def shows(self, lon: float, lat: float) -> bool:
        return self.west <= lon <= self.east and self.south <= lat <= self.north


def framed(bounds: tuple[float, float, float, float], width: float, height: float) -> Frame:
    """The bounds with some room around them, widened to the shape of the sheet."""
    west, south, east, north = bounds
    middle_lon, middle_lat = (west + east) / 2, (south + north) / 2
    squeeze = max(0.2, math.cos(math.radians(middle_lat)))
    high = max(LEAST, (north - south) * (1 + 2 * PAD), (east - west) * (1 + 2 * PAD) * squeeze * height / width)
    high = min(high, 150.0)
    wide = high * width / height / squeeze
    south = max(-85.0, min(middle_lat - high / 2, 85.0 - high))
    frame = Frame(middle_lon - wide / 2, south, middle_lon + wide / 2, south + high, width, height)
    return Frame(frame.west, frame.south, frame.west + width / frame.scale / frame.squeeze, frame.north, width, height)


@dataclass(frozen=True, slots=True)
class Ground:
    land: tuple[Polygon, ...]
    lakes: tuple[Polygon, ...]
    rivers: tuple[LineString, ...]
    borders: tuple[tuple[str, bool, LineString], ...]  # code, disputed, line


@functools.cache
def load_ground(folder: Path) -> tuple[Ground, tuple[STRtree, ...]]:
    """The whole world, and where its land, lakes, rivers and borders are; read once a process."""
    told = json.loads((folder / WORLD).read_text(encoding="utf-8"))
    lines = functools.partial(_lines, scale=told["scale"])
    land, lakes = (tuple(Polygon(ring) for ring in lines(told[name]) if len(ring) > 3) for name in ("land", "lakes"))
    rivers = tuple(LineString(line) for line in lines(told["rivers"]) if len(line) > 1)
    borders = tuple(
        (one["c"], bool(one["d"]), LineString(line))
        for one in told["borders"]
        for line in lines(one["l"])
        if len(line) > 1
    )
    shapes = (land, lakes, rivers, [line for _code, _disputed, line in borders])
    return Ground(land, lakes, rivers, borders), tuple(STRtree(one) for one in shapes)


def _lines(flat: Iterable[list[int]], scale: float) -> Iterator[np.ndarray[tuple[int, int], np.dtype[np.float64]]]:
    """Coordinates come as deltas of whole numbers, longitude first."""
    for line in flat:
        yield np.cumsum(np.array(line, np.int64).reshape(-1, 2), axis=0) / scale


@functools.cache
def load_names(
    folder: Path,
) -> tuple[tuple[tuple[str, str, float, float], ...], tuple[tuple[str, float, float, int], ...]]:
    """Countries (code, name, lat, lon) and towns (name, lat, lon, rank), the larger first."""
    told = json.loads((folder / NAMES).read_text(encoding="utf-8"))
    countries = tuple((code, name, lat, lon) for code, name, lat, lon, _rank in told["countries"])
    return countries, tuple((name, lat, lon, rank) for name, lat, lon, rank, _country in told["cities"])


@functools.lru_cache(maxsize=32)
def cut_ground(folder: Path, frame: Frame) -> Ground:
    """What of the ground may be in the frame."""
    whole, trees = load_ground(folder)
    view = box(frame.west, frame.south, frame.east, frame.north)
    land, lakes, rivers, borders = (sorted(tree.query(view).tolist()) for tree in trees)
    return Ground(
        tuple(whole.land[at] for at in land), tuple(whole.lakes[at] for at in lakes),
        tuple(whole.rivers[at] for at in rivers), tuple(whole.borders[at] for at in borders),
    )  # fmt: skip


def path_of(shape: shapely.Geometry, frame: Frame) -> str:
    """The shape, cut to the frame, as the `d` of an SVG path; a line's or ring's points as far as one can see them."""
    margin = 4 / frame.scale
    cut = shapely.clip_by_rect(
        shape, frame.west - margin, frame.south - margin, frame.east + margin, frame.north + margin
    )
    fine = shapely.simplify(cut, FINE / frame.scale)
    return "".join(_path(part, frame) for part in _parts(fine))


def _parts(shape: shapely.Geometry) -> Iterator[tuple[list[tuple[float, float]], bool]]:
    """(points, is closed)"""
    if isinstance(shape, Polygon):
        for ring in (shape.exterior, *shape.interiors):
            if len(ring.coords) > 3:
                yield [(x, y) for x, y, *_ in ring.coords], True
    elif isinstance(shape, LineString):
        if len(shape.coords) > 1:
            yield [(x, y) for x, y, *_ in shape.coords], False
    else:
        for part in getattr(shape, "geoms", ()):
            yield from _parts(part)


def _path(part: tuple[list[tuple[float, float]], bool], frame: Frame) -> str:
    points, closed = part
    drawn = [f"{frame.x(lon):.1f} {frame.y(lat):.1f}" for lon, lat in (points[:-1] if closed else points)]
    return f"M{'L'.join(drawn)}{'Z' if closed else ''}"


def longest(lines: MultiLineString | LineString) -> LineString:
    """The longest unbroken line."""
    parts = [part for part in shapely.get_parts(shapely.line_merge(lines)) if isinstance(part, LineString)]
    return max(parts, key=lambda part: part.length)
