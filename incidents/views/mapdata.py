"""What the map page's scripts are told: incidents with honest shapes, and the border sections that they need."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.contrib.gis.db.models import GeometryField
from django.contrib.gis.db.models.functions import GeometryDistance
from django.db.models import Case, F, Func, QuerySet, TextField, When
from django.urls import reverse

from incidents import ledger
from incidents.models import Border, Incident, Place, TwinSuggestion
from incidents.parsing.knowledge.event_types import load_event_types
from incidents.templatetags.border import direction_words, when_words

# About a kilometre: finer than a pixel wherever a whole section is on screen.
SECTION_TOLERANCE = 0.01


def with_figures(incidents: QuerySet[Incident]) -> list[Incident]:
    """The incidents with the computed figure and the family of their type, which lists show."""
    families = {kind.code: kind.family for kind in load_event_types()}
    rows = list(incidents.prefetch_related("claims__attributed_to"))
    for row in rows:
        row.figure = ledger.figure(row)  # type: ignore[attr-defined]
        row.family = families.get(row.event_type, "other")  # type: ignore[attr-defined]
    return rows


def drawn(ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """By number, each incident in the form that `incidents.js` describes; a section's long line stays in the database."""
    held = Incident.objects.filter(pk__in=set(ids)).defer("geometry")
    rows = with_figures(
        held.annotate(shape=Func(F("geometry"), function="GeometryType", output_field=TextField()), spot=_spot())
    )
    groups = twin_groups(row.pk for row in rows)
    return {
        row.pk: {**_told(row, _seen_as(row.shape, row.spot, row.radius_km)), "twins": groups[row.pk]} for row in rows
    }  # type: ignore[attr-defined]


def _spot() -> Case:
    """The geometry where it is a point."""
    return Case(When(shape="POINT", then=F("geometry")), output_field=GeometryField(null=True))


def on_map(incidents: Iterable[Incident]) -> dict[str, Any]:
    """`incidents` and `sections` in the form that `incidents.js` describes; asks for rows that `with_figures` made."""
    held = list(incidents)
    groups = twin_groups(incident.pk for incident in held)
    rows = [{**_told(incident, _shape(incident)), "twins": groups.get(incident.pk, incident.pk)} for incident in held]
    codes = {row["border"] for row in rows if row["where"]["kind"] == "section" or (row["from"] and row["to"])}
    return {"incidents": rows, "sections": {b.code: section(b) for b in Border.objects.filter(code__in=codes)}}


def twin_groups(ids: Iterable[int]) -> dict[int, int]:
    """For incidents that are suggested or judged to be the same: the smallest number of their group."""
    wanted = set(ids)
    head = {pk: pk for pk in wanted}

    def root(pk: int) -> int:
        while head[pk] != pk:
            pk = head[pk]
        return pk

    alike = TwinSuggestion.objects.filter(verdict__in=("", "same"), first__in=wanted, second__in=wanted)
    for first, second in alike.values_list("first_id", "second_id"):
        low, high = sorted((root(first), root(second)))
        head[high] = low
    return {pk: root(pk) for pk in wanted}


def _told(incident: Incident, shape: Shape) -> dict[str, Any]:
    figure = incident.figure  # type: ignore[attr-defined]
    return {
        "id": incident.pk,
        "type": incident.event_type,
        "label": incident.get_event_type_display(),
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
        "unit": figure.unit,
        "status": incident.status,
        "url": reverse("incident", args=[incident.pk]),
    }


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


def section(border: Border) -> dict[str, Any]:
    simple = border.section.simplify(SECTION_TOLERANCE)
    parts = [simple] if simple.geom_type == "LineString" else list(simple)
    return {
        "lines": [[(round(y, 4), round(x, 4)) for x, y in line.coords] for line in parts],
        "toward": {code: _inside(border, code) for code in (border.country_a, border.country_b)},
        "name": border.name,
        "km": round(border.length_km),
    }


def _inside(border: Border, country: str) -> tuple[float, float]:
    """A spot on the country's side of the section's middle: the mean of its nearest places, so that arrows know their way."""
    middle = max(border.section, key=lambda line: line.length).interpolate_normalized(0.5)
    near = Place.objects.filter(country=country, point__isnull=False).order_by(GeometryDistance("point", middle))[:5]
    points = [place.point for place in near] or [middle]
    return sum(p.y for p in points) / len(points), sum(p.x for p in points) / len(points)
