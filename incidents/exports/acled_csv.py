"""CSV in the columns of ACLED, for those whose scripts read them; docs/crosswalk.md says what is lost on the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from incidents.exports import crosswalk
from incidents.exports.csv import lines
from incidents.exports.table import Row, Table, Value, values_of

LABEL = "CSV like ACLED"
MEDIA_TYPE = "text/csv; charset=utf-8"
MOST = None
NEEDS = ("event_type", "date_start", "actors")
COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1", "actor2",
    "iso_country", "location", "latitude", "longitude", "geo_precision", "source", "notes", "timestamp",
)  # fmt: skip


def written(table: Table, rows: Iterable[Row]) -> Iterator[str]:
    return lines(COLUMNS, (told for row in rows if (told := _line(values_of(table, row), row))))


def _line(values: dict[str, Any], row: Row) -> tuple[Value, ...] | None:
    theirs = crosswalk.of(values)
    if theirs is None or not theirs.acled:
        return None
    first, *others = values["actors"] or ("",)
    day = values["date_start"]
    return (
        f"BW{row.id}", day, day.year, crosswalk.ACLED_TIME.get(values["date_prec"]), *theirs.acled, first, "; ".join(others),
        values["from_country"] or values["to_country"], values["place"] or values["border"], values["latitude"], values["longitude"],
        crosswalk.ACLED_PLACE.get(values["where_prec"]), row.link, row.words().summary, values["changed_at"],
    )  # fmt: skip
