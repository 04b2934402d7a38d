"""What each line of a file would do: a new incident, the same as one that is here, a change to it, or nothing, with the reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from incidents import ledger
from incidents.editable import plain
from incidents.importing.sheet import Sheet
from incidents.models import Incident
from incidents.review.correcting import typed
from incidents.review.refusals import Refused
from incidents.review.rules import check

# Columns of a file and the incident's fields; the other columns tell of other records, or are worked out.
FIELDS = {
    "event_type": "event_type", "modality": "modality", "date_start": "date_start", "date_end": "date_end", "date_prec": "date_prec",
    "part_of_day": "part_of_day", "lasted": "lasted", "border": "border", "from_country": "from_country", "to_country": "to_country",
    "place": "place_name", "where_prec": "where_prec",
}  # fmt: skip
SPOT = ("latitude", "longitude", "radius_km")
CLAIM = {"figure_kind": "kind", "figure_low": "low", "figure_high": "high", "figure_unit": "unit"}
AT_POINTS = (1, 2, 3, 4, 7)  # precisions of a place that is drawn as a point or a circle
# By these an incident is found again that the file has no number for.
ALIKE = ("event_type", "date_start", "date_end", "border", "from_country", "to_country", "place_name", "where_prec")
USUAL = {"modality": "actual", "lasted": "false"}
DECIMALS = 5
STATES = ("new", "changed", "same", "wrong")


@dataclass(frozen=True, slots=True)
class Wrong:
    column: str
    message: str


@dataclass(frozen=True, slots=True)
class Change:
    column: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Line:
    """`values` are the incident's fields, typed; `place` is the spot as one types it; `version` is the incident's that was compared; `same_as` is an earlier line."""

    number: int
    told: Mapping[str, str]
    values: Mapping[str, Any] = field(default_factory=dict)
    place: str = ""
    claim: Mapping[str, str] = field(default_factory=dict)
    incident: int | None = None
    version: int | None = None
    same_as: int | None = None
    changes: tuple[Change, ...] = ()
    wrongs: tuple[Wrong, ...] = ()

    @property
    def state(self) -> str:
        if self.wrongs:
            return "wrong"
        if self.changes:
            return "changed"
        return "same" if self.incident or self.same_as else "new"


def tally_of(lines: Iterable[Line]) -> dict[str, int]:
    """How many lines are in each state."""
    counted = Counter(line.state for line in lines)
    return {state: counted[state] for state in STATES}


def lines_of(sheet: Sheet) -> list[Line]:
    read = [_typed(number, told) for number, told in sheet.lines]
    held, alike, seen = _held(read), _alike(read), {}
    found = []
    for line in read:
        key = _key(line.values) if not line.wrongs else None
        one = _compared(line, held, alike.get(key) if key else None, seen.get(key) if key else None)
        if key and one.state == "new":
            seen[key] = line.number
        found.append(one)
    return found


def _typed(number: int, told: Mapping[str, str]) -> Line:
    values, wrongs = {}, []
    for column, name in FIELDS.items():
        if column not in told:
            continue
        try:
            values[name] = typed("incident", name, told[column] or USUAL.get(column, ""))
        except Refused as refused:
            wrongs.append(Wrong(column, str(refused).removeprefix(f"{name}: ")))
    wrongs += _wrong_spot(told, values) + _wrong_claim(told)
    if not wrongs:
        wrongs += _contradictions(values)
    place = ", ".join(filter(None, (told.get(name, "") for name in SPOT)))
    claim = {name: told[column] for column, name in CLAIM.items() if told.get(column)}
    return Line(number, told, values, place, claim, wrongs=tuple(wrongs))


def _wrong_spot(told: Mapping[str, str], values: Mapping[str, Any]) -> list[Wrong]:
    limits = {"latitude": (-90.0, 90.0), "longitude": (-180.0, 180.0), "radius_km": (0.001, 2000.0)}
    wrongs = [
        Wrong(name, f"give a number from {limits[name][0]:g} to {limits[name][1]:g}")
        for name in SPOT
        if told.get(name) and not _within(told[name], *limits[name])
    ]
    if bool(told.get("latitude")) != bool(told.get("longitude")):
        wrongs.append(Wrong("latitude", "give latitude and longitude, or neither"))
    if told.get("latitude") and values.get("where_prec") not in AT_POINTS:
        wrongs.append(Wrong("where_prec", f"a point wants one of {', '.join(map(str, AT_POINTS))}"))
    return wrongs


def _within(text: str, low: float, high: float) -> bool:
    try:
        return low <= float(text) <= high
    except ValueError:
        return False


def _wrong_claim(told: Mapping[str, str]) -> list[Wrong]:
    wrongs = []
    for column, name in CLAIM.items():
        try:
            if told.get(column):
                typed("claim", name, told[column])
        except Refused as refused:
            wrongs.append(Wrong(column, str(refused).removeprefix(f"{name}: ")))
    has_figure = any(told.get(column) for column in ("figure_low", "figure_high"))
    if has_figure and not told.get("figure_kind"):
        wrongs.append(Wrong("figure_kind", "say what the figure counts"))
    return wrongs


def _contradictions(values: Mapping[str, Any]) -> list[Wrong]:
    try:
        check(Incident(**values))
    except Refused as refused:
        column = next((column for column, name in FIELDS.items() if name == refused.field), refused.field)
        return [Wrong(column, str(refused).removeprefix(f"{refused.field}: "))]
    return []


def _key(values: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(plain(values.get(name)) or "" for name in ALIKE)


def _held(lines: list[Line]) -> dict[int, Incident]:
    """The incidents that the file names by number."""
    numbers = {int(told) for line in lines if (told := line.told.get("id", "")).isdigit() and len(told) < 19}
    return {one.pk: one for one in _whole().filter(pk__in=numbers)}


def _alike(lines: list[Line]) -> dict[tuple[Any, ...], Incident]:
    types = {line.values.get("event_type") for line in lines}
    days = {line.values.get("date_start") for line in lines}
    near = _whole().filter(event_type__in=types - {None})
    found = [*near.filter(date_start__in=days - {None}), *(near.filter(date_start=None) if None in days else ())]
    return {_key({name: getattr(one, name) for name in ALIKE}): one for one in found}


def _whole() -> Any:
    return Incident.objects.filter(merged_into=None).select_related("border").prefetch_related("claims")


def _compared(line: Line, held: Mapping[int, Incident], alike: Incident | None, before: int | None) -> Line:
    told = line.told.get("id", "")
    if told and not told.isdigit():
        return replace(line, wrongs=(*line.wrongs, Wrong("id", "give the number of an incident, or nothing")))
    one = held.get(int(told)) if told else None
    if one is None and not line.wrongs:
        return replace(line, incident=alike.pk if alike else None, same_as=before)
    if one is None or line.wrongs:
        return line
    changes, wrongs = tuple(_changes(line, one)), tuple(_stale(line, one))
    return replace(line, incident=one.pk, version=one.version, changes=changes, wrongs=wrongs)


def _changes(line: Line, one: Incident) -> Iterator[Change]:
    for column, name in FIELDS.items():
        if name in line.values and plain(line.values[name]) != plain(getattr(one, name)):
            yield Change(column, plain(getattr(one, name)), plain(line.values[name]))


def _stale(line: Line, one: Incident) -> Iterator[Wrong]:
    """What a file cannot change of an incident that is here."""
    moment = one.updated_at.isoformat(timespec="seconds")
    if list(_changes(line, one)) and line.told.get("changed_at") not in ("", None, moment):
        yield Wrong("changed_at", f"somebody changed it since, at {moment}; make a new file")
    figure = ledger.figure(one)
    kept = {
        "figure_kind": figure.kind,
        "figure_low": figure.low,
        "figure_high": figure.high,
        "figure_unit": figure.unit,
    }
    if one.geometry is not None and one.geometry.geom_type == "Point":
        kept |= {"latitude": round(one.geometry.y, DECIMALS), "longitude": round(one.geometry.x, DECIMALS)}
    kept["radius_km"] = one.radius_km
    for column in (*SPOT, *CLAIM):
        if column in line.told and line.told[column] != _cell(kept.get(column)):
            yield Wrong(column, f"it is {_cell(kept.get(column)) or 'empty'} here; change it on the page of #{one.pk}")


def _cell(value: Any) -> str:
    return "" if value is None else str(value)
