"""KML 2.2 for globes: place, days and every column of a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from incidents.exports.csv import joined
from incidents.exports.table import Drawn, Geometry, Row, Table, Value, values_of
from incidents.exports.xml import quoted, text

LABEL = "KML"
MEDIA_TYPE = "application/vnd.google-earth.kml+xml"
MOST = None
NEEDS = ()


def written(table: Table, rows: Iterable[Row]) -> Iterator[str]:
    yield (
        '<?xml version="1.0" encoding="utf-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>\n'
        f"<name>{text(table.title)}</name><description>{text(table.link)}</description>\n"
    )
    drawn = Drawn(_place)
    for row in rows:
        yield _placemark(values_of(table, row), row, drawn(row.geometry))
    yield "</Document></kml>\n"


def _placemark(values: dict[str, Value], row: Row, place: str) -> str:
    words = row.words()
    columns = "".join(
        f"<Data name={quoted(name)}><value>{text(joined(value))}</value></Data>"
        for name, value in values.items()
        if value is not None
    )
    return (
        f"<Placemark><name>{text(words.title)}</name><description>{text(words.summary)}</description>{_days(values)}"
        f"<ExtendedData>{columns}</ExtendedData>{place}</Placemark>\n"
    )


def _days(values: dict[str, Value]) -> str:
    ends = (("begin", values.get("date_start")), ("end", values.get("date_end")))
    found = "".join(f"<{end}>{day}</{end}>" for end, day in ends if day)
    return f"<TimeSpan>{found}</TimeSpan>" if found else ""


def _place(geometry: Geometry | None) -> str:
    if geometry is None:
        return ""
    if geometry["type"] == "Point":
        return f"<Point><coordinates>{_spots([geometry['coordinates']])}</coordinates></Point>"
    lines = (f"<LineString><coordinates>{_spots(line)}</coordinates></LineString>" for line in geometry["coordinates"])
    return f"<MultiGeometry>{''.join(lines)}</MultiGeometry>"


def _spots(spots: Iterable[Any]) -> str:
    return " ".join(f"{lon:.8g},{lat:.8g}" for lon, lat in spots)
