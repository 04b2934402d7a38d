"""Incidents read from the database as columns: COPY in binary, every field of a fixed width, so that one view of the bytes is the table."""

from __future__ import annotations

import select
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import psycopg
import shapely
from psycopg import pq

from incidents.cube import codes
from incidents.cube.figures import figures_sql
from incidents.models import Border, Incident, TwinSuggestion

Connection = psycopg.Connection[Any]
Raw = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    form: str  # of numpy, big-endian as COPY sends it
    sql: str


def _place_in(words: tuple[str, ...], column: str) -> str:
    listed = ", ".join(f"'{word}'" for word in words)
    return f"coalesce(array_position(ARRAY[{listed}], {column}::text) - 1, {codes.UNKNOWN})::int2"


def _country(column: str) -> str:
    return f"(CASE WHEN {column} = '' THEN 0 ELSE ascii({column}) * 256 + ascii(substr({column}, 2, 1)) END)::int4"


def _day(column: str) -> str:
    return f"coalesce({column} - date '1970-01-01', {codes.NO_DAY})::int4"


IS_POINT = "GeometryType(i.geometry) = 'POINT'"
# A section has its border's box; comparing boxes spares fetching a hundred thousand long lines.
KIND = f"""(CASE WHEN i.geometry IS NULL THEN {codes.NONE}
    WHEN {IS_POINT} THEN CASE WHEN coalesce(i.radius_km, 0) <> 0 THEN {codes.CIRCLE} ELSE {codes.POINT} END
    WHEN i.where_prec = 5 AND i.geometry ~= b.section THEN {codes.SECTION} ELSE {codes.OTHER} END)::int2"""
FIELDS = (
    Field("id", ">i8", "i.id"),
    Field("x", ">f8", f"CASE WHEN {IS_POINT} THEN ST_X(i.geometry) ELSE 'NaN' END"),
    Field("y", ">f8", f"CASE WHEN {IS_POINT} THEN ST_Y(i.geometry) ELSE 'NaN' END"),
    Field("first", ">i4", _day("i.date_start")),
    Field("last", ">i4", _day("i.date_end")),
    Field("confidence", ">f8", "i.confidence"),
    Field("border", ">i2", "coalesce(b.at, -1)::int2"),
    Field("from_country", ">i4", _country("i.from_country")),
    Field("to_country", ">i4", _country("i.to_country")),
    Field("event_type", ">i2", _place_in(codes.TYPES, "i.event_type")),
    Field("modality", ">i2", _place_in(codes.MODALITIES, "i.modality")),
    Field("status", ">i2", _place_in(codes.STATUSES, "i.status")),
    Field("kind", ">i2", KIND),
    Field("where_prec", ">i2", "coalesce(i.where_prec, 0)::int2"),
    Field("date_prec", ">i2", "coalesce(i.date_prec, 0)::int2"),
    Field("part_of_day", ">i2", _place_in(codes.PARTS_OF_DAY, "i.part_of_day")),
    Field("lasted", ">i2", "i.lasted::int::int2"),
)
# COPY: a header of 19 bytes; a row is its number of fields, then for each field its length and its bytes; at the end -1.
HEADER, TRAILER = 19, 2
FIGURES = (
    Field("id", ">i8", "f.incident_id"),
    Field("low", ">f8", "coalesce(f.low, 'NaN')"),
    Field("high", ">f8", "coalesce(f.high, 'NaN')"),
    Field("people", ">i2", "f.is_people::int::int2"),
)


def read_rows(connection: Connection, ids: Collection[int] | None = None) -> Raw:
    """All incidents that are not merged away, or those of these numbers."""
    listed = "" if ids is None else f" = ANY('{{{','.join(map(str, ids))}}}'::bigint[])"
    rows = _read(connection, FIELDS, f"""
        {Incident._meta.db_table} i
        LEFT JOIN (SELECT code, section, row_number() OVER (ORDER BY code) - 1 AS at FROM {Border._meta.db_table}) b
            ON b.code = i.border_id
        WHERE i.merged_into_id IS NULL{listed and f" AND i.id{listed}"}""")  # fmt: skip
    claims = figures_sql(listed and f" AND incident_id{listed}")
    return _with_figures(rows, _read(connection, FIGURES, f"({claims}) f"))


def _with_figures(rows: Raw, figures: Raw) -> Raw:
    found: Raw = np.zeros(len(rows), [(field.name, field.form) for field in (*FIELDS, *FIGURES[1:])])
    for field in FIELDS:
        found[field.name] = rows[field.name]
    found["low"] = found["high"] = np.nan
    figures = figures[np.argsort(figures["id"], kind="stable")]
    at = np.searchsorted(figures["id"], rows["id"])
    has = at < len(figures)
    has[has] = figures["id"][at[has]] == rows["id"][has]
    for field in FIGURES[1:]:
        found[field.name][has] = figures[field.name][at[has]]
    return found


def _read(connection: Connection, fields: tuple[Field, ...], of: str) -> Raw:
    row = np.dtype(
        [("fields", ">i2"), *(pair for one in fields for pair in ((f"_{one.name}", ">i4"), (one.name, one.form)))]
    )
    columns = ", ".join(field.sql for field in fields)
    body = _copied(connection, f"COPY (SELECT {columns} FROM {of}) TO STDOUT (FORMAT binary)")
    rows: Raw = np.frombuffer(body, row, count=(len(body) - HEADER - TRAILER) // row.itemsize, offset=HEADER)
    return rows


def _copied(connection: Connection, sql: str) -> bytearray:
    """All that a COPY sends. A million rows through the driver's own loop, or kept as a million pieces, take seconds more."""
    wire, body = connection.pgconn, bytearray()
    _expect(wire.exec_(sql.encode()), pq.ExecStatus.COPY_OUT)
    while (got := wire.get_copy_data(1))[0] >= 0:
        if got[0]:
            body += got[1]
        else:
            select.select([wire.socket], [], [])
            wire.consume_input()
    while (result := wire.get_result()) is not None:
        _expect(result, pq.ExecStatus.COMMAND_OK)
    return body


def _expect(result: pq.abc.PGresult, wanted: pq.ExecStatus) -> None:
    if result.status != wanted:
        raise psycopg.OperationalError(result.error_message.decode(errors="replace"))


@dataclass(frozen=True, slots=True)
class Borders:
    """In the order that rows count them in."""

    codes: tuple[str, ...]
    sides: npt.NDArray[np.int64]  # (number, 2): both countries as numbers
    tree: shapely.STRtree

    def of(self, wanted: Collection[str] | None) -> npt.NDArray[np.bool_]:
        """For each number of a border whether it is wanted, None wanting all; the last, and so -1, is no border."""
        return np.array([*(wanted is None or code in wanted for code in self.codes), False])


def read_borders(connection: Connection) -> Borders:
    sql = f"SELECT code, country_a, country_b, ST_AsBinary(section) FROM {Border._meta.db_table} ORDER BY code"
    found = connection.execute(sql).fetchall()
    sides = [[codes.country_number(a), codes.country_number(b)] for _, a, b, _ in found]
    lines = shapely.from_wkb([line for *_, line in found])
    return Borders(tuple(code for code, *_ in found), np.array(sides, np.int64).reshape(-1, 2), shapely.STRtree(lines))


def read_shapes(connection: Connection, ids: Collection[int]) -> dict[int, shapely.Geometry]:
    """Geometries that are neither points nor sections, by incident."""
    sql = f"SELECT id, ST_AsBinary(geometry) FROM {Incident._meta.db_table} WHERE id = ANY(%s)"
    return {pk: shapely.from_wkb(line) for pk, line in connection.execute(sql, [list(ids)])} if ids else {}


def read_pairs(connection: Connection, ids: Collection[int] | None = None) -> npt.NDArray[np.int64]:
    """Incidents that are suggested or judged to be the same, two by two."""
    which = "" if ids is None else " AND (first_id = ANY(%s) OR second_id = ANY(%s))"
    sql = f"SELECT first_id, second_id FROM {TwinSuggestion._meta.db_table} WHERE verdict IN ('', 'same'){which}"
    found = connection.execute(sql, None if ids is None else [list(ids), list(ids)]).fetchall()
    return np.array(found, np.int64).reshape(-1, 2)
