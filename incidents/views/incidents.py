"""Incidents: the list with its facets, and one incident with everything known of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from incidents import review
from incidents.access import Act
from incidents.filters import IncidentFilter
from incidents.models import Border, Correction, Evidence, Incident, Statement, TwinSuggestion
from incidents.models import choices as tables
from incidents.parsing.knowledge.event_types import load_event_types
from incidents.views import facts
from incidents.views.chips import chips_of
from incidents.views.dashboard import quotes
from incidents.views.doors import requires, sees
from incidents.views.facets import Facet, facet
from incidents.views.mapdata import on_map, with_figures
from incidents.views.paging import listing

SORTS = {"newest": "-date_start", "oldest": "date_start", "changed": "-updated_at", "unsure": "confidence"}


@require_GET
@sees
def incident_list(request: HttpRequest) -> HttpResponse:
    chosen = _filtered(request, request.GET)
    rows = chosen.qs if chosen.is_valid() else Incident.objects.none()
    sort = request.GET.get("sort", "newest")
    column = SORTS.get(sort, "-date_start")
    order = F(column.lstrip("-")).desc(nulls_last=True) if column.startswith("-") else F(column).asc(nulls_last=True)
    page = listing(request, rows.order_by(order, "-id"))
    shown = Incident.objects.filter(pk__in=[one.pk for one in page.page]).select_related("border")
    words = _words()
    context = {
        "listing": page, "incidents": with_figures(shown.order_by(order, "-id")), "sort": sort if sort in SORTS else "newest", "sorts": SORTS,
        "facets": _facets(request, words) if chosen.is_valid() else [], "chips": chips_of(request.GET, words), "query": request.GET,
        "errors": [e for errors in chosen.errors.values() for e in errors], "filters": _without_page(request.GET),
    }  # fmt: skip
    return render(request, "incidents/incidents.html", context)


def _filtered(request: HttpRequest, query: QueryDict) -> IncidentFilter:
    """What was rejected, withdrawn or merged away is shown only to those who ask for its status."""
    everything = Incident.objects.visible_to(request.user)
    return IncidentFilter(query, queryset=everything if query.get("status") else everything.current())


def _without_page(query: QueryDict) -> str:
    kept = query.copy()
    for name in ("page", "sort"):
        kept.pop(name, None)
    return kept.urlencode()


def _words() -> dict[str, dict[str, str]]:
    return {
        "event_type": dict(tables.event_types()), "status": dict(tables.statuses()), "modality": dict(tables.modalities()),
        "border": dict(Border.objects.filter(incidents__isnull=False).distinct().values_list("code", "name")),
    }  # fmt: skip


def _facets(request: HttpRequest, words: dict[str, dict[str, str]]) -> list[Facet]:
    def rows(query: QueryDict) -> QuerySet[Incident]:
        return _filtered(request, query).qs  # type: ignore[no-any-return]

    families = {kind.code: kind.family for kind in load_event_types()}
    return [
        facet(request, "event_type", "What", "event_type", rows, words["event_type"], families),
        facet(request, "border", "Border", "border_id", rows, words["border"]),
        facet(request, "status", "Status", "status", rows, words["status"]),
        facet(request, "modality", "Said to be", "modality", rows, words["modality"]),
    ]


# A cue that sets itself against what somebody else said.
AGAINST = ("den", "reject", "dismiss", "refut", "disput", "disown", "contradict")


@require_GET
@sees
def incident(request: HttpRequest, pk: int) -> HttpResponse:
    get_object_or_404(Incident.objects.visible_to(request.user), pk=pk)
    seen = Incident.objects.filter(pk=pk).select_related("border", "place", "merged_into")
    one = with_figures(seen.prefetch_related("participants__actor", "report_links"))[0]
    evidence = _evidence(one)
    claims = list(one.claims.select_related("attributed_to", "report__source"))
    reports = list(one.report_links.select_related("report__source").order_by("report__published_on", "report_id"))
    statements = list(one.statements.filter(withdrawn_at=None).select_related("speaker", "report__source"))
    corrections = Correction.objects.filter(record_kind="incident", record_id=pk).select_related("by")
    history = list(review.history(one)[:200])
    context = {
        "incident": one,
        "facts": facts.of_incident(one, evidence, facts.standing(corrections)),
        "claims": [(claim, facts.of_claim(claim, evidence)) for claim in claims],
        "quotes": quotes([e for e in evidence if e.incident_id], most=6),
        "said": [s for s in statements if not _is_against(s)],
        "denied": [s for s in statements if _is_against(s)],
        "reports": reports,
        "origins": _origins(claims, reports),
        "twins": _twins(one),
        "history": history,
        "undoable": _undoable(history),
        "shapes": on_map([one]),
        "has_shape": one.geometry is not None,
        "statuses": [("confirmed", "Confirm"), ("disputed", "Dispute"), ("in_review", "Take into review"), ("rejected", "Reject"), ("withdrawn", "Withdraw")],
    }  # fmt: skip
    return render(request, "incidents/incident.html", context)


def _evidence(one: Incident) -> list[Evidence]:
    mine = Q(incident=one) | Q(claim__incident=one) | Q(participant__incident=one)
    return list(Evidence.objects.filter(mine).select_related("report__source"))


def _undoable(history: Iterable[Correction]) -> set[int]:
    """Only the newest change of a field can be undone, and an undoing is not undone again."""
    newest: dict[tuple[str, int, str], Correction] = {}
    for one in history:
        newest.setdefault((one.record_kind, one.record_id, one.field), one)
    return {one.pk for one in newest.values() if one.by_id and one.undoes_id is None and one.field != "itself"}


def _twins(one: Incident) -> list[tuple[TwinSuggestion, Incident]]:
    held = TwinSuggestion.objects.filter(Q(first=one) | Q(second=one)).select_related("first__border", "second__border")
    return [(twin, twin.second if twin.first_id == one.pk else twin.first) for twin in held.order_by("-score", "id")]


def _is_against(statement: Statement) -> bool:
    return statement.cue.lower().startswith(AGAINST)


def _origins(claims: Any, reports: Any) -> int:
    """Persons and bodies that the information comes from; an agency's own voice is one of its own."""
    named = {claim.attributed_to_id for claim in claims if claim.attributed_to_id}
    voices = {link.report.source_id or f"r{link.report_id}" for link in reports}
    return len(named) or len(voices)


@require_POST
@requires(Act.CORRECT)
def set_status(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(Incident.objects.visible_to(request.user), pk=pk)
    try:
        review.set_status(
            incident=one, status=request.POST.get("status", ""), by=request.user, reason=request.POST.get("reason", "")
        )
    except review.Refused as refused:
        messages.error(request, str(refused))
    return redirect("incident", pk=pk)


@require_POST
@requires(Act.CORRECT)
def judge_twin(request: HttpRequest, pk: int) -> HttpResponse:
    twin = get_object_or_404(TwinSuggestion, pk=pk)
    try:
        review.judge_twin(twin=twin, verdict=request.POST.get("verdict", ""), by=request.user)
    except review.Refused as refused:
        messages.error(request, str(refused))
    back = request.POST.get("next", "")
    return redirect(
        back
        if url_has_allowed_host_and_scheme(back, {request.get_host()})
        else reverse("incident", args=[twin.first_id])
    )
