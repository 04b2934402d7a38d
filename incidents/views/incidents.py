"""The incident list, one incident, and the acts of an editor on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from incidents import ledger, review
from incidents.access import Act
from incidents.filters import IncidentFilter
from incidents.held import corrected_fields
from incidents.models import (
    Actor,
    Border,
    Claim,
    Correction,
    Evidence,
    Incident,
    Participant,
    Report,
    Statement,
    TwinSuggestion,
)
from incidents.models import choices as tables
from incidents.parsing.knowledge.event_types import load_event_types
from incidents.views.doors import requires, sees
from incidents.views.mapdata import with_figures
from incidents.views.paging import listing

SORTS = {"newest": "-date_start", "oldest": "date_start", "changed": "-updated_at", "unsure": "confidence"}


@require_GET
@sees
def incident_list(request: HttpRequest) -> HttpResponse:
    everything = Incident.objects.visible_to(request.user)
    everything = everything if "status" in request.GET else everything.current()
    chosen = IncidentFilter(request.GET, queryset=everything)
    rows = chosen.qs if chosen.is_valid() else everything.none()
    sort = SORTS.get(request.GET.get("sort", ""), "-date_start")
    field = sort.lstrip("-")
    order = models.F(field).desc(nulls_last=True) if sort.startswith("-") else models.F(field).asc(nulls_last=True)
    page = listing(request, rows.select_related("border").order_by(order, "-id"))
    context = {
        "listing": page, "incidents": with_figures(rows.filter(pk__in=[one.pk for one in page.page]).select_related("border").order_by(order, "-id")),
        "errors": [e for errors in chosen.errors.values() for e in errors], "query": request.GET,
        "event_types": load_event_types(), "statuses": tables.statuses(), "sorts": SORTS,
        "borders": Border.objects.filter(incidents__isnull=False).distinct().defer("section"),
    }  # fmt: skip
    return render(request, "incidents/incidents.html", context)


@dataclass(frozen=True, slots=True)
class Row:
    """One field of a record as the page shows it: its value, whose word it is, and the words it rests on."""

    kind: str
    pk: int
    field: str
    label: str
    value: str
    evidence: Evidence | None
    person: Correction | None


LABELS = {
    "event_type": "What", "modality": "Said to be", "date_start": "First possible day", "date_end": "Last possible day",
    "date_prec": "Precision of the day", "part_of_day": "Part of the day", "lasted": "Lasted throughout", "border": "Border", "from_country": "From",
    "to_country": "To", "place_name": "Place", "where_prec": "Precision of the place",
}  # fmt: skip


def _shown(record: Any, field: str) -> str:
    display = getattr(record, f"get_{field}_display", None)
    value = display() if display else getattr(record, field)
    return "" if value is None else "yes" if value is True else "no" if value is False else str(value)


def _rows(incident: Incident) -> list[Row]:
    evidence = {e.field: e for e in reversed(list(incident.evidence.select_related("report")))}
    people = {
        c.field: c
        for c in Correction.objects.filter(record_kind="incident", record_id=incident.pk, by__isnull=False)
        .select_related("by")
        .order_by("id")
    }
    theirs = corrected_fields("incident", incident.pk)
    return [
        Row(
            "incident",
            incident.pk,
            name,
            label,
            _shown(incident, name),
            evidence.get(name),
            people.get(name) if name in theirs else None,
        )
        for name, label in LABELS.items()
    ]


@require_GET
@sees
def incident(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(
        Incident.objects.visible_to(request.user).select_related("border", "place", "merged_into"), pk=pk
    )
    twins = (
        TwinSuggestion.objects.filter(models.Q(first=one) | models.Q(second=one))
        .select_related("first__border", "second__border")
        .order_by("-score")
    )
    reports = one.report_links.select_related("report__source").order_by("report__published_on", "report_id")
    claims = one.claims.select_related("attributed_to", "report__source").prefetch_related("evidence__report")
    context = {
        "incident": one,
        "figure": ledger.figure(one),
        "rows": _rows(one),
        "claims": claims,
        "participants": one.participants.select_related("actor").prefetch_related("evidence__report"),
        "statements": one.statements.filter(withdrawn_at=None).select_related("speaker", "report"),
        "reports": reports,
        "origins": _origins(claims, reports),
        "twins": [(twin, twin.second if twin.first_id == one.pk else twin.first) for twin in twins],
        "history": review.history(one)[:100],
        "statuses": [("confirmed", "Confirm"), ("disputed", "Dispute"), ("in_review", "Take into review"), ("rejected", "Reject"), ("withdrawn", "Withdraw")],
    }  # fmt: skip
    return render(request, "incidents/incident.html", context)


def _origins(claims: Any, reports: Any) -> int:
    """Persons and bodies that the information comes from; an agency's own voice is one of its own."""
    named = {claim.attributed_to_id for claim in claims if claim.attributed_to_id}
    voices = {link.report.source_id or f"r{link.report_id}" for link in reports}
    return len(named) or len(voices)


MODELS: dict[str, type[models.Model]] = {
    "incident": Incident, "claim": Claim, "statement": Statement, "participant": Participant, "report": Report, "actor": Actor,
}  # fmt: skip


def _options(kind: str, field: str) -> list[tuple[Any, str]]:
    """The allowed values of a field that has a list of them."""
    found = {
        "event_type": tables.event_types, "modality": tables.modalities, "date_prec": tables.date_precisions,
        "part_of_day": tables.parts_of_day, "where_prec": tables.where_precisions, "comparator": tables.comparators,
        "basis": tables.bases, "medium": tables.media, "role": tables.actor_roles, "credibility": tables.credibilities,
        "kind": tables.claim_kinds if kind == "claim" else tables.statement_kinds, "sector": tables.sectors,
    }.get(field)  # fmt: skip
    if field == "border":
        return [("", "none clear"), *Border.objects.order_by("name").values_list("code", "name")]
    if field == "lasted":
        return [("true", "yes"), ("false", "no, some time within")]
    options: list[tuple[Any, str]] = list(found()) if found else []
    return [("", "—"), *options] if field in ("part_of_day", "medium", "date_prec", "where_prec", "sector") else options


@requires(Act.CORRECT)
def edit(request: HttpRequest, kind: str, pk: int, field: str) -> HttpResponse:
    """One field in place: a small form by htmx, the same form as a page without JavaScript."""
    if kind not in MODELS or field not in review.EDITABLE[kind]:
        raise Http404(f"There is no editable field {field} of {kind}.")
    record: Any = get_object_or_404(MODELS[kind], pk=pk)
    back = request.POST.get("next") or request.GET.get("next") or request.headers.get("Referer", "")
    back = back if url_has_allowed_host_and_scheme(back, {request.get_host()}) else _home(record)
    context: dict[str, Any] = {
        "kind": kind, "record": record, "field": field, "label": LABELS.get(field, field.replace("_", " ")), "next": back,
        "value": review.plain(getattr(record, field)), "options": _options(kind, field), "is_day": field.startswith("date") and field != "date_prec",
        "version": getattr(record, "version", ""),
    }  # fmt: skip
    status = 200
    if request.method == "POST":
        try:
            version = request.POST.get("version", "")
            review.correct(
                record=record, field=field, value=request.POST.get("value", ""), by=request.user,
                reason=request.POST.get("reason", ""), expected_version=int(version) if version.isdigit() else None,
            )  # fmt: skip
        except review.Refused as refused:
            context |= {"problem": str(refused), "value": request.POST.get("value", "")}
            status = 422
        except review.Conflict as conflict:
            context |= {"conflict": conflict, "value": conflict.yours, "version": conflict.version}
            status = 409
        else:
            messages.success(request, f"Saved: {context['label'].lower()}.")
            if request.htmx:
                return HttpResponse(headers={"HX-Redirect": back})
            return redirect(back)
    template = "incidents/edit_form.html" if request.htmx else "incidents/edit.html"
    return render(request, template, context, status=status)


def _home(record: Any) -> str:
    if isinstance(record, Incident):
        return reverse("incident", args=[record.pk])
    if isinstance(record, Claim | Participant):
        return reverse("incident", args=[record.incident_id])
    if isinstance(record, Statement):
        return reverse("report", args=[record.report_id])
    return reverse("report", args=[record.pk]) if isinstance(record, Report) else reverse("dashboard")


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
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    correction = get_object_or_404(Correction, pk=pk)
    try:
        review.undo(correction=correction, by=request.user)
        messages.success(request, "Undone.")
    except review.Refused as refused:
        messages.error(request, str(refused))
    back = request.POST.get("next", "")
    return redirect(back if url_has_allowed_host_and_scheme(back, {request.get_host()}) else reverse("dashboard"))


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
