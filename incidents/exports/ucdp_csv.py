"""CSV in the columns of the UCDP Georeferenced Event Dataset: organised violence only; docs/crosswalk.md says what is lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from incidents.exports import crosswalk
from incidents.exports.csv import lines
from incidents.exports.table import Row, Table, Value, values_of

LABEL = "CSV like UCDP GED"
MEDIA_TYPE = "text/csv; charset=utf-8"
MOST = None
NEEDS = ("event_type", "date_start", "actors")
COLUMNS = (
    "id", "year", "type_of_violence", "side_a", "side_b", "number_of_sources", "where_prec", "where_coordinates", "latitude", "longitude",
    "geom_wkt", "country", "date_prec", "date_start", "date_end", "low", "high", "source_article",
)  # fmt: skip


def written(table: Table, rows: Iterable[Row]) -> Iterator[str]:
    return lines(COLUMNS, (told for row in rows if (told := _line(values_of(table, row), row))))


def _line(values: dict[str, Any], row: Row) -> tuple[Value, ...] | None:
    theirs = crosswalk.of(values)
    if theirs is None or not theirs.ucdp:
        return None
    first, *others = values["actors"] or ("",)
    lat, lon = values["latitude"], values["longitude"]
    low, high = (values["figure_low"], values["figure_high"]) if values["figure_kind"] == "killed" else (None, None)
    return (
        row.id, values["date_start"].year, theirs.ucdp, first, "; ".join(others), len(values["reports"]), values["where_prec"],
        values["place"] or values["border"], lat, lon, "" if lat is None else f"POINT ({lon} {lat})",
        values["from_country"] or values["to_country"], values["date_prec"], values["date_start"], values["date_end"], low, high, row.link,
    )  # fmt: skip
