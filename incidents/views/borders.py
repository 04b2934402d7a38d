"""Borders: the list, and one border with its crossing points, incidents and voices."""

from __future__ import annotations

from django.db.models import Count, Max, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from incidents.models import Border, Incident, Statement
from incidents.views.doors import sees
from incidents.views.mapdata import on_map, section, with_figures

LATEST = 50
VOICES = 12


@require_GET
@sees
def border_list(request: HttpRequest) -> HttpResponse:
    """Those where something was reported first, then by name."""
    shown = Q(incidents__merged_into=None) & ~Q(incidents__status__in=("rejected", "withdrawn"))
    words = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    found = Q(name__icontains=words) | Q(code__iexact=words) | Q(names__icontains=words) if words else Q()
    borders = (
        Border.objects.filter(found)
        .annotate(
            incident_count=Count("incidents", filter=shown, distinct=True),
            point_count=Count("crossing_points", distinct=True),
            latest=Max("incidents__date_start", filter=shown),
        )
        .order_by("-incident_count", "name")
        .defer("section")
    )
    return render(request, "incidents/borders.html", {"borders": borders, "query": request.GET})


@require_GET
@sees
def border(request: HttpRequest, code: str) -> HttpResponse:
    one = get_object_or_404(Border, code=code.upper())
    incidents = Incident.objects.visible_to(request.user).current().filter(border=one)
    statements = Statement.objects.visible_to(request.user).current().filter(report__incidents__border=one).distinct()
    latest = with_figures(incidents.select_related("border")[:LATEST])
    told = on_map(latest)
    context = {
        "border": one,
        "incidents": latest,
        "total": incidents.count(),
        "crossing_points": one.crossing_points.all(),
        "statements": statements.select_related("speaker", "report__source").order_by("-report__published_on", "position")[:VOICES],
        "shapes": {**told, "sections": {**told["sections"], one.code: section(one)}, "border": one.code},
    }  # fmt: skip
    return render(request, "incidents/border.html", context)
