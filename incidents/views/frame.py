"""What the map page has open, read from its address: the part of the world, of time and of the list."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict

from incidents.cube.answers import Mark, Order
from incidents.cube.question import Box

DEEPEST_ZOOM = 22
WORLD = "-180,-90,180,90"


class Unreadable(ValueError):
    """A parameter that cannot be understood, with what it should be."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What the page has open: the part of the world, of time and of the list."""

    view: Box
    zoom: int
    span: tuple[date, date] | None
    selected: int | None
    order: Order
    after: Mark | None
    have: frozenset[str]
    only_view: bool  # list and timeline show what stands in the view, and nothing else


def frame_of(query: QueryDict) -> Frame:
    return Frame(
        view=_view(query.get("view", WORLD)),
        zoom=min(DEEPEST_ZOOM, _whole("zoom", query.get("zoom", "2"))),
        span=_span(query.get("span", "")),
        selected=_whole("selected", query["selected"]) if query.get("selected") else None,
        order=_order(query.get("sort", "")),
        after=_mark(query.get("cursor", "")),
        have=frozenset(query.get("have", "").split(",")),
        only_view=query.get("inview") == "1",
    )


def _view(text: str) -> Box:
    """Longitudes beyond 180 are brought back; a view as wide as the world is the world."""
    try:
        west, south, east, north = (float(part) for part in text.split(","))
        south, north = max(south, -90.0), min(north, 90.0)
        if not (west <= east or (east >= -180 and west <= 180)) or not south <= north:
            raise ValueError
        if east - west >= 360:
            return Box(-180.0, south, 180.0, north)
        return Box(_around(west), south, _around(east), north)
    except (ValueError, OverflowError):
        raise Unreadable("view: give west,south,east,north in degrees") from None


def _around(degrees: float) -> float:
    return degrees if -180 <= degrees <= 180 else (degrees + 180) % 360 - 180


def _whole(name: str, text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise Unreadable(f"{name}: give a whole number")
    return int(text)


def _span(text: str) -> tuple[date, date] | None:
    if not text:
        return None
    try:
        first, last = (date.fromisoformat(part) for part in text.split(".."))
    except ValueError:
        raise Unreadable("span: give two days, 2021-07-03..2021-07-05") from None
    if first > last:
        raise Unreadable("span: the last day is before the first")
    return first, last


def _order(text: str) -> Order:
    try:
        return Order(text or "newest")
    except ValueError:
        raise Unreadable(f"sort: give one of {', '.join(Order)}") from None


CURSOR = re.compile(r"(-?[0-9]{1,7}(?:\.[0-9]{1,20})?|):([0-9]{1,18})", re.ASCII)


def _mark(text: str) -> Mark | None:
    if not text:
        return None
    found = CURSOR.fullmatch(text)
    if not found:
        raise Unreadable("cursor: take it from the answer before")
    return Mark(float(found[1]) if found[1] else None, int(found[2]))


def cursor_of(mark: Mark | None) -> str | None:
    return None if mark is None else f"{'' if mark.value is None else mark.value}:{mark.id}"
