"""Borders: the list, and one border with who crossed it, what happened, who said what, and which points are open."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Max, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from incidents.crossing_states import crossings_of
from incidents.cube.current import answers
from incidents.cube.question import Question, Scope
from incidents.models import Border, Incident, Statement
from incidents.templatetags.border import country_name
from incidents.views.border_flows import flows_of, timeline_of
from incidents.views.doors import sees
from incidents.views.mapdata import on_map, with_figures
from incidents.views.shapes import NEAR, shapes

LATEST = 12
ON_MAP = 300
VOICES = 4


@require_GET
@sees
def border_list(request: HttpRequest) -> HttpResponse:
    """Those where something was reported first, then by name."""
    words = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    found = Q(name__icontains=words) | Q(code__iexact=words) | Q(names__icontains=words) if words else Q()
    rows = list(
        Border.objects.filter(found).annotate(point_count=Count("crossing_points")).order_by("name").defer("section")
    )
    with answers() as ask:
        counts = dict(ask.facets(Question(scope=Scope.LIST))["border"])
    latest = dict(Incident.objects.current().order_by().values_list("border").annotate(day=Max("date_start")))
    for row in rows:
        row.incident_count, row.latest = counts.get(row.code, 0), latest.get(row.code)  # type: ignore[attr-defined]
    rows.sort(key=lambda row: -row.incident_count)  # type: ignore[attr-defined]
    return render(request, "incidents/borders.html", {"borders": rows, "query": request.GET})


@require_GET
@sees
def border(request: HttpRequest, code: str) -> HttpResponse:
    """The two codes may stand in either order; the address has them sorted."""
    wanted = "-".join(sorted(code.upper().split("-")))
    one = get_object_or_404(Border, code=wanted)
    if code != wanted:
        return redirect("border", wanted)
    incidents = Incident.objects.visible_to(request.user).for_map().filter(border=one)
    drawn = with_figures(incidents.select_related("border").defer("border__section")[:ON_MAP])
    told = on_map(drawn)
    state, crossings = crossings_of(one)
    with answers() as ask:
        flows, timeline = flows_of(ask, one), timeline_of(ask, one)
        total = ask.totals(Question(scope=Scope.LIST, border=one.code)).n
    context = {
        "border": one, "incidents": drawn[:LATEST], "total": total, "drawn": len(drawn), "on_map": incidents.count(),
        "flows": flows, "timeline": timeline, "state": state, "points": len(crossings),
        "crossings": [each for each in crossings if each.state], "unreported": [each for each in crossings if not each.state],
        "sides": _sides(request, one),
        "shapes": {**told, "sections": {**told["sections"], **shapes([one.code], NEAR)}, "border": one.code},
    }  # fmt: skip
    return render(request, "incidents/border.html", context)


def _sides(request: HttpRequest, one: Border) -> list[tuple[str, str, Iterable[Statement]]]:
    """The latest words of each country's speakers, and of everybody else: code, heading, statements."""
    said = Statement.objects.visible_to(request.user).current()
    said = said.filter(report__in=one.incidents.current().values("reports")).select_related("speaker", "report__source")
    newest = said.defer("report__text").order_by("-index__reported_on", "-report_id", "position")
    sides = [
        (code, country_name(code), newest.filter(speaker__country=code)[:VOICES])
        for code in (one.country_a, one.country_b)
    ]
    others = newest.exclude(speaker__country__in=(one.country_a, one.country_b))[:VOICES]
    return [*sides, ("", "Others", others)]
