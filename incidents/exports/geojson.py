"""A GeoJSON FeatureCollection (RFC 7946); what has no place has no geometry, never a false pin."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from incidents.exports.table import Row, Table, plain

LABEL = "GeoJSON"
MEDIA_TYPE = "application/geo+json"
MOST = None


def written(table: Table, rows: Iterable[Row]) -> Iterator[str]:
    head = {"type": "FeatureCollection", "title": table.title, "link": table.link}
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "features": [\n'
    before = ""
    for row in rows:
        yield before + json.dumps(_feature(table, row), ensure_ascii=False)
        before = ",\n"
    yield "\n]}\n"


def _feature(table: Table, row: Row) -> dict[str, object]:
    values = {name: plain(value) for name, value in zip(table.columns, row.values, strict=True)}
    return {"type": "Feature", "id": row.id, "geometry": row.geometry, "properties": values}
