"""Incidents in the codebook's JSON form, gold or read, as the measures see them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from incidents.parsing.evaluation.matching import kilometres, same_name, word_f1

_GROUPS = {
    "movement": "cross_border_retreat refugee_influx irregular_crossing pushback return border_death",
    "force": "incursion border_clash cross_border_fire border_attack border_seizure",
    "control": "border_closure border_reopening reinforcement",
    "crime": "smuggling detention",
    "talk": "diplomatic_contact",
    "other": "other",
}
GROUP_OF = {event_type: group for group, types in _GROUPS.items() for event_type in types.split()}
Figures = tuple[float | None, float | None]
SAME_PLACE_KM = 50


def _day(written: Any) -> dt.date | None:
    try:
        return dt.date.fromisoformat(str(written)[:10])
    except ValueError:
        return None


def _number(written: Any) -> float | None:
    return None if written in (None, "") else round(float(written), 3)


@dataclass(frozen=True, slots=True)
class Coded:
    """One incident with what the measures compare; `raw` is the JSON it came from."""

    raw: dict[str, Any]
    event_type: str
    family: str  # actual, ordered, other
    starts: dt.date | None
    ends: dt.date | None
    border: str
    direction: tuple[str, str]
    where_prec: int
    place: str
    point: tuple[float, float] | None
    claims: tuple[tuple[str, Figures], ...]
    actors: tuple[tuple[str, str], ...]  # (role, name)
    evidence: tuple[str, ...]

    @property
    def group(self) -> str:
        return GROUP_OF.get(self.event_type, "")

    @property
    def days(self) -> tuple[dt.date, dt.date] | None:
        first, last = self.starts or self.ends, self.ends or self.starts
        return (first, last) if first and last else None

    def days_apart(self, other: Coded) -> int | None:
        """0 where the two stretches overlap; None where one of them has no day."""
        if self.days is None or other.days is None:
            return None
        (a, b), (c, d) = self.days, other.days
        if a <= d and c <= b:
            return 0
        return min(abs((a - d).days), abs((c - b).days))

    def in_words(self) -> str:
        when = "/".join(str(day) for day in dict.fromkeys((self.starts, self.ends)))
        return f"{self.event_type} {when} {self.border or '-'}: “{' … '.join(self.evidence[:1])[:110]}”"


def coded(raw: dict[str, Any]) -> Coded:
    place = raw.get("place") or {}
    lat, lon = place.get("lat"), place.get("lon")
    modality = raw.get("modality") or "actual"
    return Coded(
        raw=raw,
        event_type=raw.get("event_type") or "",
        family=modality if modality in ("actual", "ordered") else "other",
        starts=_day(raw.get("date_start")),
        ends=_day(raw.get("date_end")),
        border=raw.get("border") or "",
        direction=(raw.get("from_country") or "", raw.get("to_country") or ""),
        where_prec=int(raw.get("where_prec") or 6),
        place=place.get("name") or "",
        point=(float(lat), float(lon)) if lat is not None and lon is not None else None,
        claims=tuple(
            (c.get("kind") or "", (_number(c.get("low")), _number(c.get("high")))) for c in raw.get("claims") or ()
        ),
        actors=tuple((a.get("role") or "", a.get("name") or "") for a in raw.get("actors") or ()),
        evidence=tuple(raw.get("evidence") or ()),
    )


def alike(gold: Coded, read: Coded) -> float:
    """How well two incidents fit each other; 0 where they cannot be the same one."""
    apart = gold.days_apart(read)
    if gold.family != read.family or gold.group != read.group or apart is None or apart > 1:
        return 0.0
    if gold.border and read.border and gold.border != read.border:
        return 0.0
    figures, seen = {f for _, f in gold.claims}, {f for _, f in read.claims}
    agreements = (gold.event_type == read.event_type) + (apart == 0) + (gold.border == read.border)
    return (
        1.0
        + agreements
        + len(figures & seen) / max(1, len(figures | seen))
        + 0.5 * (gold.starts == read.starts)
        + max((word_f1(a, b) for a in gold.evidence for b in read.evidence), default=0.0)
        + 0.5 * same_name(gold.place, read.place)
    )


def same_place(gold: Coded, read: Coded) -> bool:
    """Within 50 km or of one name; a line or country needs the same border and nearly the same precision."""
    if gold.where_prec <= 3:
        if gold.point and read.point:
            return kilometres(gold.point, read.point) <= SAME_PLACE_KM
        return same_name(gold.place, read.place)
    return abs(gold.where_prec - read.where_prec) <= 1 and gold.border == read.border


def fields_right(gold: Coded, read: Coded) -> dict[str, bool]:
    """Field by field, in the order of the table."""
    return {
        "type": gold.event_type == read.event_type,
        "date_start": gold.starts == read.starts,
        "date_end": gold.ends == read.ends,
        "date_prec": (gold.raw.get("date_prec") or "") == (read.raw.get("date_prec") or ""),
        "border": gold.border == read.border,
        "direction": gold.direction == read.direction,
        "role": (gold.raw.get("role") or "") == (read.raw.get("role") or ""),
        "where": same_place(gold, read),
    }


def is_hard_match(gold: Coded, read: Coded) -> bool:
    return gold.event_type == read.event_type and gold.days_apart(read) == 0 and gold.border == read.border
