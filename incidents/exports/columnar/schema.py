"""A list's columns in Arrow's types, each with its words; and what GeoParquet 1.1 says of the geometry."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]

from incidents.exports.fields import Field, fields
from incidents.exports.table import Table
from incidents.exports.wkb import Extent

TYPES = {
    "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_(), "day": pa.date32(), "moment": pa.timestamp("ms", tz="UTC"),
    "string": pa.string(), "list of string": pa.list_(pa.string()), "list of integer": pa.list_(pa.int64()),
}  # fmt: skip
GEOMETRY, BOX = "geometry", "bbox"
CORNERS = ("xmin", "ymin", "xmax", "ymax")
CRS = json.loads((Path(__file__).parent / "crs84.json").read_text(encoding="utf-8"))


def schema_of(table: Table) -> Any:
    known = fields(table.noun)
    columns = [_column(known[name]) for name in table.columns]
    box = pa.struct([(corner, pa.float64()) for corner in CORNERS])
    return pa.schema([*columns, pa.field(GEOMETRY, pa.binary()), pa.field(BOX, box)])


def _column(field: Field) -> Any:
    told = {"description": field.words}
    if field.codes:
        told["codes"] = json.dumps({str(code): label for code, label in field.codes.items()}, ensure_ascii=False)
    return pa.field(field.name, TYPES[field.type], metadata=told)


def geo(extent: Extent) -> str:
    """The file's key `geo`; `covering` lets readers skip groups of rows that lie elsewhere."""
    column: dict[str, Any] = {
        "encoding": "WKB", "geometry_types": sorted(extent.types), "crs": CRS, "edges": "planar",
        "covering": {BOX: {corner: [BOX, corner] for corner in CORNERS}},
    }  # fmt: skip
    if extent.box:
        column["bbox"] = list(extent.box)
    return json.dumps({"version": "1.1.0", "primary_column": GEOMETRY, "columns": {GEOMETRY: column}})
