"""What a pasted text would become, before anything of it is kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from incidents import intake, trial
from incidents.access import Act
from incidents.models import Claim, Evidence, Incident
from incidents.templatetags.border import claim_words, family_of
from incidents.views.doors import requires
from incidents.views.marking import Paragraph, mark
from incidents.views.submit import SaidForm


@require_POST
@requires(Act.SUBMIT)
def ask(request: HttpRequest) -> JsonResponse:
    """202 with the token under which the outcome will be found."""
    text, form = intake.as_pasted(request.POST.get("text", "")), SaidForm(request.POST)
    if not text.strip() or not form.is_valid():
        return JsonResponse({"problem": "There is nothing to try: paste a text."}, status=422)
    said = form.cleaned_data
    try:
        token = trial.ask(text, source=said["source"], published=said["published"], language=said["language"])
    except trial.NoWorker:
        return JsonResponse({"problem": "No worker can be asked now; submitting works all the same."}, status=503)
    return JsonResponse({"token": token}, status=202)


@require_GET
@requires(Act.SUBMIT)
def outcome(request: HttpRequest, token: str) -> HttpResponse:
    """The outcome as a part of the page; 204 while it is not there."""
    try:
        made = trial.outcome(token)
    except (KeyError, trial.NoWorker):
        return HttpResponse(
            "This trial has ended; change the text to try again.", status=410, content_type="text/plain"
        )
    if made is None:
        return HttpResponse(status=204)
    return render(request, "incidents/trial.html", _shown(made))


@dataclass(frozen=True, slots=True)
class Would:
    """One incident as a line: never saved, only to be read."""

    incident: Incident
    family: str
    figures: tuple[str, ...]
    people: tuple[str, ...]


def _shown(made: trial.Outcome) -> dict[str, Any]:
    return {
        "made": made, "incidents": [_would(one) for one in made.records if one["kind"] == "incident"],
        "statements": [_values(one) for one in made.records if one["kind"] == "statement"],
        "paragraphs": _marked(made), "held": intake.pasted_before(made.text), "cut": len(made.text) >= trial.LONGEST,
    }  # fmt: skip


def _values(record: Mapping[str, Any]) -> dict[str, str]:
    return {line["field"]: line["after"] for line in record["lines"]}


def _would(record: Mapping[str, Any]) -> Would:
    said = _values(record)
    days = {name: dt.date.fromisoformat(said[name]) for name in ("date_start", "date_end") if name in said}
    names = ("event_type", "modality", "part_of_day", "from_country", "to_country", "place_name")
    incident = Incident(lasted="lasted" in said, **days, **{name: said.get(name, "") for name in names})
    claims = [_values(part) for part in record["parts"] if part["kind"] == "claim"]
    people = tuple(part["title"] for part in record["parts"] if part["kind"] == "participant")
    return Would(incident, family_of(incident.event_type), tuple(map(_figure, claims)), people)


def _figure(said: Mapping[str, str]) -> str:
    """ ">1,000 Afghan soldiers crossed"."""
    ends = {name: Decimal(said[name]) if name in said else None for name in ("low", "high")}
    claim = Claim(kind=said["kind"], comparator=said["comparator"], **ends)
    return " ".join(filter(None, (claim_words(claim), said.get("unit", ""), claim.get_kind_display().lower())))


def _marked(made: trial.Outcome) -> list[Paragraph]:
    """The text with its stretches underlined as on a report's page."""
    spans = [
        Evidence(pk=pk, start=start, end=end, incident=Incident(event_type=kind) if kind else None, statement_id=None if kind else pk)
        for pk, (start, end, kind) in enumerate(made.marks, 1)
    ]  # fmt: skip
    return mark(made.text, spans, {})
