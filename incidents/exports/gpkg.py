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
from typing import IO, Any

from incidents.exports.fields import fields
from incidents.exports.table import Geometry, Row, Table, Value
from incidents.exports.wkb import Extent

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
    makes = [_moment if known[name].type == "moment" else _cell for name in table.columns]
    told = ((row.id, _blob(extent, row.geometry), *(make(value) for make, value in zip(makes, row.values, strict=True))) for row in rows)  # fmt: skip
    file.executemany(f'INSERT INTO "{name}" VALUES ({marks})', told)
    contents = (
        name,
        "features",
        name,
        table.title,
        _moment(table.made_at.isoformat()),
        *(extent.box or (None,) * 4),
        4326,
    )
    file.execute(f"INSERT INTO gpkg_contents VALUES ({', '.join('?' * len(contents))})", contents)
    file.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'GEOMETRY', 4326, 0, 0)", (name,))
    file.execute("COMMIT")


def _moment(value: Any) -> str | None:
    """The one spelling that the standard has for a time (1.1.1.1.3)."""
    return dt.datetime.fromisoformat(value).astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z") if value else None


def _cell(value: Value) -> str | int | float | None:
    if isinstance(value, tuple):
        return json.dumps(value, ensure_ascii=False)
    return value.isoformat() if isinstance(value, dt.date) else value


def _blob(extent: Extent, geometry: Geometry | None) -> bytes | None:
    return HEAD + extent.seen(geometry)[0] if geometry else None
