"""JSON Lines: one object a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from incidents.exports.table import Row, Table, plain

LABEL = "JSON Lines"
MEDIA_TYPE = "application/x-ndjson"
MOST = None


def written(table: Table, rows: Iterable[Row]) -> Iterator[str]:
    yield ""
    for row in rows:
        values = {name: plain(value) for name, value in zip(table.columns, row.values, strict=True)}
        yield json.dumps({**values, "geometry": row.geometry}, ensure_ascii=False) + "\n"
