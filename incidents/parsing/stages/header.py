"""A line of its own that dates a report: "Published: 12 October 2011, 14:05 GMT"."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from incidents.parsing.evidence import Span
from incidents.parsing.stages.calendar import MONTH, WEEKDAY, day_in, month_number

_CLOCK = r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::\d{2}(?:\.\d+)?)?\s*(?P<half>[ap]\.?m\.?)?\s*\(?(?P<zone>(?:GMT|UTC|MSK|CET|CEST|EET|EEST|EST|EDT|BST|IST|PKT|Z)(?:[+-]\d{1,2})?|[+-]\d{2}:?\d{2})?\)?"
_AFTER = rf"(?:,?\s*(?:at\s+|-\s+|\|\s*)?{_CLOCK})?"
_LEAD = rf"^\W*(?:First published|Last updated|Published(?: on)?|Posted(?: on)?|Updated|Dated?)?:?\s*(?:(?:{WEEKDAY}|Mon|Tues?|Wed|Thu(?:rs)?|Fri|Sat|Sun),?\s+)?"
_DAY_FIRST = rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?P<name>{MONTH}),?[\s-]+(?P<year>\d{{4}})"
_MONTH_FIRST = rf"(?P<name>{MONTH})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})"
_ISO = r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})"
_PATTERNS = (
    re.compile(rf"{_LEAD}{_ISO}(?:[T\s-]\d{{2}}-\d{{2}}-\d{{2}}|T?{_AFTER})\W*$", re.I),
    re.compile(rf"{_LEAD}{_DAY_FIRST}{_AFTER}\W*$", re.I),
    re.compile(rf"{_LEAD}{_MONTH_FIRST}{_AFTER}\W*$", re.I),
    re.compile(rf"^\W*{_CLOCK},?\s+{_DAY_FIRST}\W*$", re.I),
    re.compile(rf"^\W*{_CLOCK},?\s+{_MONTH_FIRST}\W*$", re.I),
)
_LONGEST = 60  # characters of a line that only dates
_FIRST_BLOCKS = 5


@dataclass(frozen=True, slots=True)
class Header:
    """The day a report's head gives, None where the calendar has no such day; the time and zone only if it gives them."""

    span: Span
    day: dt.date | None
    time: dt.time | None
    zone: str


def find_header(text: str, blocks: list[Span]) -> Header | None:
    """The first date line among a report's first paragraphs."""
    for block in blocks[:_FIRST_BLOCKS]:
        words = block.of(text)
        found = next((m for p in _PATTERNS if (m := p.match(words))), None) if len(words) < _LONGEST else None
        if found is not None:
            return Header(block, _day(found), _time(found), found["zone"] or "")
    return None


def _day(found: re.Match[str]) -> dt.date | None:
    groups = found.groupdict()
    month = int(groups["month"]) if groups.get("month") else month_number(groups["name"])
    return day_in(int(groups["year"]), month, int(groups["day"]))


def _time(found: re.Match[str]) -> dt.time | None:
    if not found["hour"]:
        return None
    hour, minute = int(found["hour"]), int(found["minute"])
    if found["half"]:
        hour = hour % 12 + (12 if found["half"].lower().startswith("p") else 0)
    return dt.time(hour % 24, minute) if hour <= 24 and minute < 60 else None
