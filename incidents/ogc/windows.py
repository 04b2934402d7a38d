"""Where and when a client asks: `bbox` and `datetime` of OGC API - Features, Part 1."""

from __future__ import annotations

import datetime as dt
import math
import re

from incidents.api.problems import BadParameter
from incidents.cube.question import Box
from incidents.ogc.crs import Crs

Period = tuple[dt.date | None, dt.date | None]
# GDAL 3 writes a day that is compared with a date field as 2021-07-05T.
DAY = re.compile(r"(\d{4}-\d{2}-\d{2})T?", re.ASCII)
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})", re.ASCII)
OPEN = ("", "..")
BOX = "Give west,south,east,north (or with heights: west,south,lowest,east,north,highest) in the system of bbox-crs."
TIME = "Give a day or moment (RFC 3339), or an interval: 2021-07-03/2021-07-05, 2021-07-03/.., ../2021-07-05."


def box_of(text: str | None, crs: Crs) -> Box | None:
    """Degrees; heights are left aside, for nothing here has one."""
    if text is None:
        return None
    numbers = _numbers(text)
    west, south, east, north = numbers if len(numbers) == 4 else (*numbers[:2], *numbers[3:5])
    (west, south), (east, north) = crs.back(west, south), crs.back(east, north)
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise BadParameter("bbox", BOX)
    return Box(west, south, east, north)


def _numbers(text: str) -> list[float]:
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError as error:
        raise BadParameter("bbox", BOX) from error
    if len(numbers) not in (4, 6) or not all(map(math.isfinite, numbers)):
        raise BadParameter("bbox", BOX)
    return numbers


def period_of(text: str | None, name: str = "datetime") -> Period:
    """First and last day (UTC), None for an open end."""
    if text is None:
        return None, None
    start, slash, end = text.partition("/")
    if not slash:
        return (day := _day(start, name)), day
    first, last = (None if part in OPEN else _day(part, name) for part in (start, end))
    if (first, last) == (None, None) or (first and last and first > last):
        raise BadParameter(name, TIME)
    return first, last


def _day(text: str, name: str) -> dt.date:
    try:
        if day := DAY.fullmatch(text):
            return dt.date.fromisoformat(day[1])
        if MOMENT.fullmatch(text):
            return dt.datetime.fromisoformat(text.upper()).astimezone(dt.UTC).date()
    except (ValueError, OverflowError) as error:
        raise BadParameter(name, TIME) from error
    raise BadParameter(name, TIME)
