"""Every version of an incident with what it changed, and the way back to it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from incidents import review
from incidents.access import Act
from incidents.models import Incident
from incidents.views.doors import requires, sees
from incidents.views.facts import label_of
from incidents.views.wording import value_words

A_PAGE = 50


@require_GET
@sees
def versions(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(Incident.objects.visible_to(request.user), pk=pk)
    page = Paginator(review.versions(one), A_PAGE).get_page(request.GET.get("page"))
    rows = [{"version": each, "changes": [_change(c) for c in each.changes]} for each in page]
    return render(request, "incidents/versions.html", {"incident": one, "rows": rows, "page": page})


def _change(one: Any) -> dict[str, str]:
    before, after = (value_words(one.record_kind, one.field, value) for value in (one.before, one.after))
    return {"label": label_of(one.field), "before": before, "after": after}


@require_POST
@requires(Act.CORRECT)
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(Incident.objects.visible_to(request.user), pk=pk)
    number = request.POST.get("version", "")
    try:
        with review.act(by=request.user) as made:
            review.restore(
                incident=one, version=int(number) if number.isdigit() else 0, by=request.user, reason=request.POST.get("reason", ""),
                changeset=made,
            )  # fmt: skip
    except review.Refused as refused:
        messages.error(request, str(refused))
        return redirect("versions", pk=pk)
    if made.pk:
        messages.success(request, f"{made.title}.", extra_tags=reverse("undo-act", args=[made.pk]))
    return redirect("incident", pk=pk)
