"""GeoJSON text sequences (RFC 8142): one feature after another, to be read while they come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from incidents.exports.geojson import feature
from incidents.exports.table import Drawn, Row, Table

LABEL = "GeoJSON sequence"
MEDIA_TYPE = "application/geo+json-seq"
MOST = None
NEEDS = ()
MARK = "\x1e"  # begins each text of a sequence


def written(table: Table, rows: Iterable[Row]) -> Iterator[str]:
    yield ""
    drawn = Drawn()
    for row in rows:
        yield f"{MARK}{feature(table, row, drawn)}\n"
