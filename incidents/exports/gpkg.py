"""GeoPackage (OGC 12-128r18): one SQLite file with the rows as features, for desktop GIS. It is made on disk, then sent."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
import struct
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import IO

from incidents.exports.fields import fields
from incidents.exports.table import Geometry, Row, Table, Value

LABEL = "GeoPackage"
MEDIA_TYPE = "application/geopackage+sqlite3"
MOST = None
NEEDS = ()
CHUNK = 64 * 1024
SCHEMA = (Path(__file__).parent / "gpkg.sql").read_text(encoding="utf-8")
TYPES = {
    "integer": "INTEGER", "number": "REAL", "boolean": "BOOLEAN", "day": "DATE", "moment": "DATETIME", "list of string": "TEXT",
    "list of integer": "TEXT",
}  # fmt: skip
# "GP", version 0, little endian without envelope, system 4326.
HEAD = struct.pack("<2sBBi", b"GP", 0, 1, 4326)
Box = tuple[float, float, float, float]


def written(table: Table, rows: Iterable[Row]) -> Iterator[bytes]:
    with tempfile.NamedTemporaryFile(suffix=".gpkg") as made:
        with closing(sqlite3.connect(made.name, isolation_level=None)) as file:
            _fill(file, table, rows)
        yield from _parts(made.file)


def _parts(file: IO[bytes]) -> Iterator[bytes]:
    file.seek(0)
    while part := file.read(CHUNK):
        yield part


def _fill(file: sqlite3.Connection, table: Table, rows: Iterable[Row]) -> None:
    name, extent = table.noun.replace(" ", "_") + "s", Extent()
    file.execute("PRAGMA journal_mode = OFF")
    file.executescript(SCHEMA)
    known = fields(table.noun)
    columns = [f'"{one}" {TYPES.get(known[one].type, "TEXT")}' for one in table.columns]
    file.execute("BEGIN")
    file.execute(f'CREATE TABLE "{name}" (fid INTEGER PRIMARY KEY, geom GEOMETRY, {", ".join(columns)})')
    marks = ", ".join("?" * (len(columns) + 2))
    told = ((row.id, extent.seen(row.geometry), *map(_cell, row.values)) for row in rows)
    file.executemany(f'INSERT INTO "{name}" VALUES ({marks})', told)
    moment = table.made_at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    contents = (name, "features", name, table.title, moment, *extent.box, 4326)
    file.execute(f"INSERT INTO gpkg_contents VALUES ({', '.join('?' * len(contents))})", contents)
    file.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'GEOMETRY', 4326, 0, 0)", (name,))
    file.execute("COMMIT")


def _cell(value: Value) -> str | int | float | None:
    if isinstance(value, tuple):
        return json.dumps(value, ensure_ascii=False)
    return value.isoformat() if isinstance(value, dt.date) else value


class Extent:
    """The box round all geometries that were written; empty where there was none."""

    def __init__(self) -> None:
        self.box: Box | tuple[None, None, None, None] = (None, None, None, None)

    def seen(self, geometry: Geometry | None) -> bytes | None:
        """The geometry as the file holds it."""
        if geometry is None:
            return None
        is_point = geometry["type"] == "Point"
        lines = [[geometry["coordinates"]]] if is_point else geometry["coordinates"]
        lons, lats = zip(*(spot for line in lines for spot in line), strict=True)
        west, south, east, north = (min(lons), min(lats), max(lons), max(lats))
        if self.box[0] is not None:
            held = self.box
            west, south, east, north = min(west, held[0]), min(south, held[1]), max(east, held[2]), max(north, held[3])  # fmt: skip
        self.box = (west, south, east, north)
        return HEAD + (_point(*lines[0][0]) if is_point else _lines(lines))


def _point(lon: float, lat: float) -> bytes:
    return struct.pack("<BIdd", 1, 1, lon, lat)


def _lines(lines: list[list[tuple[float, float]]]) -> bytes:
    parts = (struct.pack(f"<BII{2 * len(line)}d", 1, 2, len(line), *(part for spot in line for part in spot)) for line in lines)  # fmt: skip
    return struct.pack("<BII", 1, 5, len(lines)) + b"".join(parts)
