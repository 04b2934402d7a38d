"""The main page: map, timeline and list of one and the same set of incidents."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from django.contrib.gis.db.models.functions import GeometryDistance
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from incidents import ledger
from incidents.filters import IncidentFilter
from incidents.models import Border, Evidence, Incident, Place
from incidents.models.choices import modalities, statuses
from incidents.parsing.knowledge.event_types import load_event_types
from incidents.templatetags.border import direction_words, when_words
from incidents.views.doors import sees

# More records than this are a picture nobody can read and a page that stalls; the page says how many it left out.
MOST_ON_MAP = 5000
IN_FIRST_PAGE = 100


@require_GET
@sees
def dashboard(request: HttpRequest) -> HttpResponse:
    chosen = IncidentFilter(request.GET, queryset=_seen_by(request))
    incidents = chosen.qs if chosen.is_valid() else Incident.objects.none()
    first = with_figures(incidents[:IN_FIRST_PAGE])
    return render(
        request,
        "incidents/dashboard.html",
        {
            "incidents": first,
            "total": incidents.count(),
            "no_place": incidents.filter(geometry=None).count(),
            "no_date": incidents.filter(date_start=None).count(),
            "errors": [error for errors in chosen.errors.values() for error in errors],
            "query": {**request.GET.dict(), **{name: request.GET.getlist(name) for name in LISTS}},
            "chips": _chips(request),
            "choices": _choices(),
            "api_url": reverse("api:incident-list"),
        },
    )


LISTS = ("event_type", "status", "modality")
CHIP_NAMES = {
    "border": "Border", "direction": "Direction", "actor": "Actor", "q": "Words", "from": "From", "to": "To",
    "event_type": "Type", "status": "Status", "modality": "Said to be", "country": "Country", "certain_only": "Certain days",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chip:
    name: str
    words: str
    without: str  # the query string that drops it


def _chips(request: HttpRequest) -> list[Chip]:
    chips = []
    for name, label in CHIP_NAMES.items():
        for value in filter(None, request.GET.getlist(name)):
            rest = request.GET.copy()
            rest.setlist(name, [v for v in rest.getlist(name) if v != value])
            chips.append(Chip(label, value, rest.urlencode()))
    return chips


def _choices() -> dict[str, Any]:
    used = Border.objects.filter(incidents__isnull=False).distinct()
    moves = Incident.objects.exclude(from_country="").exclude(to_country="").order_by("from_country", "to_country")
    pairs = moves.values_list("from_country", "to_country").distinct()
    return {
        "borders": [(border.code, border.name) for border in used],
        "directions": [(f"{a}>{b}", direction_words(Incident(from_country=a, to_country=b))) for a, b in pairs],
        "event_types": load_event_types(),
        "statuses": statuses(),
        "modalities": modalities(),
    }


def _seen_by(request: HttpRequest) -> QuerySet[Incident]:
    return Incident.objects.visible_to(request.user).for_map()


def with_figures(incidents: QuerySet[Incident]) -> list[Incident]:
    """The incidents with the computed figure and the family of their type, which lists show."""
    families = {kind.code: kind.family for kind in load_event_types()}
    rows = list(incidents.prefetch_related("claims__attributed_to"))
    for row in rows:
        row.figure = ledger.figure(row)  # type: ignore[attr-defined]
        row.family = families.get(row.event_type, "other")  # type: ignore[attr-defined]
    return rows


@require_GET
@sees
def map_incidents(request: HttpRequest) -> HttpResponse:
    """Every incident of the filter, without its period, in the form that `incidents.js` describes."""
    everything = _seen_by(request)
    chosen = IncidentFilter(request.GET, queryset=everything)
    if not chosen.is_valid():
        return JsonResponse({"errors": chosen.errors.get_json_data()}, status=400)
    total = chosen.qs.count()
    rows = [_on_map(incident) for incident in with_figures(chosen.qs.select_related("border")[:MOST_ON_MAP])]
    codes = {row["border"] for row in rows if row["where"]["kind"] == "section" or (row["from"] and row["to"])}
    sections = {border.code: _section(border) for border in Border.objects.filter(code__in=codes)}
    hidden = everything.count() - total
    return JsonResponse({"total": total, "hidden": hidden, "incidents": rows, "sections": sections})


def _on_map(incident: Incident) -> dict[str, Any]:
    figure = incident.figure  # type: ignore[attr-defined]
    return {
        "id": incident.pk,
        "type": incident.event_type,
        "label": incident.get_event_type_display(),
        "family": incident.family,  # type: ignore[attr-defined]
        "modality": incident.modality,
        "start": incident.date_start,
        "end": incident.date_end,
        "prec": incident.date_prec,
        "lasted": incident.lasted,
        "when": when_words(incident),
        "border": incident.border_id or "",
        "from": incident.from_country,
        "to": incident.to_country,
        "direction": direction_words(incident),
        "place": incident.place_name,
        "where": asdict(_shape(incident)),
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
    if incident.geometry.geom_type != "Point":
        return Shape("section")
    kind = "circle" if incident.radius_km else "point"
    return Shape(kind, incident.geometry.y, incident.geometry.x, incident.radius_km)


def _section(border: Border) -> dict[str, Any]:
    simple = border.section.simplify(0.01)
    parts = [simple] if simple.geom_type == "LineString" else list(simple)
    lines = [[(round(y, 4), round(x, 4)) for x, y in line.coords] for line in parts]
    return {
        "lines": lines,
        "a": border.country_a,
        "b": border.country_b,
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


@require_GET
@sees
def incident_drawer(request: HttpRequest, pk: int) -> HttpResponse:
    incident = get_object_or_404(Incident.objects.visible_to(request.user).select_related("border", "place"), pk=pk)
    _with_figure = with_figures(Incident.objects.filter(pk=incident.pk))[0]
    evidence = list(incident.evidence.select_related("report"))
    return render(
        request,
        "incidents/drawer.html",
        {
            "incident": _with_figure,
            "who": incident.participants.select_related("actor"),
            "claims": incident.claims.filter(withdrawn_at=None).select_related("attributed_to", "report__source"),
            "quotes": [_quote(one) for one in evidence if one.field == "itself"][:3],
            "why": {one.field: one.reason for one in evidence if one.reason},
        },
    )


@dataclass(frozen=True, slots=True)
class Quote:
    """Evidence with enough of its sentence around it to be understood."""

    before: str
    words: str
    after: str
    evidence: Evidence
    report: Any


AROUND = 140


def _quote(evidence: Evidence) -> Quote:
    text = evidence.report.text
    before = text[max(0, evidence.start - AROUND) : evidence.start].rpartition("\n")[2]
    after = text[evidence.end : evidence.end + AROUND].partition("\n")[0]
    return Quote(before, evidence.words, after, evidence, evidence.report)
