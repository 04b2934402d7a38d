"""Correcting one field, in place or on a page of its own, and taking a correction back."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from incidents import review
from incidents.access import Act
from incidents.models import Actor, Border, Claim, Correction, Incident, Participant, Report, ReportIncident, Statement
from incidents.models import choices as tables
from incidents.views.doors import requires, with_form
from incidents.views.facts import label_of

MODELS: dict[str, type[models.Model]] = {
    "incident": Incident, "claim": Claim, "statement": Statement, "participant": Participant, "report": Report, "actor": Actor,
    "link": ReportIncident,
}  # fmt: skip


def _options(kind: str, field: str) -> list[tuple[Any, str]]:
    """The allowed values of a field that has a list of them."""
    found = {
        "event_type": tables.event_types, "modality": tables.modalities, "date_prec": tables.date_precisions,
        "part_of_day": tables.parts_of_day, "where_prec": tables.where_precisions, "comparator": tables.comparators,
        "basis": tables.bases, "medium": tables.media, "role": tables.actor_roles, "credibility": tables.credibilities,
        "kind": tables.claim_kinds if kind == "claim" else tables.statement_kinds, "sector": tables.sectors,
        **({"role": tables.report_roles} if kind == "link" else {}),
    }.get(field)  # fmt: skip
    if field == "border":
        return [("", "none clear"), *Border.objects.order_by("name").values_list("code", "name")]
    if field == "lasted":
        return [("true", "yes"), ("false", "no, some time within")]
    options: list[tuple[Any, str]] = list(found()) if found else []
    return [("", "—"), *options] if field in ("part_of_day", "medium", "date_prec", "where_prec", "sector") else options


def _typed(value: Any) -> Any:
    """As a person would type it into the form."""
    plain = review.plain(value)
    return plain.isoformat() if isinstance(plain, dt.date) else plain


@with_form
@requires(Act.CORRECT)
def edit(request: HttpRequest, kind: str, pk: int, field: str) -> HttpResponse:
    """One field: a small form that opens in its row, and the same form as a page without JavaScript."""
    if kind not in MODELS or field not in review.EDITABLE[kind]:
        raise Http404(f"There is no editable field {field} of {kind}.")
    record: Any = get_object_or_404(MODELS[kind], pk=pk)
    back = request.POST.get("next") or request.GET.get("next") or request.headers.get("Referer", "")
    back = back if url_has_allowed_host_and_scheme(back, {request.get_host()}) else _home(record)
    context: dict[str, Any] = {
        "kind": kind, "record": record, "field": field, "label": label_of(field), "next": back,
        "value": _typed(getattr(record, field)), "options": _options(kind, field), "is_day": field.startswith("date") and field != "date_prec",
        "version": getattr(record, "version", ""),
    }  # fmt: skip
    status = 200
    if request.method == "POST":
        try:
            version = request.POST.get("version", "")
            made = review.correct(
                record=record, field=field, value=request.POST.get("value", ""), by=request.user,
                reason=request.POST.get("reason", ""), expected_version=int(version) if version.isdigit() else None,
            )  # fmt: skip
        except review.Refused as refused:
            context |= {"problem": str(refused), "value": request.POST.get("value", "")}
            status = 422
        except review.Conflict as conflict:
            context |= {"conflict": conflict, "value": _typed(conflict.yours), "version": conflict.version}
            status = 409
        else:
            if made:
                messages.success(request, f"Saved: {context['label'].lower()}.", extra_tags=str(made.pk))
            else:
                messages.info(request, "That is what it said already; nothing was changed.")
            if request.htmx:
                return HttpResponse(headers={"HX-Redirect": back})
            return redirect(back)
    template = "incidents/edit_form.html" if request.htmx else "incidents/edit.html"
    return render(request, template, context, status=status)


def _home(record: Any) -> str:
    if isinstance(record, Incident):
        return reverse("incident", args=[record.pk])
    if isinstance(record, Claim | Participant | ReportIncident):
        return reverse("incident", args=[record.incident_id])
    if isinstance(record, Statement):
        return reverse("report", args=[record.report_id])
    return reverse("report", args=[record.pk]) if isinstance(record, Report) else reverse("dashboard")


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
