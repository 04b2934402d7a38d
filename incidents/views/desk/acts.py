"""Deciding on an incident at the desk: accept, reject, withdraw a part, judge a twin, undo; then the next one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from incidents import review
from incidents.access import Act
from incidents.editable import plain
from incidents.models import Changeset, Claim, Incident, Participant, Statement, TwinSuggestion
from incidents.typed import read_figure
from incidents.views.desk.counted import counted
from incidents.views.desk.page import pace
from incidents.views.desk.reasons import remember
from incidents.views.desk.saving import MODELS, belongs, fresh
from incidents.views.doors import requires


@require_POST
@requires(Act.CORRECT)
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """One act on the incident; decisions lead to the address in `next`, all others back to the incident."""
    incident = get_object_or_404(Incident.objects.visible_to(request.user), pk=pk)
    name = request.POST.get("act", "")
    if name not in ACTS:
        raise Http404("There is no such act.")
    try:
        made = ACTS[name](request, incident)
    except review.Refused as refused:
        return _answer(request, {"problem": str(refused)}, _here(pk), 422)
    told = {"undo": made.pk if made else None, "title": made.title if made else "It stood so already."}
    incident.refresh_from_db(fields=["merged_into"])
    if incident.merged_into_id:
        return _answer(request, told, _here(incident.survivor.pk))
    if name in DECISIONS:
        return _answer(request, {**told, **pace(request)}, _next(request))
    return _answer(request, {**told, **(fresh(request, pk) if request.htmx else {})}, _here(pk))


def _here(pk: int) -> str:
    return reverse("review-one", args=[pk])


def _next(request: HttpRequest) -> str:
    asked = request.POST.get("next", "")
    return asked if url_has_allowed_host_and_scheme(asked, {request.get_host()}) else reverse("review")


def _answer(request: HttpRequest, told: dict[str, Any], to: str, status: int = 200) -> HttpResponse:
    if request.htmx:
        return JsonResponse({**told, "next": to}, status=status)
    if "problem" in told:
        messages.error(request, told["problem"])
    else:
        messages.success(request, told["title"])
    return redirect(to)


def _status(status: str) -> Callable[[HttpRequest, Incident], Changeset | None]:
    def set_it(request: HttpRequest, incident: Incident) -> Changeset | None:
        reason = _reason(request, "incident" if status == "rejected" else "")
        made = review.set_status(incident=incident, status=status, by=request.user, reason=reason)
        return made.changeset if made else None

    return set_it


def _reason(request: HttpRequest, kind: str) -> str:
    """What was given as the reason, offered first the next time that such a record is taken out."""
    reason = request.POST.get("reason", "").strip()
    if kind and reason:
        remember(request, kind, reason)
    return reason


def _withdraw(request: HttpRequest, incident: Incident) -> Changeset | None:
    """A claim or statement that the report does not bear out."""
    kind, pk = request.POST.get("kind", ""), request.POST.get("record", "")
    if kind not in ("claim", "statement") or not pk.isdigit():
        raise Http404("There is no such record.")
    record: Claim | Statement = get_object_or_404(MODELS[kind], pk=int(pk))
    if not belongs(record, incident):
        raise Http404("There is no such record of this incident.")
    return review.withdraw(record=record, by=request.user, reason=_reason(request, kind)).changeset


def _remove(request: HttpRequest, incident: Incident) -> Changeset | None:
    part = get_object_or_404(incident.participants, pk=_number(request.POST.get("record", "")))
    return review.remove_participant(part=part, by=request.user, reason=_reason(request, "participant")).changeset


def _enter(request: HttpRequest, incident: Incident) -> Changeset | None:
    """A figure or somebody who took part, by hand: without words of a report behind it."""
    value = request.POST.get("value", "").strip()
    with review.act(by=request.user) as made:
        if request.POST.get("kind") == "participant":
            role = request.POST.get("role", "")
            review.add_participant(incident=incident, actor=value, role=role, by=request.user, changeset=made)
        else:
            review.add_claim(incident=incident, by=request.user, changeset=made, **_figure(value, incident))
    return made


def _figure(value: str, incident: Incident) -> dict[str, Any]:
    try:
        read = read_figure(value)
    except ValueError as problem:
        raise review.Refused(f"{problem}.", "low") from problem
    ends = {"low": plain(read.low), "high": plain(read.high), "comparator": read.comparator}
    return {"kind": counted(incident), "unit": read.unit or "", **ends}


def _merge(request: HttpRequest, incident: Incident) -> Changeset | None:
    """The two of a suggestion are one: the older number stays."""
    twin = _twin(request, incident)
    with review.act(by=request.user) as made:
        review.merge(survivor=twin.first, others=[twin.second], by=request.user, changeset=made)
    return made


def _judge(request: HttpRequest, incident: Incident) -> Changeset | None:
    twin, verdict = _twin(request, incident), request.POST.get("verdict", "")
    with review.act(by=request.user) as made:
        review.judge_twin(twin=twin, verdict=verdict, by=request.user, changeset=made)
    return made if made.pk else None


def _twin(request: HttpRequest, incident: Incident) -> TwinSuggestion:
    twin = get_object_or_404(TwinSuggestion, pk=_number(request.POST.get("twin", "")))
    if incident.pk not in (twin.first_id, twin.second_id):
        raise Http404("There is no such suggestion for this incident.")
    return twin


def _number(text: str) -> int:
    if not text.isdigit():
        raise Http404("There is no such record.")
    return int(text)


DECISIONS = ("accept", "reject", "dispute")
ACTS: dict[str, Callable[[HttpRequest, Incident], Changeset | None]] = {
    "accept": _status("confirmed"), "reject": _status("rejected"), "dispute": _status("disputed"),
    "open": _status("in_review"), "withdraw": _withdraw, "remove": _remove, "enter": _enter, "merge": _merge, "judge": _judge,
}  # fmt: skip


@require_POST
@requires(Act.CORRECT)
def undo(request: HttpRequest) -> HttpResponse:
    """Take one's last act back, or the one that is named; the answer leads to the incident that it was about."""
    named = request.POST.get("changeset", "")
    last = (
        Changeset.objects.filter(pk=int(named), by=request.user).first()
        if named.isdigit()
        else review.last_act(request.user)
    )
    if last is None:
        return _answer(request, {"problem": "There is nothing of yours to undo."}, _next(request), 422)
    to = _about(last) or _next(request)
    try:
        undone = review.undo_changeset(changeset=last, by=request.user)
    except review.Refused as refused:
        return _answer(request, {"problem": str(refused)}, to, 422)
    return _answer(request, {"title": undone.title}, to)


def _about(changeset: Changeset) -> str:
    """The incident that an act was about, on the desk."""
    first = changeset.corrections.order_by("id").first()
    if first is None:
        return ""
    models: dict[str, Any] = {"claim": Claim, "participant": Participant}
    if first.record_kind == "incident":
        return _here(first.record_id)
    held = models[first.record_kind].objects.filter(pk=first.record_id).first() if first.record_kind in models else None
    if held:
        return _here(held.incident_id)
    said = Statement.objects.filter(pk=first.record_id).first() if first.record_kind == "statement" else None
    about = said.about.first() if said else None
    return _here(about.pk) if about else ""
