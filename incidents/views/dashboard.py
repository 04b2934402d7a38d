"""The main page: map, timeline and list of one and the same set of incidents."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from incidents.cube.answers import Answers, Order
from incidents.cube.current import answers
from incidents.cube.question import Question, Scope
from incidents.filters import IncidentFilter, problems_of
from incidents.models import Border, Evidence, Incident
from incidents.models.choices import modalities, statuses, where_precisions
from incidents.parsing.knowledge.event_types import load_event_types
from incidents.templatetags.border import country_name, way_words
from incidents.views.chips import chips_of
from incidents.views.doors import sees
from incidents.views.lists import MAP
from incidents.views.mapdata import with_figures

IN_FIRST_PAGE = 50


@require_GET
@sees
def dashboard(request: HttpRequest) -> HttpResponse:
    chosen = IncidentFilter(request.GET)
    asked = chosen.question(Scope.MAP) if chosen.is_valid() else None
    with answers() as ask:
        choices = _choices(ask)
        first = _first(ask, asked) if asked else {"total": 0, "bounds": "null"}
    return render(
        request,
        "incidents/dashboard.html",
        {
            **first,
            "errors": [*MAP.of_now(request.GET), *problems_of(chosen)],
            "query": {**request.GET.dict(), **{name: request.GET.getlist(name) for name in LISTS}},
            "chips": chips_of(request.GET, _chip_words(choices)),
            "choices": choices,
            "map_credit": settings.TILES_CREDIT or "Natural Earth, GeoNames",
            "api_url": reverse("api:incident-list"),
            "types": [{"code": kind.code, "label": kind.label, "family": kind.family} for kind in load_event_types()],
        },
    )


def _first(ask: Answers, question: Question) -> dict[str, Any]:
    """What stands in the page before any script: the newest incidents, the numbers, and the bounds of the whole set."""
    totals, bounds = ask.totals(question), ask.bounds(question)
    ids = ask.page(question, Order.NEWEST, IN_FIRST_PAGE).ids
    held = {one.pk: one for one in with_figures(Incident.objects.filter(pk__in=ids).defer("geometry"))}
    return {
        "incidents": [held[pk] for pk in ids if pk in held],
        "total": totals.n,
        "total_words": f"{totals.n:,}",
        "no_place": totals.no_place,
        "no_date": totals.no_date,
        "bounds": json.dumps([bounds.west, bounds.south, bounds.east, bounds.north] if bounds else None),
    }


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


def _chip_words(choices: dict[str, Any]) -> dict[str, dict[str, str]]:
    return {
        **{name: dict(choices[table]) for name, table in CHIP_TABLES.items()},
        "event_type": {kind.code: kind.label for kind in choices["event_types"]},
    }  # fmt: skip


def _choices(ask: Answers) -> dict[str, Any]:
    """What the filter offers: of borders, countries and directions those that some incident has."""
    used = {name: [value for value, _n in found] for name, found in ask.facets(Question(scope=Scope.MAP)).items()}
    borders = Border.objects.filter(code__in=used["border"]).order_by("name")
    moves = [(way, *way.split(">")) for way in sorted(used["direction"])]
    return {
        "borders": list(borders.values_list("code", "name")),
        "countries": sorted(((code, country_name(code)) for code in used["country"]), key=lambda pair: pair[1]),
        "directions": [(way, way_words(a, b)) for way, a, b in moves],
        "event_types": load_event_types(),
        "statuses": statuses(),
        "modalities": modalities(),
        "precisions": [(str(code), words) for code, words in where_precisions()],
        "orders": ORDERS,
    }


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
