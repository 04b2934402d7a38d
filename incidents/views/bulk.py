"""One act over many incidents: chosen by the list's own words, seen in numbers and samples, then done; and any act's own page."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from incidents import review
from incidents.access import Act
from incidents.models import Changeset, Evidence, Incident, Tag
from incidents.models import choices as tables
from incidents.review.bulk import MOST, Change, Done, Outlook
from incidents.views.chips import chips_of
from incidents.views.doors import back_to, requires, sees, with_form
from incidents.views.incident_list import labels
from incidents.views.lists import INCIDENTS
from incidents.views.mapdata import with_figures
from incidents.views.paging import LOOK, without
from incidents.views.wording import value_words

# Words of the form; the others of the address choose the incidents.
OWN = ("do", "to_status", "to_type", "to_tag", "least", "reason", "seen")
SAMPLE, LISTED, CORRECTIONS = 12, 200, 200
DOES = {
    "accept": "Accept", "reject": "Reject", "withdraw": "Withdraw", "status": "Set the status", "type": "Set the type", "tag": "Add a tag",
    "untag": "Take a tag off",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Typed:
    """The form as it was filled in; `change` is None before anything was chosen."""

    do: str
    change: Change | None
    problem: str = ""


def _typed(form: QueryDict) -> Typed:
    do = form.get("do", "")
    if do not in DOES:
        return Typed("accept", None)
    least, problem = _least(form.get("least", "")) if do == "accept" else (None, "")
    change = {
        "accept": Change("status", "confirmed", least), "reject": Change("status", "rejected"), "withdraw": Change("status", "withdrawn"),
        "status": Change("status", form.get("to_status", "")), "type": Change("event_type", form.get("to_type", "")),
        "tag": Change("tag", form.get("to_tag", "")), "untag": Change("untag", form.get("to_tag", "")),
    }[do]  # fmt: skip
    return Typed(do, None if problem else change, problem)


def _least(text: str) -> tuple[float | None, str]:
    try:
        least = float(text or 0)
    except ValueError:
        least = -1.0
    wrong = "" if 0 <= least <= 1 else "Confidence: give a number from 0 to 1, for example 0.8."
    return (least or None), wrong


@with_form
@requires(Act.BULK)
def bulk(request: HttpRequest) -> HttpResponse:
    """GET shows what an act would do to the incidents of the address; POST does it, if that is still what was seen."""
    chosen = INCIDENTS.choose(request.user, request.GET)
    form = request.POST if request.method == "POST" else request.GET
    typed, seen = _typed(form), form.get("seen", "")
    found, problems = None, [*chosen.errors, *filter(None, [typed.problem])]
    try:
        found = review.outlook(chosen.rows, typed.change) if typed.change and not problems else None
        if found and typed.change and request.method == "POST":
            if seen == str(len(found.would)):
                return _do(request, chosen.rows, typed.change)
            problems.append(f"Since you looked the list has changed; now it would be {len(found.would):,}. Look again.")
    except review.Refused as refused:
        problems.append(str(refused))
    return _page(request, typed, found, problems, status=422 if problems and request.method == "POST" else 200)


def _do(request: HttpRequest, rows: Any, change: Change) -> HttpResponse:
    done: Done = review.change_many(rows, change, by=request.user, reason=request.POST.get("reason", ""))
    if done.changeset is None:
        messages.info(request, "Nothing was changed.")
        return redirect(f"{reverse('incident-list')}?{without(request.GET, *OWN)}")
    refused = f" {len(done.refused):,} refused." if done.refused else ""
    undo = reverse("undo-act", args=[done.changeset.pk])
    messages.success(request, f"{done.changeset.title}.{refused}", extra_tags=undo)
    return redirect("act", pk=done.changeset.pk)


def _page(
    request: HttpRequest, typed: Typed, found: Outlook | None, problems: list[str], *, status: int
) -> HttpResponse:
    form = request.POST if request.method == "POST" else request.GET
    filters = without(request.GET, *LOOK, *OWN)
    chosen = INCIDENTS.choose(request.user, request.GET)
    context = {
        "total": chosen.rows.count(), "filters": filters, "kept": [(n, v) for n, vs in QueryDict(filters).lists() for v in vs],
        "chips": chips_of(QueryDict(filters, mutable=True), labels()), "does": DOES, "typed": typed, "form": form, "found": found,
        "least": form.get("least", "0.8"), "statuses": tables.statuses(), "types": tables.event_types(),
        "tags": Tag.objects.values_list("name", flat=True), "problems": problems, "most": MOST, "sample": _sample(found),
        "why": Counter(_kind(why) for _pk, why in found.refused).most_common() if found else [],
        "refused": found.refused[:LISTED] if found else [], "refused_more": max(0, len(found.refused) - LISTED) if found else 0, "query": request.GET,
    }  # fmt: skip
    return render(request, "incidents/bulk.html", context, status=status)


def _kind(why: str) -> str:
    """Refusals of one kind are counted together, whatever number they name."""
    return why.partition("#")[0].strip(" .")


def _sample(found: Outlook | None) -> list[Incident]:
    """Some of those that would change, spread evenly from the least sure to the surest, each with its words."""
    if found is None or not found.would:
        return []
    by_doubt = list(
        Incident.objects.filter(pk__in=found.would).order_by("confidence", "pk").values_list("pk", flat=True)
    )
    step = max(1, len(by_doubt) // SAMPLE)
    words = Prefetch("evidence", Evidence.objects.filter(field="itself").order_by("start"), to_attr="said")
    rows = (
        Incident.objects.filter(pk__in=by_doubt[::step][:SAMPLE])
        .select_related("border")
        .defer("geometry", "border__section")
    )
    return sorted(with_figures(rows.prefetch_related(words)), key=lambda one: one.confidence)


@require_GET
@sees
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """One act of a person with all that it changed, and the way back."""
    one = get_object_or_404(Changeset.objects.select_related("by", "undone_by", "undoes"), pk=pk)
    corrections = list(one.corrections.order_by("id")[:CORRECTIONS])
    for each in corrections:
        each.words = [value_words(each.record_kind, each.field, value) for value in (each.before, each.after)]  # type: ignore[attr-defined]
    context = {"act": one, "corrections": corrections, "n": one.corrections.count(), "shown": CORRECTIONS}
    return render(request, "incidents/act.html", context)


@require_POST
@requires(Act.CORRECT)
def undo_act(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a whole act back, or do an undone one again."""
    changeset = get_object_or_404(Changeset, pk=pk)
    try:
        undone = review.undo_changeset(changeset=changeset, by=request.user)
    except review.Refused as refused:
        messages.error(request, str(refused))
        return redirect(back_to(request, reverse("act", args=[pk])))
    messages.success(request, f"{undone.title}.", extra_tags=reverse("undo-act", args=[undone.pk]))
    return redirect(back_to(request, reverse("act", args=[undone.pk])))
