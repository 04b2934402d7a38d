"""Datelines: where a wire wrote, on which day, for which agency, before the first sentence."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from incidents.parsing.evidence import Span
from incidents.parsing.knowledge.world import load_world
from incidents.parsing.stages.calendar import MONTH, WEEKDAY, day_in, last_such_day, month_number

_MONTH = rf"(?i:{MONTH})"
_WIRE = r"(?:REUTERS?|Reuters?|AP|UPI|AFP|TASS|ITAR-TASS|Interfax|INTERFAX|XINHUA|Xinhua|DPA|dpa|IRNA|Anadolu|AA|epa|KYODO|YONHAP|PTI)"
_NO_REGION = rf"(?!{_MONTH}\.?\s+\d|{_WIRE}\b|{WEEKDAY}\b)"
_REGION = rf"(?:,\s*{_NO_REGION}[A-Z][\w.'’]+(?:[ -][A-Z][\w.'’]+){{0,2}})?"
_CAPITALS = (
    rf"[A-Z][A-Z.'’ -]*[A-Z](?:\s?/\s?[A-Z][A-Z.'’ -]*[A-Z]|/[A-Z][\w.'’]+(?:[ -][A-Z][\w.'’]+){{0,2}})*{_REGION}"
)
_DAY = rf"(?:{WEEKDAY},?\s+)?(?:(?P<name>{_MONTH})\s+(?P<day>\d{{1,2}})(?:,?\s+(?P<year>\d{{4}}))?|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<name2>{_MONTH})(?:,?\s+(?P<year2>\d{{4}}))?)"
_AGENCY = rf"(?:\((?P<agency>[A-Z][\w./& -]{{1,40}}|dpa|epa)\)|(?P<bare>{_WIRE})(?=\s*(?:--|—|–|-|:)))"
_DASH = r"\s*(?:--|—|–|-|:)\s*"
_SLASHED = r"/(?P<slashed>[A-Z][\w.& -]{1,30})/\s*\.?(?:--|—|–|-)?\s*"
_NAMED = r"(?P<named>[A-Z][\w.&-]+(?: [A-Z][\w.&-]+){0,2})\s+(?:--|—|–|-)\s+"  # "July 5. Meridian - "
_DATELINES = (
    re.compile(rf"^\s*(?P<place>{_CAPITALS})\s*[.,]?\s*(?:{_DAY})?\s*[.,]?\s*(?:{_SLASHED}|{_AGENCY}?{_DASH})(?=\S)"),
    re.compile(rf"^\s*(?P<place>[A-Z][\w.'’ -]{{2,40}}?{_REGION})[.,]?\s+{_DAY}\s*(?:[.,]\s*{_NAMED}|[.,]?\s*(?:{_SLASHED}|{_AGENCY}?{_DASH}))(?=\S)"),
    re.compile(rf"^\s*(?P<place>[A-Z][\w.'’ -]{{2,40}}?(?:/[A-Z][\w.'’ -]{{2,40}}?)*{_REGION})\s+{_AGENCY}{_DASH}(?=\S)"),
)  # fmt: skip
_NUMERIC_DAY = re.compile(
    r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})\s*(?:--|—|–|-|:)\s*"
)  # "(AA) - 16.08.2012 -"
_BARE = re.compile(r"(?:[A-Z][A-Z'’-]+\s+){1,3}(?=[A-Z\"“])")
_TOWN = r"[A-Z][A-Z'’-]+(?: [A-Z][A-Z'’-]+){0,2}"
_IN = r"(?:,\s*(?P<region>[A-Z][a-z]+(?: [A-Z][a-z]+){0,2}?))?"
_JOINED = re.compile(rf"{_TOWN}{_IN.replace('?P<region>', '')}(?:/{_TOWN}{_IN.replace('?P<region>', '')})+(?=\s)")
_WITH_REGION = re.compile(rf"{_TOWN}{_IN}(?=\s)")
_OPENS_SENTENCE = re.compile(r"\s+(?:[\"“]|[A-Z][a-z]|[A-Z]\.|A\s|[A-Z]{2,5}\s)")
_SHORTEST = 4  # letters of a town without any other mark of a dateline: "US" and "AIR" are none
_SMALLEST = 10_000  # inhabitants of a town that capitals alone make a dateline


@dataclass(frozen=True, slots=True)
class Dateline:
    """What the dateline says; `story` is where the first sentence starts."""

    place: str
    span: Span
    story: int
    agency: str = ""
    agency_span: Span | None = None
    day: dt.date | None = None
    day_span: Span | None = None


def find_dateline(text: str, block: Span, near: dt.date | None) -> Dateline | None:
    """The dateline that a paragraph opens with; a day without year is the last such day by `near`, open without it."""
    found = match_dateline(block.of(text))
    if found is None:
        return None
    numeric = _NUMERIC_DAY.match(block.of(text), found.end())
    mark = next((key for key in ("agency", "bare", "slashed", "named") if found.groupdict().get(key)), "")
    day, day_span = _numeric_day(numeric, block.start) if numeric else _day(found, block.start, near)
    return Dateline(
        place=_place_words(found["place"]),
        span=_span(found, "place", block.start),
        story=block.start + (numeric or found).end(),
        agency=found[mark] if mark else "",
        agency_span=_span(found, mark, block.start) if mark else None,
        day=day,
        day_span=day_span,
    )


def match_dateline(words: str) -> re.Match[str] | None:
    """The dateline that the words start with: with a day or an agency, or at a known place."""
    for pattern in _DATELINES:
        found = pattern.match(words)
        if found is None:
            continue
        groups = found.groupdict()
        says_more = any(groups.get(key) for key in ("agency", "bare", "slashed", "named", "name", "name2"))
        if says_more or load_world().spots(re.split(r"[,/]", found["place"])[0].strip()):
            return found
    return None


def find_bare_dateline(text: str, block: Span) -> Dateline | None:
    """ "ATHENS Greece will press …": a known town in capitals right before the first sentence."""
    words = block.of(text)
    if words.isupper():
        return None
    if joined := _joined(words):
        return _opened(words, block, joined.end())
    found = _BARE.match(words)
    if not found:
        return None
    capitals = found[0].split()
    for size in range(len(capitals), 0, -1):
        town = re.match(r"\s+".join(map(re.escape, capitals[:size])), words)
        name = " ".join(capitals[:size])
        if town and len(name) >= _SHORTEST and _OPENS_SENTENCE.match(words, town.end()) and _is_town(name):
            return _opened(words, block, town.end())
    return None


def _joined(words: str) -> re.Match[str] | None:
    """ "GENEVA/AMMAN Hundreds …", "QUETTA, Pakistan A patrol …": two towns, or a town and its country."""
    found = _JOINED.match(words)
    if found is None:
        found = _WITH_REGION.match(words)
        if found is None or not (found["region"] and load_world().country_named(found["region"])):
            return None
    towns = (part.partition(",")[0] for part in found[0].split("/"))
    return found if _OPENS_SENTENCE.match(words, found.end()) and any(map(_is_town, towns)) else None


def _opened(words: str, block: Span, size: int) -> Dateline:
    rest = words[size:]
    end = block.start + size
    return Dateline(_place_words(words[:size]), Span(block.start, end), end + len(rest) - len(rest.lstrip()))


def lone_town(words: str) -> str:
    """ "ANKARA" on a line of its own, as Anadolu puts it; "" for any other line."""
    is_name = re.fullmatch(r"\s*[A-Z][A-Z'’ -]{3,30}\s*", words) is not None
    return _place_words(words.strip()) if is_name and _is_town(words.strip()) else ""


def _is_town(name: str) -> bool:
    """A town that wires write from: a name such as NATO is a hamlet's somewhere."""
    world = load_world()
    return not world.country_named(name) and any(
        s.kind == "city" and s.population >= _SMALLEST for s in world.spots(name)
    )


def _place_words(words: str) -> str:
    """ "PAJU, South Korea" → "Paju", for the country only tells which; two towns keep their stroke: "Geneva/Amman"."""
    towns = (part.partition(",")[0].strip() for part in words.split("/"))
    return "/".join(town.title() if town.isupper() else town for town in towns)


def _span(found: re.Match[str], key: str, start: int) -> Span:
    return Span(start + found.start(key), start + found.end(key))


def _numeric_day(found: re.Match[str], start: int) -> tuple[dt.date | None, Span | None]:
    day = day_in(int(found["year"]), int(found["month"]), int(found["day"]))
    return day, Span(start + found.start("day"), start + found.end("year")) if day else None


def _day(found: re.Match[str], start: int, near: dt.date | None) -> tuple[dt.date | None, Span | None]:
    tail = next((tail for tail in ("", "2") if found.groupdict().get(f"name{tail}")), None)
    if tail is None:
        return None, None
    name, day, year = (found[f"{key}{tail}"] for key in ("name", "day", "year"))
    ends = [found.span(f"{key}{tail}") for key in ("name", "day")]
    span = Span(start + min(first for first, _ in ends), start + max(last for _, last in ends))
    if year:
        return day_in(int(year), month_number(name), int(day)), span
    return (last_such_day(month_number(name), int(day), near, slack=7) if near else None), span
