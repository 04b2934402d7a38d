"""Who said what, over all reports."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from incidents.filters import StatementFilter
from incidents.models import Statement
from incidents.views.doors import sees
from incidents.views.paging import listing


@require_GET
@sees
def statement_list(request: HttpRequest) -> HttpResponse:
    everything = Statement.objects.visible_to(request.user).current().select_related("speaker", "report__source")
    chosen = StatementFilter(
        request.GET, queryset=everything.order_by("-report__published_on", "-report_id", "position")
    )
    rows = chosen.qs if chosen.is_valid() else everything.none()
    errors = [e for errors in chosen.errors.values() for e in errors]
    return render(
        request,
        "incidents/statements.html",
        {"listing": listing(request, rows), "errors": errors, "query": request.GET},
    )
