"""Who said what, over all reports."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_GET

from incidents.filters import StatementFilter
from incidents.models import Border, Statement
from incidents.models import choices as tables
from incidents.views.chips import chips_of
from incidents.views.doors import sees
from incidents.views.facets import facet
from incidents.views.paging import listing


@require_GET
@sees
def statement_list(request: HttpRequest) -> HttpResponse:
    def filtered(query: QueryDict) -> StatementFilter:
        return StatementFilter(query, queryset=Statement.objects.visible_to(request.user).current())

    def rows_of(query: QueryDict) -> QuerySet[Statement]:
        return filtered(query).qs  # type: ignore[no-any-return]

    chosen = filtered(request.GET)
    rows = chosen.qs if chosen.is_valid() else Statement.objects.none()
    rows = rows.select_related("speaker", "report__source").order_by("-report__published_on", "-report_id", "position")
    borders = dict(
        Border.objects.filter(incidents__isnull=False).distinct().order_by("name").values_list("code", "name")
    )
    kinds = dict(tables.statement_kinds())
    shown = [
        facet(request, "speaker", "Speaker", "speaker__name", rows_of, {}),
        facet(request, "kind", "Kind", "kind", rows_of, kinds),
    ]
    context = {
        "listing": listing(request, rows), "query": request.GET, "borders": borders.items(), "facets": shown if chosen.is_valid() else [],
        "chips": chips_of(request.GET, {"border": borders, "kind": kinds}), "filters": request.GET.urlencode(),
        "errors": [e for errors in chosen.errors.values() for e in errors],
    }  # fmt: skip
    return render(request, "incidents/statements.html", context)
