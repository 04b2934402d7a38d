"""An Atom feed (RFC 4287) with GeoRSS Simple, for feed readers: what changed last comes first."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from incidents.exports.table import Geometry, Row, Table

LABEL = "Atom feed"
MEDIA_TYPE = "application/atom+xml; charset=utf-8"
MOST = 200
# Characters that XML 1.0 cannot hold, not even escaped.
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def written(table: Table, rows: Iterable[Row]) -> Iterator[str]:
    yield (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:georss="http://www.georss.org/georss">\n'
        f"<id>{_text(table.address)}</id><title>{_text(table.title)}</title><updated>{_time(table.made_at)}</updated>\n"
        f'<link rel="self" href={_quoted(table.address)}/><link rel="alternate" href={_quoted(table.link)}/>\n'
        "<author><name>Borderwatch</name></author>\n"
    )
    for row in rows:
        yield _entry(row)
    yield "</feed>\n"


def _entry(row: Row) -> str:
    words, link = row.words(), _quoted(row.link)
    kind = f"<category term={_quoted(row.kind)}/>" if row.kind else ""
    return (
        f"<entry><id>{_text(row.link)}</id><title>{_text(words.title)}</title><updated>{_time(row.changed_at)}</updated>"
        f'<link rel="alternate" href={link}/>{kind}<summary>{_text(words.summary)}</summary>{_place(row.geometry)}</entry>\n'
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


def _text(words: str) -> str:
    return escape(UNFIT.sub("", words))


def _quoted(words: str) -> str:
    return quoteattr(UNFIT.sub("", words))


def _time(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
