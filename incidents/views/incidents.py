"""One incident with everything known of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from incidents import review
from incidents.access import Act
from incidents.models import Correction, Incident, Statement, TwinSuggestion
from incidents.resting import evidence_of
from incidents.views import facts
from incidents.views.dashboard import quotes
from incidents.views.doors import requires, sees
from incidents.views.mapdata import on_map, with_figures
from incidents.views.talk import talk_of
from incidents.views.wording import value_words

# A cue that sets itself against what somebody else said.
AGAINST = ("den", "reject", "dismiss", "refut", "disput", "disown", "contradict")


@require_GET
@sees
def incident(request: HttpRequest, pk: int) -> HttpResponse:
    get_object_or_404(Incident.objects.visible_to(request.user), pk=pk)
    seen = Incident.objects.filter(pk=pk).select_related("border", "place", "merged_into", "split_from__border")
    one = with_figures(seen.prefetch_related("participants__actor", "report_links"))[0]
    if one.merged_into:
        messages.info(request, f"Incident #{pk} is merged into this one.")
        return redirect("incident", pk=one.survivor.pk)
    evidence = evidence_of(one)
    claims = list(one.claims.select_related("attributed_to", "report__source"))
    reports = list(one.report_links.select_related("report__source").order_by("report__published_on", "report_id"))
    statements = list(one.statements.filter(withdrawn_at=None).select_related("speaker", "report__source"))
    corrections = Correction.objects.filter(record_kind="incident", record_id=pk).select_related("by")
    history = list(review.history(one)[:200])
    for each in history:
        each.words = [value_words(each.record_kind, each.field, value) for value in (each.before, each.after)]  # type: ignore[attr-defined]
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
        "merged": one.members()[1:],
        "split_off": one.split_off.exclude(status__in=("rejected", "withdrawn")).filter(merged_into=None),
        "talk": talk_of(one),
        "history": history,
        "undoable": _undoable(history),
        "shapes": on_map([one]),
        "has_shape": one.geometry is not None,
        "statuses": [("confirmed", "Confirm"), ("disputed", "Dispute"), ("in_review", "Take into review"), ("rejected", "Reject"), ("withdrawn", "Withdraw")],
    }  # fmt: skip
    return render(request, "incidents/incident.html", context)


def _undoable(history: Iterable[Correction]) -> set[int]:
    """Only the newest change of a field can be undone, and an undoing is not undone again."""
    newest: dict[tuple[str, int, str], Correction] = {}
    for one in history:
        newest.setdefault((one.record_kind, one.record_id, one.field), one)
    return {one.pk for one in newest.values() if one.by_id and one.undoes_id is None and one.field not in review.TOLD}


def _twins(one: Incident) -> list[tuple[TwinSuggestion, Incident]]:
    asked = ~Q(verdict="") | Q(score__gt=0)  # a person's verdict on others, taken back, is no suggestion
    pairs = TwinSuggestion.objects.filter(Q(first=one) | Q(second=one)).filter(asked)
    held = pairs.select_related("first__border", "second__border")
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
