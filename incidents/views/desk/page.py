"""The desk: the report's text, the form and a small map of the incident that is most urgent, or of the one in the address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from incidents import review
from incidents.access import Act
from incidents.models import (
    Actor,
    Border,
    Claim,
    Evidence,
    Incident,
    Participant,
    Report,
    Statement,
    TwinSuggestion,
    choices,
)
from incidents.parsing.knowledge.event_types import EventType, load_event_types
from incidents.queue import MANY, WORDS, Queue, median_seconds, queue_of
from incidents.resting import behind, resting_on
from incidents.views.desk.fields import rows_of
from incidents.views.desk.reasons import reasons
from incidents.views.desk.text import marked
from incidents.views.doors import requires
from incidents.views.mapdata import on_map, with_figures

MOST_ACTORS = 60
AHEAD = 12  # of the queue, listed beside the one at hand
# What words of a report may be made: key, what the act calls it, what the button says.
ASSIGNS = (
    ("w", "who", "Who"), ("c", "claim", "How many"), ("d", "when", "When"), ("p", "spot", "Where"),
    ("f", "from_country", "From"), ("t", "to_country", "To"), ("q", "statement", "New statement"), ("n", "incident", "New incident"),
)  # fmt: skip


@require_GET
@requires(Act.CORRECT)
def queue(request: HttpRequest) -> HttpResponse:
    """The first of the queue; or what to do now that it is empty."""
    waiting = queue_of(request.GET, request.user)
    found = waiting.next()
    if found:
        return redirect(address(found[0], request.GET))
    return render(request, "incidents/review_empty.html", queue_context(waiting, request))


@require_GET
@requires(Act.CORRECT)
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One incident on the desk; `part=desk` asks for the three panes alone."""
    incident = the_incident(request, pk)
    if incident.merged_into:
        return redirect(address(incident.survivor.pk, request.GET))
    waiting = queue_of(request.GET, request.user)
    context = {**desk_context(request, incident), **queue_context(waiting, request, incident)}
    template = "incidents/review_desk.html" if request.GET.get("part") == "desk" else "incidents/review.html"
    return render(request, template, context)


def address(pk: int, query: QueryDict) -> str:
    kept = query.copy()
    for name in [name for name in kept if name not in WORDS]:
        del kept[name]
    return reverse("review-one", args=[pk]) + (f"?{kept.urlencode()}" if kept else "")


def the_incident(request: HttpRequest, pk: int) -> Incident:
    """With all that its form shows."""
    held = Incident.objects.visible_to(request.user).filter(pk=pk).select_related("border", "place").prefetch_related(
        Prefetch("participants", Participant.objects.select_related("actor")),
        Prefetch("claims", Claim.objects.select_related("attributed_to", "report__source").defer("report__text")),
        Prefetch("statements", Statement.objects.select_related("speaker")),
        "report_links__report__source",
    )  # fmt: skip
    found = with_figures(held)
    if not found:
        raise Http404("There is no such incident.")
    return found[0]


@dataclass(frozen=True, slots=True)
class Twin:
    suggestion: TwinSuggestion
    other: Incident


def form_context(request: HttpRequest, incident: Incident) -> dict[str, Any]:
    """What the form and the map show; each save brings both anew."""
    changes = review.history(incident).select_related(None).select_related("by")
    report = shown_report(incident, request.GET.get("report", ""))
    return {
        "incident": incident, "rows": rows_of(incident, evidence_of(incident), changes), "report": report,
        "shapes": on_map([incident]), "twins": twins_of(incident), "actors": _actors(report), "types": _types(),
        "roles": choices.actor_roles(),
        "take_out": {kind: reasons(request, kind) for kind in ("claim", "statement", "participant")},
    }  # fmt: skip


def desk_context(request: HttpRequest, incident: Incident) -> dict[str, Any]:
    """The form, and the report's text with its words marked."""
    context = form_context(request, incident)
    report, rows = context["report"], context["rows"]
    about = {one.pk for one in incident.statements.all() if one.withdrawn_at is None}
    return {
        **context, "assigns": ASSIGNS, "reject_reasons": reasons(request, "incident"),
        "reports": [link.report for link in incident.report_links.all()],
        "paragraphs": marked(report, incident, rows, about) if report else [],
        "lost": sum(len(row.lost) for row in rows),
    }  # fmt: skip


def evidence_of(incident: Incident) -> Sequence[Evidence]:
    """The words behind the incident, its claims and participants, and behind the statements about it."""
    found = list(Evidence.objects.filter(resting_on(incident)).prefetch_related("report"))
    found += behind(incident, incident.members()[1:])
    said = [one.pk for one in incident.statements.all() if one.withdrawn_at is None]
    return [*found, *Evidence.objects.filter(statement__in=said).select_related("report")] if said else found


def shown_report(incident: Incident, asked: str) -> Report | None:
    """The report in the left pane: the one asked for, else the one it was read from, else the first that tells of it."""
    held = {link.report_id: link.report for link in incident.report_links.all()}
    if asked.isdigit() and int(asked) in held:
        return held[int(asked)]
    return held.get(incident.read_from_id) or incident.read_from or next(iter(held.values()), None)


def twins_of(incident: Incident) -> list[Twin]:
    """What may be the same and was not judged yet, the likeliest first."""
    open_ones = TwinSuggestion.objects.filter(Q(first=incident) | Q(second=incident), verdict="")
    pairs = [
        (one, one.second_id if one.first_id == incident.pk else one.first_id)
        for one in open_ones.order_by("-score", "id")
    ]
    listed = Incident.objects.select_related("border").defer("geometry", "border__section")
    others = listed.in_bulk([pk for _one, pk in pairs]) if pairs else {}
    twins = [Twin(one, others[pk]) for one, pk in pairs]
    return [
        twin
        for twin in twins
        if twin.other.merged_into_id is None and twin.other.status not in ("rejected", "withdrawn")
    ]


def _actors(report: Report | None) -> list[str]:
    """Who is named in the report: suggestions for whoever types an actor."""
    if report is None:
        return []
    acting = Participant.objects.filter(incident__reports=report).values("actor")
    saying = Statement.objects.filter(report=report, speaker__isnull=False).values("speaker")
    counting = Claim.objects.filter(report=report, attributed_to__isnull=False).values("attributed_to")
    named = Actor.objects.filter(pk__in=acting.union(saying, counting)).order_by("name")
    return [actor.typed for actor in named[:MOST_ACTORS]]


def queue_context(waiting: Queue, request: HttpRequest, incident: Incident | None = None) -> dict[str, Any]:
    ahead = waiting.next(incident, AHEAD) if incident else []
    ahead = ahead or [pk for pk in waiting.next(most=AHEAD) if incident is None or pk != incident.pk]
    listed = Incident.objects.filter(pk__in=ahead).select_related("border").defer("geometry", "border__section")
    found = {one.pk: one for one in listed}
    return {
        **pace(request, waiting), "errors": waiting.errors, "query": request.GET,
        "ahead": [(found[pk], address(pk, request.GET)) for pk in ahead if pk in found],
        "next_url": address(ahead[0], request.GET) if ahead else reverse("review") + _asked(request.GET),
        "types": _types(),
        "borders": Border.objects.order_by("name").values_list("code", "name"),
        "is_narrowed": any(request.GET.get(name) for name in WORDS),
    }  # fmt: skip


def pace(request: HttpRequest, waiting: Queue | None = None) -> dict[str, Any]:
    """How many are left, and the seconds that a decision of this person takes."""
    left, seconds = (waiting or queue_of(request.GET, request.user)).left(), median_seconds(request.user)
    return {"left": f"{MANY:,}+" if left > MANY else str(left), "pace": None if seconds is None else round(seconds)}


def _types() -> list[tuple[int, EventType]]:
    """Each with the number that chooses it."""
    return list(enumerate(load_event_types(), 1))


def _asked(query: QueryDict) -> str:
    return address(0, query).partition("/0/")[2]
