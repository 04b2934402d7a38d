"""The inbox, and one report with every word that something rests on."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from incidents import live, tasks
from incidents.access import Act
from incidents.filters import ReportFilter
from incidents.models import JobState, Report
from incidents.views import report_page
from incidents.views.doors import requires, sees
from incidents.views.paging import listing


@require_GET
@sees
def report_list(request: HttpRequest) -> HttpResponse:
    everything = Report.objects.visible_to(request.user).select_related("job", "source", "original", "submitted_by")
    chosen = ReportFilter(request.GET, queryset=everything)
    rows = chosen.qs if chosen.is_valid() else everything.none()
    rows = rows.annotate(
        incident_count=Count("machine_incidents", filter=~Q(machine_incidents__status="withdrawn"), distinct=True),
        statement_count=Count("statements", filter=Q(statements__withdrawn_at=None), distinct=True),
    )
    rows = rows.order_by("-received_at", "-id")
    states = {state.value: everything.filter(job__state=state.value).count() for state in JobState}
    context = {
        "listing": listing(request, rows), "states": states, "labels": dict(JobState.choices), "query": request.GET,
        "errors": [e for errors in chosen.errors.values() for e in errors],
    }  # fmt: skip
    return render(request, "incidents/reports.html", context)


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
