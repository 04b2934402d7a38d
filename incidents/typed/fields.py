"""One thing typed, as the fields of a record that it sets: "3-5 Jul" is five of them, ">1000 soldiers" four."""

from __future__ import annotations

import datetime as dt
from typing import Any

from incidents.models import Claim, Incident
from incidents.parsing.knowledge.world import load_world
from incidents.typed.days import read_days
from incidents.typed.figures import read_figure
from incidents.typed.places import candidates, place_typed, prec_of
from incidents.typed.ways import read_way

Values = dict[str, Any]
SECTION = "section"  # typed for a place: somewhere along the border


def fields_of(record: Any, name: str, typed: str) -> Values:
    """What `name` sets, by field; a name that stands for no more than itself is given back. ValueError says what would do."""
    read = (
        _INCIDENT.get(name) if isinstance(record, Incident) else _CLAIM.get(name) if isinstance(record, Claim) else None
    )
    return read(record, typed) if read else {name: typed}


def _when(incident: Incident, typed: str) -> Values:
    days = read_days(typed, incident.date_start or _told_on(incident))
    values: Values = {"date_start": _iso(days.first), "date_end": _iso(days.last), "date_prec": days.prec or ""}
    if days.part_of_day is not None:
        values["part_of_day"] = days.part_of_day
    return values if days.lasted is None else {**values, "lasted": days.lasted}


def _told_on(incident: Incident) -> dt.date:
    """The day that a report's words count from."""
    told = incident.reports.exclude(published_on=None).order_by("published_on").values_list("published_on", flat=True)
    return told.first() or incident.created_at.date()


def _iso(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def _spot(incident: Incident, typed: str) -> Values:
    """A place of the gazetteer or of the map with the precision it allows; any other name stays a name without a point."""
    if typed == SECTION:
        if incident.border is None:
            raise ValueError("say first which border it is")
        return {"place": "", "where_prec": 5}
    likely = candidates(typed, incident.border_id or "", (incident.from_country, incident.to_country))
    if not likely and typed and not any(letter.isdigit() for letter in typed):
        return {"place": "", "place_name": typed}
    place = place_typed(likely[0].value if likely and "," not in typed else typed)
    if place is None:
        return {"place": "", "place_name": ""}
    return {"place": str(place.pk), "where_prec": prec_of(place)}


def _border(_incident: Incident, typed: str) -> Values:
    """By its code, its name or its two countries."""
    code = "-".join(sorted(typed.strip().upper().split("-")))
    world = load_world()
    return {"border": code if world.border(code) else world.border_named(typed) or typed}


def _way(incident: Incident, typed: str) -> Values:
    start, end = (incident.to_country, incident.from_country) if typed == "swap" else read_way(typed)
    return {"from_country": start, "to_country": end}


def _figure(_claim: Claim, typed: str) -> Values:
    read = read_figure(typed)
    ends: Values = {"low": _number(read.low), "high": _number(read.high), "comparator": read.comparator}
    return ends if read.unit is None else {**ends, "unit": read.unit}


def _number(value: Any) -> str:
    return "" if value is None else f"{value:f}"


_INCIDENT = {"when": _when, "spot": _spot, "border": _border, "way": _way}
_CLAIM = {"figure": _figure}
