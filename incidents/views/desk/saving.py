"""What the desk's form sends: one thing typed is checked as it is typed, and saved when it stands."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from incidents import review
from incidents.access import Act
from incidents.models import Claim, Incident, Participant, Statement
from incidents.templatetags import border as words_of
from incidents.typed import candidates, fields_of
from incidents.views.desk.page import form_context, the_incident
from incidents.views.doors import requires

MODELS: dict[str, Any] = {"incident": Incident, "claim": Claim, "participant": Participant, "statement": Statement}


class Typed:
    """One field of the form as it came in; 404 where the incident has no such record."""

    def __init__(self, request: HttpRequest, incident: Incident) -> None:
        sent = request.POST
        self.kind, self.name, self.value = sent.get("kind", ""), sent.get("name", ""), sent.get("value", "")
        version, pk = sent.get("version", ""), sent.get("record", "")
        self.version = int(version) if version.isdigit() else None
        if self.kind not in MODELS or not pk.isdigit():
            raise Http404("There is no such field.")
        is_it = self.kind == "incident" and int(pk) == incident.pk
        self.record = incident if is_it else get_object_or_404(MODELS[self.kind], pk=int(pk))
        if not belongs(self.record, incident):
            raise Http404("There is no such record of this incident.")
        self.id = f"{self.kind}-{pk}-{self.name}"

    def save(self, request: HttpRequest) -> Any:
        """The changeset, None where all stood already. Raises Refused or Conflict."""
        if "\x00" in self.value:
            raise review.Refused("Zero bytes are no text.", self.name)
        try:
            values = fields_of(self.record, self.name, self.value.strip())
        except ValueError as problem:
            raise review.Refused(f"{str(problem)[:1].upper()}{str(problem)[1:]}.", self.name) from problem
        return review.correct_several(
            record=self.record, values=values, by=request.user, expected_version=self.version,
            reason=request.POST.get("reason", ""),
        )  # fmt: skip


def belongs(record: Any, incident: Incident) -> bool:
    if isinstance(record, Incident):
        return record.pk == incident.pk
    if isinstance(record, Statement):
        return incident.statements.filter(pk=record.pk).exists()
    return bool(record.incident_id == incident.pk)


@require_POST
@requires(Act.CORRECT)
def save(request: HttpRequest, pk: int) -> HttpResponse:
    """Set one thing. The answer brings the form as it is now; on a conflict both values."""
    incident = get_object_or_404(Incident.objects.visible_to(request.user), pk=pk)
    typed = Typed(request, incident)
    try:
        made = typed.save(request)
    except review.Refused as refused:
        return _refused(request, pk, {"field": typed.id, "problem": str(refused)}, 422)
    except review.Conflict as conflict:
        both = {"theirs": words_of.shown(conflict.theirs), "yours": words_of.shown(conflict.yours)}
        told = {"field": typed.id, "problem": str(conflict), "version": conflict.version, **both}
        return _refused(request, pk, told, 409)
    if not request.htmx:
        messages.success(request, made.title if made else "That is what it said already; nothing was changed.")
        return redirect(request.POST.get("back") or reverse("review-one", args=[pk]) + "#form")
    return JsonResponse(
        {
            "field": typed.id,
            "undo": made.pk if made else None,
            "title": made.title if made else "",
            **fresh(request, pk),
        }
    )


def _refused(request: HttpRequest, pk: int, told: dict[str, Any], status: int) -> HttpResponse:
    if request.htmx:
        return JsonResponse(told, status=status)
    messages.error(request, f"{told['problem']} Nothing was changed.")
    return redirect("review-one", pk=pk)


def fresh(request: HttpRequest, pk: int) -> dict[str, Any]:
    """The form and the shapes as they are now, and the time for the word "saved"."""
    incident = the_incident(request, pk)
    context = form_context(request, incident)
    return {
        "form": render_to_string("incidents/review_form.html", context, request=request),
        "shapes": context["shapes"],
        "at": f"{timezone.now():%H:%M:%S}",
    }


@require_POST
@requires(Act.CORRECT)
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """What would become of it: the same act by the same rules, taken back before anybody sees it."""
    incident = get_object_or_404(Incident.objects.visible_to(request.user), pk=pk)
    typed = Typed(request, incident)
    with transaction.atomic():
        try:
            typed.save(request)
            told = {"reads": _reads(type(typed.record)._default_manager.get(pk=typed.record.pk), typed.name)}
        except review.Refused as refused:
            told = {"problem": str(refused)}
        except review.Conflict as conflict:
            told = {"problem": str(conflict)}
        transaction.set_rollback(True)
    return JsonResponse({"field": typed.id, **told})


def _reads(record: Any, name: str) -> str:
    """How the page would put what was typed."""
    if isinstance(record, Claim):
        return words_of.claim_words(record) if name == "figure" else ""
    if not isinstance(record, Incident):
        return ""
    if name == "when":
        prec = record.get_date_prec_display()
        return f"{words_of.when_words(record)}{f' ({prec})' if prec else ''}"
    reads = {
        "spot": words_of.where_words,
        "border": lambda one: str(one.border or "none"),
        "way": words_of.direction_words,
    }
    return reads[name](record) if name in reads else ""


@require_GET
@requires(Act.CORRECT)
def places(request: HttpRequest, pk: int) -> HttpResponse:
    """The gazetteer's places of a name, ranked for this incident."""
    incident = get_object_or_404(Incident.objects.visible_to(request.user), pk=pk)
    words = request.GET.get("q", "").strip()[:200] or incident.place_name
    found = candidates(words, incident.border_id or "", (incident.from_country, incident.to_country)) if words else []
    return JsonResponse({"places": [
        {"value": one.value, "name": one.name, "where": ", ".join(filter(None, (one.kind, one.admin1 if one.admin1 != one.name else "", one.country))),
         "why": one.why, "lat": one.lat, "lon": one.lon, "km": one.radius_km} for one in found
    ]})  # fmt: skip
