"""GeoParquet 1.1: columns with their types and words, for analysts; written by groups of rows while they come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from incidents.exports.table import Row, Table

LABEL = "GeoParquet"
MEDIA_TYPE = "application/vnd.apache.parquet"
MOST = None
NEEDS = ()


def written(table: Table, rows: Iterable[Row]) -> Iterator[bytes]:
    # Arrow takes a process 40 MB, so only one that writes such a file loads it.
    from incidents.exports.columnar.writing import written as by_groups

    return by_groups(table, rows)
