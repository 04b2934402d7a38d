"""Rows into a Parquet file that goes out as it grows: what is held at once is one group of rows."""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from incidents.exports.columnar.schema import BOX, CORNERS, GEOMETRY, geo, schema_of
from incidents.exports.table import Row, Table
from incidents.exports.wkb import Extent

ROWS = 5_000  # of a group at most; a group costs memory until the file ends
SHAPES = 8_000_000  # bytes of the different geometries of a group
pa.set_memory_pool(pa.system_memory_pool())  # gives back what a group took; Arrow's own keeps it for the next file
ONCE = pa.dictionary(pa.int32(), pa.binary())  # the section of a border, which many rows stand on, once a group


def written(table: Table, rows: Iterable[Row]) -> Iterator[bytes]:
    sink, extent, schema = _Sink(), Extent(), schema_of(table)
    inside = schema.set(schema.get_field_index(GEOMETRY), pa.field(GEOMETRY, ONCE))
    # The least and greatest shape of a group would help no reader, and stand in memory until the file ends.
    measured = [*table.columns, *(f"{BOX}.{corner}" for corner in CORNERS)]
    writer = pq.ParquetWriter(
        sink, inside, compression="zstd", write_statistics=measured, dictionary_pagesize_limit=2 * SHAPES, store_schema=False
    )  # fmt: skip
    yield sink.taken()
    for group in _groups(rows, extent):
        writer.write_batch(_batch(inside, group))
        yield sink.taken()
    # Readers are told the plain types, so that the geometry comes as binary.
    told = {"ARROW:schema": base64.b64encode(schema.serialize().to_pybytes()).decode()}
    writer.add_key_value_metadata({**told, "geo": geo(extent), "title": table.title, "link": table.link})
    writer.close()
    yield sink.taken()


@dataclass(slots=True)
class _Group:
    """Rows with the number of their shape, and their box, at the end."""

    rows: list[tuple[Any, ...]] = field(default_factory=list)
    shapes: dict[bytes, int] = field(default_factory=dict)
    size: int = 0

    def add(self, row: Row, extent: Extent) -> None:
        if row.geometry is None:
            self.rows.append((*row.values, None, None))
            return
        shape, box = extent.seen(row.geometry)
        if shape not in self.shapes:
            self.shapes[shape] = len(self.shapes)
            self.size += len(shape)
        self.rows.append((*row.values, self.shapes[shape], dict(zip(CORNERS, box, strict=True))))


def _groups(rows: Iterable[Row], extent: Extent) -> Iterator[_Group]:
    group = _Group()
    for row in rows:
        group.add(row, extent)
        if len(group.rows) >= ROWS or group.size >= SHAPES:
            yield group
            group = _Group()
    if group.rows:
        yield group


def _batch(schema: Any, group: _Group) -> Any:
    shapes = pa.array(list(group.shapes), pa.binary())
    columns = zip(schema, zip(*group.rows, strict=True), strict=True)
    return pa.record_batch([_column(one.type, values, shapes) for one, values in columns], schema)


def _column(kind: Any, values: tuple[Any, ...], shapes: Any) -> Any:
    """Moments come as text, for most formats have them so."""
    if kind == ONCE:
        return pa.DictionaryArray.from_arrays(pa.array(values, pa.int32()), shapes)
    if pa.types.is_timestamp(kind):
        return pa.array([dt.datetime.fromisoformat(value) if value else None for value in values], kind)
    return pa.array(values, kind)


class _Sink:
    """A file that is only written to, and hands on what was."""

    closed = False

    def __init__(self) -> None:
        self._held = bytearray()

    def write(self, part: bytes) -> int:
        self._held += part
        return len(part)

    def flush(self) -> None:
        """All is at hand at once."""

    def close(self) -> None:
        self.closed = True

    def taken(self) -> bytes:
        held, self._held = bytes(self._held), bytearray()
        return held
