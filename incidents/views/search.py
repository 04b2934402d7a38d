"""One search over everything: reports, incidents and statements side by side, each with its number and its hits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchVectorField
from django.db.models import F, Func, QuerySet, TextField, Value
from django.db.models.functions import Concat, Left
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_GET

from incidents.filters import ReportFilter
from incidents.models import Border, Report, ReportIncident
from incidents.search.finding import marked, query_of
from incidents.views.doors import sees
from incidents.views.incident_list import shown_rows as incident_rows
from incidents.views.lists import INCIDENTS, STATEMENTS
from incidents.views.statement_list import shown_rows as statement_rows

SHOWN = 8
BORDERS = 6
# Hits further down than this are found, and not shown.
MARKED_CHARACTERS = 50_000


@dataclass(frozen=True, slots=True)
class Group:
    """`page` is the name of the list that shows all of them."""

    name: str
    page: str
    total: int
    rows: list[Any]


@require_GET
@sees
def search(request: HttpRequest) -> HttpResponse:
    """The whole page, or only what was found for a script that asks while one types."""
    typed = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    asked = query_of(typed) is not None
    context = {
        "q": typed,
        "asked": asked,
        "groups": _groups(request, typed) if asked else [],
        "borders": _borders(typed) if asked else [],
    }
    part = request.headers.get("HX-Request") == "true"
    return render(request, "incidents/search_found.html" if part else "incidents/search.html", context)


def _groups(request: HttpRequest, typed: str) -> list[Group]:
    query = QueryDict(mutable=True)
    query["q"] = typed
    return [_reports(request, query), _incidents(request, query), _statements(request, query)]


def _reports(request: HttpRequest, query: QueryDict) -> Group:
    found = ReportFilter(query, queryset=Report.objects.visible_to(request.user)).qs
    newest = (
        found.order_by(F("published_on").desc(nulls_last=True), "-id")
        .select_related("source", "original")
        .defer("original__content")
    )
    seen = newest.annotate(
        head=marked("headline", query["q"], whole=True), seen=marked(Left("text", MARKED_CHARACTERS), query["q"])
    )
    return Group("Reports", "report-list", found.count(), list(seen.defer("text")[:SHOWN]))


def _incidents(request: HttpRequest, query: QueryDict) -> Group:
    found = INCIDENTS.choose(request.user, query).rows
    ids = list(INCIDENTS.orders["newest"].ordered(found).values_list("pk", flat=True)[:SHOWN])
    told = _told(ids, query["q"])
    rows = incident_rows(ids)
    for row in rows:
        row.seen = told.get(row.pk, "")  # type: ignore[attr-defined]
    return Group("Incidents", "incident-list", found.count(), rows)


def _told(ids: list[int], typed: str) -> dict[int, str]:
    """Of each incident the words of the latest report that has the hits."""
    links = ReportIncident.objects.filter(incident__in=ids, report__index__words=query_of(typed))
    seen = links.annotate(seen=marked(Left("report__text", MARKED_CHARACTERS), typed)).order_by(
        "report__published_on", "report_id"
    )
    return dict(seen.values_list("incident_id", "seen"))


def _statements(request: HttpRequest, query: QueryDict) -> Group:
    found: QuerySet[Any] = STATEMENTS.choose(request.user, query).rows
    ids = list(STATEMENTS.orders["reported"].ordered(found).values_list("pk", flat=True)[:SHOWN])
    return Group("Statements", "statement-list", found.count(), statement_rows(ids, query["q"]))


def _borders(typed: str) -> list[Border]:
    """Borders that are called so."""
    names = Func("names", Value(" "), function="array_to_string", output_field=TextField())
    called = Concat("name", Value(" "), names, output_field=TextField())
    words = Func(Value("A"), called, function="bw_words", output_field=SearchVectorField())
    return list(
        Border.objects.annotate(words=words)
        .filter(words=query_of(typed))
        .only("code", "name")
        .order_by("name")[:BORDERS]
    )
