"""Borders: the list, and one border with its crossing points, incidents and voices."""

from __future__ import annotations

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from incidents.models import Border, Incident, Statement
from incidents.views.doors import sees
from incidents.views.mapdata import with_figures

LATEST = 50


@require_GET
@sees
def border_list(request: HttpRequest) -> HttpResponse:
    shown = Q(incidents__merged_into=None) & ~Q(incidents__status__in=("rejected", "withdrawn"))
    borders = (
        Border.objects.annotate(incident_count=Count("incidents", filter=shown))
        .order_by("-incident_count", "name")
        .defer("section")
    )
    return render(request, "incidents/borders.html", {"borders": borders})


@require_GET
@sees
def border(request: HttpRequest, code: str) -> HttpResponse:
    one = get_object_or_404(Border, code=code.upper())
    incidents = Incident.objects.visible_to(request.user).current().filter(border=one)
    statements = Statement.objects.visible_to(request.user).current().filter(report__incidents__border=one).distinct()
    context = {
        "border": one,
        "incidents": with_figures(incidents[:LATEST]),
        "total": incidents.count(),
        "crossing_points": one.crossing_points.all(),
        "statements": statements.select_related("speaker", "report").order_by("-report__published_on", "position")[:20],
    }
    return render(request, "incidents/border.html", context)
