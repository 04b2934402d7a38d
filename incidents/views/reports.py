"""The inbox, and one report with every word that something rests on."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from incidents import live, tasks
from incidents.access import Act
from incidents.filters import ReportFilter
from incidents.models import Correction, Evidence, JobState, Report
from incidents.views.doors import requires, sees
from incidents.views.marking import mark
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
    evidence = list(
        Evidence.objects.filter(report=one).select_related(
            "incident", "claim__incident", "participant__incident", "participant__actor", "statement"
        )
    )
    current = [e for e in evidence if not _is_gone(e)]
    by_record: dict[str, dict[str, Any]] = defaultdict(dict)
    for e in current:
        kind, key = record_of(e)
        by_record[f"{kind}{key}"].setdefault(e.field, e)
    context = {
        "report": one,
        "paragraphs": mark(one.text, current),
        "incidents": one.incidents.exclude(status="withdrawn").prefetch_related("claims__attributed_to", "participants__actor").select_related("border"),
        "statements": one.statements.filter(withdrawn_at=None).select_related("speaker"),
        "words": by_record,
        "said_by_people": Correction.objects.filter(record_kind="report", record_id=pk).select_related("by"),
        "earlier": one.earlier_links.select_related("earlier__source"),
        "later": one.later_links.select_related("later__source"),
    }  # fmt: skip
    return render(request, "incidents/report.html", context)


def record_of(evidence: Evidence) -> tuple[str, int]:
    """The record that a piece of evidence stands for: ("incident", 12)."""
    for kind in ("incident", "claim", "participant", "statement"):
        key = getattr(evidence, f"{kind}_id")
        if key:
            return kind, key
    return "report", evidence.report_id


def _is_gone(evidence: Evidence) -> bool:
    if evidence.incident:
        return bool(evidence.incident.status == "withdrawn")
    if evidence.claim:
        return evidence.claim.withdrawn_at is not None or evidence.claim.incident.status == "withdrawn"
    if evidence.participant:
        return bool(evidence.participant.incident.status == "withdrawn")
    return evidence.statement is not None and evidence.statement.withdrawn_at is not None


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
