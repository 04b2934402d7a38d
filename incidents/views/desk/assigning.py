"""Words that an editor selected in the report: a field's evidence and value, or a new claim, statement or incident."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from incidents import review
from incidents.access import Act
from incidents.models import Changeset, Incident, Report
from incidents.parsing.evidence import Span
from incidents.parsing.knowledge.world import load_world
from incidents.typed import read_figure
from incidents.views.desk.counted import counted
from incidents.views.desk.saving import fresh
from incidents.views.doors import requires


class Chosen:
    """The words, the report that they stand in, and the incident on the desk."""

    def __init__(self, request: HttpRequest, incident: Incident) -> None:
        sent = {name: request.POST.get(name, "") for name in ("report", "start", "end")}
        if not all(value.isdigit() for value in sent.values()):
            raise Http404("There are no such words.")
        self.request, self.incident = request, incident
        self.report = get_object_or_404(Report.objects.visible_to(request.user), pk=int(sent["report"]))
        start, end = int(sent["start"]), int(sent["end"])
        if not 0 <= start < end <= len(self.report.text):
            raise review.Refused("Choose some words of the report.", "words")
        self.span = Span(start, end)
        self.words = " ".join(self.report.text[start:end].split())

    def assign(self, field: str, changeset: Changeset, value: Any = None) -> None:
        review.assign_words(
            record=self.incident, field=field, report=self.report, span=self.span, by=self.request.user, value=value,
            changeset=changeset,
        )  # fmt: skip


def _when(chosen: Chosen, changeset: Changeset) -> None:
    chosen.assign("date_start", changeset)


def _place(chosen: Chosen, changeset: Changeset) -> None:
    chosen.assign("place_name", changeset)


def _country(field: str) -> Callable[[Chosen, Changeset], None]:
    def assign(chosen: Chosen, changeset: Changeset) -> None:
        code = load_world().country_named(chosen.words)
        if not code:
            raise review.Refused(f"“{chosen.words[:60]}” names no one country.", field)
        chosen.assign(field, changeset, code)

    return assign


def _who(chosen: Chosen, changeset: Changeset) -> None:
    review.add_participant(
        incident=chosen.incident, actor=chosen.words, role="initiator", report=chosen.report, span=chosen.span,
        by=chosen.request.user, changeset=changeset,
    )  # fmt: skip


def _claim(chosen: Chosen, changeset: Changeset) -> None:
    values: dict[str, Any] = {"kind": counted(chosen.incident)}
    try:
        values["unit"] = read_figure(chosen.words).unit or ""
    except ValueError as problem:
        raise review.Refused(f"“{chosen.words[:60]}” is no figure; {problem}.", "low") from problem
    review.enter_claim(
        incident=chosen.incident, report=chosen.report, span=chosen.span, values=values, by=chosen.request.user,
        changeset=changeset,
    )  # fmt: skip


def _statement(chosen: Chosen, changeset: Changeset) -> None:
    review.enter_statement(
        report=chosen.report, span=chosen.span, values={"cue": "said"}, about=[chosen.incident],
        by=chosen.request.user, changeset=changeset,
    )  # fmt: skip


def _incident(chosen: Chosen, changeset: Changeset) -> Incident:
    """Like the one on the desk, for the form to tell them apart."""
    values = {"event_type": chosen.incident.event_type, "border": chosen.incident.border_id or "", "modality": "actual"}
    return review.enter_incident(
        report=chosen.report, span=chosen.span, values=values, by=chosen.request.user, changeset=changeset
    )


TO: dict[str, Callable[[Chosen, Changeset], Incident | None]] = {
    "when": _when, "spot": _place, "from_country": _country("from_country"), "to_country": _country("to_country"),
    "who": _who, "claim": _claim, "statement": _statement, "incident": _incident,
}  # fmt: skip
TITLES = {
    "claim": "Entered a claim",
    "statement": "Entered a statement",
    "incident": "Entered an incident",
    "who": "Added who took part",
}


@require_POST
@requires(Act.CORRECT)
@transaction.atomic
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    """What the words are to be; the answer brings the form as it is now, or the address of the new incident."""
    incident = get_object_or_404(Incident.objects.visible_to(request.user), pk=pk)
    to = request.POST.get("to", "")
    if to not in TO:
        raise Http404("Words cannot be made that.")
    try:
        chosen = Chosen(request, incident)
        title = f"{TITLES.get(to, 'Chose the words')} of incident #{pk}: “{chosen.words[:80]}”"
        with review.act(by=request.user, kind="words", title=title) as made:
            entered = TO[to](chosen, made)
    except review.Refused as refused:
        return JsonResponse({"problem": str(refused)}, status=422)
    told = {"undo": made.pk, "title": made.title}
    if entered:
        return JsonResponse({**told, "next": reverse("review-one", args=[entered.pk])})
    return JsonResponse({**told, **fresh(request, pk)})
