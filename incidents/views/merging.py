"""Merging with a preview, taking a merge back, and splitting."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from incidents import review
from incidents.access import Act
from incidents.models import Changeset, Incident, TwinSuggestion
from incidents.views.doors import back_to, requires
from incidents.views.facts import label_of
from incidents.views.mapdata import with_figures
from incidents.views.wording import value_words

MOST = 20  # incidents in one merge


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Act.CORRECT)
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """What merging would make, field by field, and on POST the merge."""
    survivor = get_object_or_404(Incident.objects.visible_to(request.user), pk=pk)
    sent = request.POST if request.method == "POST" else request.GET
    numbers = _numbers(sent.getlist("with"))
    others = list(Incident.objects.visible_to(request.user).filter(pk__in=numbers).order_by("pk"))
    choices = {
        name: int(value) for name, value in sent.items() if name in review.EDITABLE["incident"] and value.isdigit()
    }
    context: dict[str, Any] = {
        "incident": survivor,
        "typed": ", ".join(sent.getlist("with")),
        "twins": _twins(survivor),
    }
    if missing := [number for number in numbers if number not in {one.pk for one in others}]:
        context["problem"] = f"There is no incident {', '.join(f'#{number}' for number in missing)}."
        return render(request, "incidents/merge.html", context, status=422)
    if not others:
        return render(request, "incidents/merge.html", context)
    try:
        if request.method == "POST":
            with review.act(by=request.user) as made:
                review.merge(
                    survivor=survivor, others=others, by=request.user, reason=sent.get("reason", ""), choices=choices,
                    changeset=made,
                )  # fmt: skip
            return _done(request, survivor, made)
        preview = review.merge_preview(survivor=survivor, others=others, choices=choices)
    except review.Refused as refused:
        return render(request, "incidents/merge.html", context | {"problem": str(refused)}, status=422)
    return render(request, "incidents/merge.html", context | _shown(preview))


def _done(request: HttpRequest, one: Incident, made: Changeset) -> HttpResponse:
    messages.success(request, f"{made.title}.", extra_tags=reverse("undo-act", args=[made.pk]))
    return redirect("incident", pk=one.pk)


def _numbers(typed: list[str]) -> list[int]:
    """ "12, #13 14" is three incidents."""
    found = re.findall(r"\d{1,18}", " ".join(typed))
    return list(dict.fromkeys(map(int, found)))[:MOST]


def _shown(preview: review.MergePreview) -> dict[str, Any]:
    """The preview in words: first the fields in which the incidents differ, each side to be chosen."""
    rows = [
        {
            "field": choice.field, "label": label_of(choice.field), "chosen": choice.chosen, "value": _words(choice.field, choice.value),
            "sides": [{"incident": side.incident, "value": _words(choice.field, side.value)} for side in choice.sides],
        }
        for choice in preview.choices
    ]  # fmt: skip
    differing = {choice.field for choice in preview.differing}
    sides = with_figures(
        Incident.objects.filter(pk__in=[preview.survivor.pk, *(one.pk for one in preview.others)]).select_related(
            "border"
        )
    )
    return {
        "preview": preview, "sides": sorted(sides, key=lambda one: one.pk != preview.survivor.pk),
        "differing": [row for row in rows if row["field"] in differing],
        "same": [row for row in rows if row["field"] not in differing and row["value"] not in ("", "—")],
    }  # fmt: skip


def _words(field: str, value: Any) -> str:
    return value_words("incident", field, value)


def _twins(one: Incident) -> list[Incident]:
    """Those that may be the same, the likeliest first."""
    pairs = (
        TwinSuggestion.objects.filter(Q(first=one) | Q(second=one))
        .exclude(verdict="different")
        .order_by("-score", "id")
    )
    found = [twin.second if twin.first_id == one.pk else twin.first for twin in pairs.select_related("first", "second")]
    return [other for other in found if other.merged_into_id is None and other.status not in ("rejected", "withdrawn")]


@require_POST
@requires(Act.CORRECT)
def unmerge(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(Incident.objects.visible_to(request.user), pk=pk)
    try:
        review.unmerge(incident=one, by=request.user)
        messages.success(request, f"Incident #{pk} stands alone again.")
    except review.Refused as refused:
        messages.error(request, str(refused))
    return redirect(back_to(request, reverse("incident", args=[pk])))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Act.CORRECT)
def split(request: HttpRequest, pk: int) -> HttpResponse:
    """Which claims and reports tell of another incident."""
    one = get_object_or_404(Incident.objects.visible_to(request.user), pk=pk)
    claims = one.claims.select_related("attributed_to", "report__source")
    links = one.report_links.select_related("report__source").order_by("report__published_on", "report_id")
    context: dict[str, Any] = {"incident": one, "claims": claims, "links": links}
    if request.method != "POST":
        return render(request, "incidents/split.html", context)
    chosen = {name: [value for value in request.POST.getlist(name) if value.isdigit()] for name in ("claim", "report")}
    try:
        with review.act(by=request.user) as made:
            new = review.split(
                incident=one, claims=list(claims.filter(pk__in=chosen["claim"])), by=request.user, reason=request.POST.get("reason", ""),
                reports=[link.report for link in links.filter(report__in=chosen["report"])], changeset=made,
            )  # fmt: skip
    except review.Refused as refused:
        sent = {"problem": str(refused), "chosen": chosen, "reason": request.POST.get("reason", "")}
        return render(request, "incidents/split.html", context | sent, status=422)
    return _done(request, new, made)
