"""The inbox, and one report with every word that something rests on."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from incidents import live, rereading, tasks
from incidents.access import Act
from incidents.filters import ReportFilter, problems_of
from incidents.models import Incident, JobState, Report, ReportLink, Statement
from incidents.parsing import PARSER_VERSION
from incidents.views import report_page
from incidents.views.chips import chips_of
from incidents.views.doors import may_now, requires, sees
from incidents.views.paging import listing
from incidents.views.talk import talk_of
from incidents.workload import workload


@require_GET
@sees
def report_list(request: HttpRequest) -> HttpResponse:
    everything = Report.objects.visible_to(request.user)
    chosen = ReportFilter(request.GET, queryset=everything.select_related("job", "source", "original", "submitted_by"))
    rows = chosen.qs if chosen.is_valid() else everything.none()
    rows = rows.annotate(
        incident_count=_counted(
            Incident, "reports", current=Q(merged_into=None) & ~Q(status__in=("rejected", "withdrawn"))
        ),
        statement_count=_counted(Statement, "report", current=Q(withdrawn_at=None)),
        copy_count=_counted(ReportLink, "later", current=Q()),
    )
    counts = dict(everything.order_by().values_list("job__state").annotate(n=Count("pk")))
    without_state = request.GET.copy()
    for name in ("state", "stuck", "page"):
        without_state.pop(name, None)
    context = {
        "listing": listing(request, rows.order_by("-received_at", "-id")), "query": request.GET,
        "states": [(code, label, counts.get(code, 0)) for code, label in JobState.choices],
        "states_total": sum(counts.values()), "without_state": without_state.urlencode(),
        "chips": [chip for chip in chips_of(request.GET, {}) if chip.name != "Status"],
        "errors": problems_of(chosen),
        "work": workload(),
        "older": rereading.older().count() if may_now(request, Act.BULK) else 0,
    }  # fmt: skip
    return render(request, "incidents/reports.html", context)


def _counted(model: Any, link: str, current: Q) -> Coalesce:
    """How many current rows of a model belong to each report, without joining them to each other."""
    rows = model.objects.filter(current, **{link: OuterRef("pk")}).order_by().values(link).annotate(n=Count("pk"))
    return Coalesce(Subquery(rows.values("n")), 0)


@require_GET
@sees
def progress(request: HttpRequest) -> HttpResponse:
    """Where reports stand, for pages that cannot hold a stream open."""
    ids = [int(part) for part in request.GET.get("ids", "").split(",") if part.isdigit() and len(part) < 19]
    seen = Report.objects.visible_to(request.user).filter(pk__in=ids).values_list("pk", flat=True)
    return JsonResponse({"reports": live.progress(list(seen))})


@require_GET
@sees
def report(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Report.objects.visible_to(request.user).select_related("source", "job", "original", "submitted_by")
    one = get_object_or_404(rows, pk=pk)
    context = {
        "report": one,
        "page": report_page.read(one),
        "present_parser": PARSER_VERSION,
        "talk": talk_of(one),
        "earlier": one.earlier_links.select_related("earlier__source"),
        "later": one.later_links.select_related("later__source"),
    }
    return render(request, "incidents/report.html", context)


@require_GET
@sees
def original(request: HttpRequest, pk: int) -> HttpResponse:
    """The bytes as they came, always as a download, never shown in the page's own origin."""
    one = get_object_or_404(Report.objects.visible_to(request.user).select_related("original"), pk=pk)
    answer = HttpResponse(bytes(one.original.content), content_type="application/octet-stream")
    answer.headers["Content-Disposition"] = f'attachment; filename="report-{pk}.bin"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


@require_POST
@requires(Act.RETRY)
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(Report.objects.visible_to(request.user), pk=pk)
    if tasks.requeue(Report.objects.filter(pk=one.pk)):
        messages.success(request, f"Report #{pk} will be read again.")
    else:
        messages.info(request, f"Report #{pk} is being read right now.")
    return redirect("report", pk=pk)
