"""All incidents as columns in memory: sorted by degree squares, with room at the end for what is new or has moved."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from incidents.cube import codes
from incidents.cube.loading import Borders, Raw
from incidents.cube.question import Box

Rows = npt.NDArray[np.intp]
ROOM = 16_384  # rows that may be added before everything is sorted again
ACROSS, DOWN = 360, 180
NOWHERE = ACROSS * DOWN  # from here on, rows that stand at no point
KEPT: dict[str, type[Any]] = {
    "id": np.int64, "x": np.float64, "y": np.float64, "first": np.int32, "last": np.int32, "confidence": np.float64, "low": np.float64,
    "high": np.float64, "people": np.bool_, "border": np.int16, "from_country": np.uint16, "to_country": np.uint16, "event_type": np.uint8,
    "modality": np.uint8, "status": np.uint8, "kind": np.uint8, "where_prec": np.uint8, "date_prec": np.uint8, "part_of_day": np.uint8,
    "lasted": np.bool_,
}  # fmt: skip


def mercator(y: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Latitude as 0 (85.05° north) to just below 1 (85.05° south) of the web mercator square."""
    inside = np.clip(y, -codes.MERCATOR_EDGE, codes.MERCATOR_EDGE)
    return np.clip(0.5 - np.log(np.tan(np.pi / 4 + np.radians(inside) / 2)) / (2 * np.pi), 0.0, codes.BELOW_ONE)


def _square(x: npt.NDArray[np.float64], y: npt.NDArray[np.float64]) -> npt.NDArray[np.int32]:
    """The degree square of each point, row by row from the south-west; NOWHERE without a point."""
    east, north = np.floor(np.nan_to_num(x)) + 180, np.floor(np.nan_to_num(y)) + 90
    found = np.clip(north, 0, DOWN - 1) * ACROSS + np.clip(east, 0, ACROSS - 1)
    return np.where(np.isnan(x), NOWHERE, found).astype(np.int32)


def _derived(columns: dict[str, npt.NDArray[Any]]) -> dict[str, npt.NDArray[Any]]:
    """What many questions would otherwise work out again: how far down the map, and how it is judged."""
    judgement = columns["modality"].astype(np.uint16) * (codes.UNKNOWN + 1) + columns["status"]
    return {"down": mercator(columns["y"]), "judgement": judgement}


def _ways(columns: dict[str, npt.NDArray[Any]]) -> npt.NDArray[np.int64]:
    """Border (from 1; 0 is none), from and to of each incident as one number; there are a few thousand of them."""
    border, start, end = (columns[name].astype(np.int64) for name in ("border", "from_country", "to_country"))
    return ((border + 1) << 32) | (start << 16) | end


class Table:
    def __init__(
        self, raw: Raw, borders: Borders, shapes: dict[int, shapely.Geometry], pairs: npt.NDArray[np.int64]
    ) -> None:
        self.borders, self.shapes, self.pairs = borders, shapes, pairs
        self._arrange({name: raw[name].astype(kind) for name, kind in KEPT.items()})

    def _arrange(self, columns: dict[str, npt.NDArray[Any]]) -> None:
        """Sort everything anew: points by square, sections by border, other lines and areas, and last what has no place."""
        others = NOWHERE + len(self.borders.codes)
        kind, square = columns["kind"], _square(columns["x"], columns["y"])
        square = np.where(kind == codes.SECTION, NOWHERE + columns["border"].astype(np.int32), square)
        square = np.where(kind == codes.OTHER, others, np.where(kind == codes.NONE, others + 1, square))
        order = np.argsort(square, kind="stable")
        self.starts = np.searchsorted(square[order], np.arange(others + 2))
        self.sorted = self.size = len(order)
        room = self.size + ROOM
        self.columns = {name: _with_room(column[order], room) for name, column in columns.items()}
        self.ways, way = np.unique(_ways(columns), return_inverse=True)
        self._way_numbers = {way: number for number, way in enumerate(self.ways.tolist())}
        self.columns["way"] = _with_room(way[order].astype(np.int32), room)
        for name, column in _derived({name: self[name] for name in KEPT}).items():
            self.columns[name] = _with_room(column, room)
        self.alive = np.zeros(room, np.bool_)
        self.alive[: self.size] = True
        self._by_id = np.argsort(self["id"])
        self.other_rows: Rows = np.arange(*self.starts[others : others + 2])
        self.other_tree = shapely.STRtree(self._shapes_of(self.other_rows))
        self._added: dict[int, int] = {}
        self._changed()

    def _changed(self) -> None:
        self.everything: Rows = np.flatnonzero(self.alive[: self.size])
        self.pair_rows = self._rows_of_pairs()

    def __getitem__(self, name: str) -> npt.NDArray[Any]:
        return self.columns[name][: self.size]

    @property
    def nbytes(self) -> int:
        return sum(column.nbytes for column in self.columns.values()) + self.alive.nbytes + self._by_id.nbytes

    def rows_of(self, incidents: npt.NDArray[np.int64]) -> Rows:
        """The row of each incident, -1 for those that are not here."""
        if not self.sorted:
            found = np.full(len(incidents), -1, np.intp)
        else:
            ids = self.columns["id"][: self.sorted]
            at = np.searchsorted(ids, incidents, sorter=self._by_id)
            found = self._by_id[np.minimum(at, self.sorted - 1)]
            found = np.where((ids[found] == incidents) & self.alive[found], found, -1)
        for at in np.flatnonzero(np.isin(incidents, np.fromiter(self._added, np.int64))):
            found[at] = self._added[int(incidents[at])]
        return found

    def put(
        self, raw: Raw, asked: Collection[int], shapes: dict[int, shapely.Geometry], pairs: npt.NDArray[np.int64]
    ) -> None:
        """The present state of the incidents `asked` for; those that are not in `raw` are gone."""
        if self.size + len(raw) > len(self.alive):
            self._arrange({name: self.columns[name][self.everything] for name in KEPT})
        self._drop(asked)
        start, self.size = self.size, self.size + len(raw)
        for name, kind in KEPT.items():
            self.columns[name][start : self.size] = raw[name].astype(kind)
        added = {name: self.columns[name][start : self.size] for name in KEPT}
        for name, column in _derived(added).items():
            self.columns[name][start : self.size] = column
        self.columns["way"][start : self.size] = self._numbered(_ways(added))
        self.alive[start : self.size] = True
        self._added |= {int(incident): start + at for at, incident in enumerate(raw["id"])}
        self.shapes |= shapes
        gone = np.isin(self.pairs, np.fromiter(asked, np.int64)).any(axis=1)
        self.pairs = np.concatenate([self.pairs[~gone], pairs])
        self._changed()

    def _numbered(self, ways: npt.NDArray[np.int64]) -> list[int]:
        """The number of each way; one that was not here before gets the next."""
        known = self._way_numbers
        found = [known.setdefault(way, len(known)) for way in ways.tolist()]
        self.ways = np.fromiter(known, np.int64, len(known))
        return found

    def _drop(self, asked: Collection[int]) -> None:
        rows = self.rows_of(np.fromiter(asked, np.int64))
        self.alive[rows[rows >= 0]] = False
        for incident in asked:
            self._added.pop(incident, None)
            self.shapes.pop(incident, None)

    def _rows_of_pairs(self) -> Rows:
        found = self.rows_of(self.pairs.ravel()).reshape(-1, 2)
        return found[(found >= 0).all(axis=1)]

    # --- where ---

    def at_points(self, box: Box) -> Rows:
        """Rows that stand at a point in the box or on its edge."""
        found = [self._in_half(half) for half in box.halves()]
        return found[0] if len(found) == 1 else np.unique(np.concatenate(found))

    def _in_half(self, box: Box) -> Rows:
        rows = np.concatenate([*self._squares(box), np.arange(self.sorted, self.size)])
        x, y = self.columns["x"][rows], self.columns["y"][rows]
        inside = (x >= box.west) & (x <= box.east) & (y >= box.south) & (y <= box.north) & self.alive[rows]
        return rows[inside]

    def _squares(self, box: Box) -> list[Rows]:
        """Stretches of sorted rows, one a line of squares; neighbours in memory are one stretch."""
        west, east = (min(int(np.floor(edge)) + 180, ACROSS - 1) for edge in (box.west, box.east))
        south, north = (min(int(np.floor(edge)) + 90, DOWN - 1) for edge in (box.south, box.north))
        lines = np.arange(south, north + 1) * ACROSS
        starts, ends = self.starts[lines + west], self.starts[lines + east + 1]
        return [np.arange(start, end) for start, end in zip(starts, ends, strict=True) if end > start]

    def intersecting(self, box: Box) -> Rows:
        """Rows whose geometry has a point in common with the box, as ST_Intersects says."""
        return np.concatenate([self.at_points(box), self._lines(box)])

    def _lines(self, box: Box) -> Rows:
        areas = [_area(half) for half in box.halves()]
        hit = np.unique(np.concatenate([self.borders.tree.query(area, predicate="intersects") for area in areas]))
        found = [np.arange(self.starts[NOWHERE + at], self.starts[NOWHERE + at + 1]) for at in hit]
        found += [self.other_rows[self.other_tree.query(area, predicate="intersects")] for area in areas]
        if self.size > self.sorted:
            found += self._lines_at_the_end(areas, hit)
        rows = np.unique(np.concatenate(found)) if len(areas) > 1 else np.concatenate(found)
        return rows[self.alive[rows]]

    def _lines_at_the_end(self, areas: list[shapely.Geometry], borders: Rows) -> list[Rows]:
        tail = np.arange(self.sorted, self.size)
        kind, border = self.columns["kind"][tail], self.columns["border"][tail]
        others = tail[kind == codes.OTHER]
        shapes = self._shapes_of(others)
        hit = [others[shapely.intersects(shapes, area)] for area in areas]
        return [tail[(kind == codes.SECTION) & np.isin(border, borders)], *hit]

    def _shapes_of(self, rows: Rows) -> npt.NDArray[np.object_]:
        found = np.empty(len(rows), object)
        found[:] = [self.shapes.get(pk) for pk in self.columns["id"][rows].tolist()]
        return found


def _area(box: Box) -> shapely.Geometry:
    corners = [(box.west, box.south), (box.east, box.north)]
    if box.west < box.east and box.south < box.north:
        return shapely.box(*corners[0], *corners[1])
    return shapely.Point(corners[0]) if corners[0] == corners[1] else shapely.LineString(corners)


def _with_room(column: npt.NDArray[Any], room: int) -> npt.NDArray[Any]:
    held = np.zeros(room, column.dtype)
    held[: len(column)] = column
    return held
