"""A GeoJSON FeatureCollection (RFC 7946); what has no place has no geometry, never a false pin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from incidents.exports.table import Drawn, Row, Table, encoded, values_of

LABEL = "GeoJSON"
MEDIA_TYPE = "application/geo+json"
MOST = None
NEEDS = ()


def written(table: Table, rows: Iterable[Row]) -> Iterator[str]:
    head = {"type": "FeatureCollection", "title": table.title, "link": table.link}
    yield encoded(head)[:-1] + ', "features": [\n'
    before, drawn = "", Drawn()
    for row in rows:
        yield before + feature(table, row, drawn)
        before = ",\n"
    yield "\n]}\n"


def feature(table: Table, row: Row, drawn: Drawn) -> str:
    properties = encoded(values_of(table, row))
    return f'{{"type": "Feature", "id": {row.id}, "geometry": {drawn(row.geometry)}, "properties": {properties}}}'
