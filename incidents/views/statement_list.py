"""The list of statements: who said what, dense, with the reports and incidents that it belongs to."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_GET

from incidents.exports import formats_of
from incidents.models import Border, Incident, Statement
from incidents.models import choices as tables
from incidents.search.finding import marked
from incidents.views import columns
from incidents.views.chips import chips_of
from incidents.views.doors import sees
from incidents.views.facets import Facet, facet
from incidents.views.lists import STATEMENTS
from incidents.views.paging import LOOK, sliced, without

KEPT = ("kind", "speaker_country", "report", "incident", "sort", "column")


@require_GET
@sees
def statement_list(request: HttpRequest) -> HttpResponse:
    chosen = STATEMENTS.choose(request.user, request.GET)
    page = sliced(request.GET, STATEMENTS, chosen)
    borders = dict(
        Border.objects.filter(incidents__isnull=False).distinct().order_by("name").values_list("code", "name")
    )
    kinds = dict(tables.statement_kinds())
    shown = columns.chosen(request.GET, columns.STATEMENT)
    context = {
        "page": page, "statements": shown_rows([one.pk for one in page.rows], request.GET.get("q", "")), "total": chosen.rows.count(),
        "query": request.GET, "borders": borders.items(), "columns": columns.STATEMENT, "in_use": {one.name for one in shown},
        "heads": columns.heads(request.GET, shown, STATEMENTS.order(request.GET.get("sort", ""))), "kept": KEPT,
        "facets": [] if chosen.errors else _facets(request, kinds), "chips": chips_of(request.GET, {"border": borders, "kind": kinds}),
        "filters": without(request.GET, *LOOK), "formats": formats_of(STATEMENTS.columns).items(), "listed": STATEMENTS,
        "errors": [*STATEMENTS.of_now(request.GET), *chosen.errors, *filter(None, [page.error])],
    }  # fmt: skip
    return render(request, "incidents/statements.html", context)


def shown_rows(ids: list[int], typed: str = "") -> list[Statement]:
    """The statements in this order; `seen` is the content with the searched words marked."""
    about = Prefetch("about", Incident.objects.current().defer("geometry"))
    held = (
        Statement.objects.filter(pk__in=ids)
        .select_related("speaker", "report__source")
        .defer("report__text")
        .prefetch_related(about)
    )
    found = {one.pk: one for one in held.annotate(seen=marked("content", typed, whole=True))}
    return [found[pk] for pk in ids if pk in found]


def _facets(request: HttpRequest, kinds: dict[str, str]) -> list[Facet]:
    def rows(query: QueryDict) -> QuerySet[Statement]:
        return STATEMENTS.choose(request.user, query).rows

    return [
        facet(request, "speaker", "Speaker", "speaker__name", rows, {}),
        facet(request, "kind", "Kind", "kind", rows, kinds),
    ]
