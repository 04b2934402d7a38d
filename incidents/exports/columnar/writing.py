"""Rows into a Parquet file that goes out as it grows: what is held at once is one group of rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from incidents.exports.columnar.schema import CORNERS, geo, schema_of
from incidents.exports.table import Row, Table
from incidents.exports.wkb import Extent

ROWS = 10_000  # of a group at most
SHAPES = 4_000_000  # bytes of the geometries of a group: sections of borders are thousands of times a point


def written(table: Table, rows: Iterable[Row]) -> Iterator[bytes]:
    sink, extent, schema = _Sink(), Extent(), schema_of(table)
    writer = pq.ParquetWriter(sink, schema, compression="zstd")
    yield sink.taken()
    for group in _groups(rows, extent):
        writer.write_batch(_batch(schema, group))
        yield sink.taken()
    writer.add_key_value_metadata({"geo": geo(extent), "title": table.title, "link": table.link})
    writer.close()
    yield sink.taken()


def _groups(rows: Iterable[Row], extent: Extent) -> Iterator[list[tuple[Any, ...]]]:
    """Rows with geometry and box at the end, so many as are held at once."""
    held: list[tuple[Any, ...]] = []
    size = 0
    for row in rows:
        shape, box = extent.seen(row.geometry) if row.geometry else (None, None)
        held.append((*row.values, shape, dict(zip(CORNERS, box, strict=True)) if box else None))
        size += len(shape or b"")
        if len(held) >= ROWS or size >= SHAPES:
            yield held
            held, size = [], 0
    if held:
        yield held


def _batch(schema: Any, group: list[tuple[Any, ...]]) -> Any:
    columns = zip(schema, zip(*group, strict=True), strict=True)
    return pa.record_batch([_column(field.type, values) for field, values in columns], schema)


def _column(kind: Any, values: tuple[Any, ...]) -> Any:
    """Moments come as text, for most formats have them so."""
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
