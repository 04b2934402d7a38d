"""What the map page's scripts are told: incidents with honest shapes, and the border sections that they need."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from django.contrib.gis.db.models import GeometryField
from django.db.models import Case, F, Func, QuerySet, TextField, When
from django.urls import reverse

from incidents import ledger
from incidents.cube.answers import Answers
from incidents.cube.kept import made
from incidents.cube.sql import SqlAnswers
from incidents.models import Incident
from incidents.parsing.knowledge.codes import BARE_UNITS, NOT_PEOPLE
from incidents.parsing.knowledge.event_types import load_event_types
from incidents.templatetags.border import direction_words, when_words
from incidents.views.shapes import NEAR, shapes


def with_figures(incidents: QuerySet[Incident]) -> list[Incident]:
    """The incidents with the computed figure and the family of their type, which lists show."""
    families = {kind.code: kind.family for kind in load_event_types()}
    rows = list(incidents.prefetch_related("claims__attributed_to"))
    for row in rows:
        row.figure = ledger.figure(row)  # type: ignore[attr-defined]
        row.family = families.get(row.event_type, "other")  # type: ignore[attr-defined]
    return rows


def drawn(ask: Answers, ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """By number, each incident in the form that `incidents.js` describes; a section's long line stays in the database."""
    wanted = list(dict.fromkeys(ids))
    rows = made(ask.kept, "map", wanted, _drawn)
    return {row["id"]: row for row in _with_groups(ask, rows)}


def _with_groups(ask: Answers, rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Likely twins of the list, and those of the flow that an incident's figure is added up in: only who is counted there links them."""
    alike = ask.twins([row["id"] for row in rows])
    flows = {row["id"]: f"{row['border']} {row['from']} {row['to']}" for row in rows if row["counts"]}
    once = ask.twins(list(flows), flows)
    return ({**row, "twins": alike[row["id"]], "counts": once.get(row["id"])} for row in rows)


def _drawn(ids: list[int]) -> Iterator[tuple[int, dict[str, Any]]]:
    held = Incident.objects.filter(pk__in=ids).defer("geometry")
    shape = Func(F("geometry"), function="GeometryType", output_field=TextField())
    for row in with_figures(held.annotate(shape=shape, spot=_spot())):
        yield row.pk, _told(row, _seen_as(row.shape, row.spot, row.radius_km))  # type: ignore[attr-defined]


def _spot() -> Case:
    """The geometry where it is a point."""
    return Case(When(shape="POINT", then=F("geometry")), output_field=GeometryField(null=True))


def on_map(incidents: Iterable[Incident]) -> dict[str, Any]:
    """`incidents` and `sections` in the form that `incidents.js` describes; asks for rows that `with_figures` made."""
    rows = list(_with_groups(SqlAnswers(), [_told(incident, _shape(incident)) for incident in incidents]))
    codes = {row["border"] for row in rows if row["where"]["kind"] == "section" or (row["from"] and row["to"])}
    return {"incidents": rows, "sections": shapes(codes, NEAR)}


def _told(incident: Incident, shape: Shape) -> dict[str, Any]:
    figure = incident.figure  # type: ignore[attr-defined]
    return {
        "id": incident.pk,
        "type": incident.event_type,
        "label": _labels()[incident.event_type],
        "family": incident.family,  # type: ignore[attr-defined]
        "modality": incident.modality,
        "start": incident.date_start,
        "end": incident.date_end,
        "lasted": incident.lasted,
        "night": incident.part_of_day in ("night", "evening", "early_hours"),
        "part": incident.part_of_day,
        "when": when_words(incident),
        "border": incident.border_id or "",
        "from": incident.from_country,
        "to": incident.to_country,
        "direction": direction_words(incident),
        "place": incident.place_name,
        "where": asdict(shape),
        "figure": figure.words,
        "low": figure.low,
        "high": figure.high,
        "counts": bool(figure.kind) and figure.kind not in NOT_PEOPLE and incident.modality == "actual",
        "unit": "people" if figure.unit in BARE_UNITS else figure.unit,
        "says": ", ".join(_speakers(incident)),
        "status": incident.status,
        "url": _address(incident.pk),
    }


def _speakers(incident: Incident) -> list[str]:
    """Whose figures stand in its claims, each once; the reports' own voice is nobody's."""
    claims = [claim for claim in incident.claims.all() if claim.withdrawn_at is None and claim.attributed_to]
    return list(dict.fromkeys(claim.attributed_to.name for claim in claims))


@cache
def _labels() -> dict[str, str]:
    return {kind.code: kind.label for kind in load_event_types()}


@cache
def _pattern() -> tuple[str, str]:
    """What stands before and after the number in the address of an incident's page."""
    before, _, after = reverse("incident", args=[0]).rpartition("0")
    return before, after


def _address(pk: int) -> str:
    before, after = _pattern()
    return f"{before}{pk}{after}"


@dataclass(frozen=True, slots=True)
class Shape:
    kind: str  # point circle section none
    lat: float | None = None
    lon: float | None = None
    km: float | None = None


def _shape(incident: Incident) -> Shape:
    """What may honestly be drawn for an incident: never more exact than its words."""
    if incident.geometry is None:
        return Shape("none")
    return _seen_as(incident.geometry.geom_type.upper(), incident.geometry, incident.radius_km)


def _seen_as(kind: str | None, spot: Any, radius_km: float | None) -> Shape:
    if kind is None:
        return Shape("none")
    return Shape("circle" if radius_km else "point", spot.y, spot.x, radius_km) if kind == "POINT" else Shape("section")
