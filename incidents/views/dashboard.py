"""The main page: map, timeline and list of one and the same set of incidents."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from incidents.cube.current import answers
from incidents.cube.question import Scope
from incidents.filters import IncidentFilter
from incidents.models import Border, Evidence, Incident
from incidents.models.choices import modalities, statuses, where_precisions
from incidents.parsing.knowledge.event_types import load_event_types
from incidents.templatetags.border import country_name, direction_words
from incidents.views.chips import chips_of
from incidents.views.doors import sees
from incidents.views.mapdata import on_map, with_figures

# More records than this are a picture nobody can read and a page that stalls; the page says how many it left out.
MOST_ON_MAP = 5000
IN_FIRST_PAGE = 100


@require_GET
@sees
def dashboard(request: HttpRequest) -> HttpResponse:
    chosen = IncidentFilter(request.GET, queryset=_seen_by(request))
    incidents = chosen.qs if chosen.is_valid() else Incident.objects.none()
    choices = _choices()
    return render(
        request,
        "incidents/dashboard.html",
        {
            "incidents": with_figures(incidents[:IN_FIRST_PAGE]),
            "total": incidents.count(),
            "no_place": incidents.filter(geometry=None).count(),
            "no_date": incidents.filter(date_start=None).count(),
            "errors": [error for errors in chosen.errors.values() for error in errors],
            "query": {**request.GET.dict(), **{name: request.GET.getlist(name) for name in LISTS}},
            "chips": chips_of(request.GET, _chip_words(choices)),
            "choices": choices,
            "api_url": reverse("api:incident-list"),
            "types": [{"code": kind.code, "label": kind.label, "family": kind.family} for kind in load_event_types()],
            "bounds": json.dumps(_bounds(chosen) if chosen.is_valid() else None),
        },
    )


LISTS = ("event_type", "status", "modality", "where_prec")
ORDERS = (
    ("newest", "newest first"),
    ("oldest", "oldest first"),
    ("people", "most people first"),
    ("unsure", "least sure first"),
)
CHIP_TABLES = {
    "border": "borders", "country": "countries", "direction": "directions", "status": "statuses", "modality": "modalities",
    "where_prec": "precisions",
}  # fmt: skip


def _bounds(chosen: IncidentFilter) -> tuple[float, float, float, float] | None:
    """West, south, east, north of the whole set, so that the page's first question is of the right view."""
    with answers() as ask:
        found = ask.bounds(chosen.question(Scope.MAP))
    return (found.west, found.south, found.east, found.north) if found else None


def _chip_words(choices: dict[str, Any]) -> dict[str, dict[str, str]]:
    return {
        **{name: dict(choices[table]) for name, table in CHIP_TABLES.items()},
        "event_type": {kind.code: kind.label for kind in choices["event_types"]},
    }  # fmt: skip


def _choices() -> dict[str, Any]:
    used = list(Border.objects.filter(incidents__isnull=False).distinct().order_by("name"))
    sides = {code for border in used for code in (border.country_a, border.country_b)}
    moves = Incident.objects.exclude(from_country="").exclude(to_country="").order_by("from_country", "to_country")
    pairs = moves.values_list("from_country", "to_country").distinct()
    return {
        "borders": [(border.code, border.name) for border in used],
        "countries": sorted(((code, country_name(code)) for code in sides), key=lambda pair: pair[1]),
        "directions": [(f"{a}>{b}", direction_words(Incident(from_country=a, to_country=b))) for a, b in pairs],
        "event_types": load_event_types(),
        "statuses": statuses(),
        "modalities": modalities(),
        "precisions": [(str(code), words) for code, words in where_precisions()],
        "orders": ORDERS,
    }


def _seen_by(request: HttpRequest) -> QuerySet[Incident]:
    """Things done or ordered; what was only supposed or denied comes when it is asked for."""
    seen = Incident.objects.visible_to(request.user)
    return seen.current() if request.GET.get("modality") else seen.for_map()


@require_GET
@sees
def map_incidents(request: HttpRequest) -> HttpResponse:
    """Every incident of the filter, without its period, in the form that `incidents.js` describes."""
    everything = _seen_by(request)
    chosen = IncidentFilter(request.GET, queryset=everything)
    if not chosen.is_valid():
        return JsonResponse({"errors": chosen.errors.get_json_data()}, status=400)
    total = chosen.qs.count()
    told = on_map(with_figures(chosen.qs[:MOST_ON_MAP]))
    return JsonResponse({"total": total, "hidden": everything.count() - total, **told})


@require_GET
@sees
def incident_drawer(request: HttpRequest, pk: int) -> HttpResponse:
    get_object_or_404(Incident.objects.visible_to(request.user), pk=pk)
    incident = with_figures(Incident.objects.filter(pk=pk).select_related("border", "place"))[0]
    evidence = list(incident.evidence.select_related("report__source"))
    context = {
        "incident": incident,
        "who": incident.participants.select_related("actor"),
        "claims": incident.claims.filter(withdrawn_at=None).select_related("attributed_to", "report__source"),
        "quotes": quotes(evidence),
        "why": {one.field: one.reason for one in evidence if one.reason},
    }
    return render(request, "incidents/drawer.html", context)


@dataclass(frozen=True, slots=True)
class Quote:
    """Evidence with enough of its sentence around it to be understood."""

    before: str
    words: str
    after: str
    evidence: Evidence
    report: Any


AROUND = 160


def quotes(evidence: list[Evidence], most: int = 3) -> list[Quote]:
    """The sentences that an incident as a whole rests on."""
    return [_quote(one) for one in evidence if one.field == "itself"][:most]


def _quote(evidence: Evidence) -> Quote:
    text = evidence.report.text
    before = text[max(0, evidence.start - AROUND) : evidence.start].rpartition("\n")[2]
    after = text[evidence.end : evidence.end + AROUND].partition("\n")[0]
    if evidence.start > AROUND and len(before) == AROUND:
        before = "… " + before.partition(" ")[2]
    if len(after) == AROUND:
        after = after.rpartition(" ")[0] + " …"
    return Quote(before, evidence.words, after, evidence, evidence.report)
