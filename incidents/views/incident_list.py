"""The list of incidents: dense, with facets, chips, columns of one's choice, and files of what it shows."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_GET

from incidents.cube.answers import ALL_FACETS, Facets
from incidents.cube.current import answers
from incidents.cube.question import Question, Scope
from incidents.exports import formats_of
from incidents.models import Border, Incident
from incidents.parsing.knowledge.event_types import load_event_types
from incidents.templatetags.border import country_name, way_words
from incidents.views import columns
from incidents.views.chips import chips_of, coded
from incidents.views.doors import sees
from incidents.views.facets import Facet, facet_of
from incidents.views.lists import INCIDENTS
from incidents.views.mapdata import with_figures
from incidents.views.paging import LOOK, sliced, without

# Words of the address that the form above the list does not show, and must not lose.
KEPT = (
    "event_type", "family", "border", "status", "modality", "country", "direction", "from_country", "to_country", "where", "when",
    "where_prec", "report", "role", "place", "bbox", "min_confidence", "certain_only", "ids", "tag", "sort", "column",
    "date_prec", "part_of_day", "lasted", "actor_role", "actor_sector", "actor_kind", "actor_country", "claim_kind", "claim_basis",
    "claim_comparator",
)  # fmt: skip


@require_GET
@sees
def incident_list(request: HttpRequest) -> HttpResponse:
    chosen = INCIDENTS.choose(request.user, request.GET)
    page = sliced(request.GET, INCIDENTS, chosen)
    words = labels()
    shown = columns.chosen(request.GET, columns.INCIDENT)
    total, counts = _counted(None if chosen.errors else chosen.filter.question(Scope.LIST))
    context = {
        "page": page, "incidents": shown_rows([one.pk for one in page.rows]), "total": total, "query": request.GET,
        "heads": columns.heads(request.GET, shown, INCIDENTS.order(request.GET.get("sort", ""))), "columns": columns.INCIDENT,
        "in_use": {one.name for one in shown}, "facets": _facets(request.GET, counts, words), "kept": KEPT,
        "chips": chips_of(request.GET, words), "filters": without(request.GET, *LOOK), "formats": formats_of(INCIDENTS.columns).items(),
        "errors": [*INCIDENTS.of_now(request.GET), *chosen.errors, *filter(None, [page.error])], "listed": INCIDENTS,
    }  # fmt: skip
    return render(request, "incidents/incidents.html", context)


def shown_rows(ids: list[int]) -> list[Incident]:
    """The incidents in this order, with everything that a row may show and without the long lines of sections."""
    held = Incident.objects.filter(pk__in=ids).select_related("border", "index")
    held = held.defer("geometry", "border__section", "index__words").annotate(report_count=Count("report_links"))
    found = {one.pk: one for one in with_figures(held.prefetch_related("participants__actor"))}
    return [found[pk] for pk in ids if pk in found]


def labels() -> dict[str, dict[str, str]]:
    return {**coded(), "border": dict(Border.objects.values_list("code", "name"))}


def _counted(question: Question | None) -> tuple[int, Facets]:
    """How many there are, and how many each further choice would leave; all of one moment."""
    if question is None:
        return 0, {}
    with answers() as ask:
        return ask.totals(question).n, ask.facets(question, ALL_FACETS)


def _facets(query: QueryDict, counts: Facets, words: dict[str, dict[str, str]]) -> list[Facet]:
    if not counts:
        return []
    families = {kind.code: kind.family for kind in load_event_types()}

    def one(name: str, label: str, called: Any, **more: Any) -> Facet:
        return facet_of(query, name, label, counts[name], called, **more)

    return [
        one("event_type", "What", words["event_type"], families=families),
        one("border", "Border", words["border"]),
        one("direction", "Direction", _way),
        one("country", "Country", country_name),
        one("where_prec", "Place known as", words["where_prec"]),
        one("date_prec", "Time known as", words["date_prec"]),
        one("part_of_day", "Part of the day", words["part_of_day"]),
        one("lasted", "Went on", words["lasted"]),
        one("status", "Status", words["status"]),
        one("modality", "Said to be", words["modality"]),
    ]


def _way(direction: str) -> str:
    start, _, end = direction.partition(">")
    return way_words(start, end)
