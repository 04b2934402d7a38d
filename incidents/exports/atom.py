"""An Atom feed (RFC 4287) with GeoRSS Simple, for feed readers: what changed last comes first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from incidents.exports.table import Geometry, Row, Table
from incidents.exports.xml import quoted, text

LABEL = "Atom feed"
MEDIA_TYPE = "application/atom+xml; charset=utf-8"
MOST = 200
NEEDS = ()


def written(table: Table, rows: Iterable[Row]) -> Iterator[str]:
    yield (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:georss="http://www.georss.org/georss">\n'
        f"<id>{text(table.address)}</id><title>{text(table.title)}</title><updated>{_time(table.made_at)}</updated>\n"
        f'<link rel="self" href={quoted(table.address)}/><link rel="alternate" href={quoted(table.link)}/>\n'
        "<author><name>Borderwatch</name></author>\n"
    )
    for row in rows:
        yield _entry(row)
    yield "</feed>\n"


def _entry(row: Row) -> str:
    words, link = row.words(), quoted(row.link)
    kind = f"<category term={quoted(row.kind)}/>" if row.kind else ""
    return (
        f"<entry><id>{text(row.link)}</id><title>{text(words.title)}</title><updated>{_time(row.changed_at)}</updated>"
        f'<link rel="alternate" href={link}/>{kind}<summary>{text(words.summary)}</summary>{_place(row.geometry)}</entry>\n'
    )


def _place(geometry: Geometry | None) -> str:
    """Latitude first, as GeoRSS has it; of a section in several parts the longest one."""
    if geometry is None:
        return ""
    spots = geometry["coordinates"]
    if geometry["type"] == "Point":
        return f"<georss:point>{_spots([spots])}</georss:point>"
    line = max(spots, key=len) if geometry["type"] == "MultiLineString" else spots
    return f"<georss:line>{_spots(line)}</georss:line>"


def _spots(spots: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{lat:.8g} {lon:.8g}" for lon, lat in spots)


def _time(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
