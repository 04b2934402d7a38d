"""JSON Lines: one object a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from incidents.exports.table import Drawn, Row, Table, encoded, values_of

LABEL = "JSON Lines"
MEDIA_TYPE = "application/x-ndjson"
MOST = None
NEEDS = ()


def written(table: Table, rows: Iterable[Row]) -> Iterator[str]:
    yield ""
    drawn = Drawn()
    for row in rows:
        yield f'{encoded(values_of(table, row))[:-1]}, "geometry": {drawn(row.geometry)}}}\n'
