"""Reading again with a newer parser: one report's preview with its choices, and runs over many reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Count, F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from incidents import previews, rereading, review
from incidents.access import Act
from incidents.models import Preview, PreviewRun, Report
from incidents.parsing import PARSER_VERSION
from incidents.views.doors import may_now, requires, with_form
from incidents.views.facts import label_of
from incidents.views.wording import value_words

VERBS = {"add": "New", "change": "Changes", "return": "Comes back", "withdraw": "Withdrawn", "keep": "Stays"}
PART_NAMES = {"claim": "Claim", "participant": "Participant"}
SAMPLES = (50, 500)
SHOWN = 50


@dataclass(frozen=True, slots=True)
class LineView:
    label: str
    before: str
    after: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DisputeView:
    """`choice` is what ticking it sends."""

    choice: str
    label: str
    then: str
    person: str
    now: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecordView:
    kind: str
    pk: int | None
    verb: str
    verb_words: str
    title: str
    lines: tuple[LineView, ...]
    disputes: tuple[DisputeView, ...]
    parts: tuple[RecordView, ...]

    @property
    def is_quiet(self) -> bool:
        return self.verb == "keep" and not self.disputes and all(part.is_quiet for part in self.parts)


def _record(one: Mapping[str, Any]) -> RecordView:
    kind = one["kind"]
    return RecordView(
        kind,
        one["pk"],
        one["verb"],
        VERBS[one["verb"]],
        _title(kind, one["title"]),
        tuple(_line(kind, line) for line in one["lines"]),
        tuple(_dispute(kind, one["pk"], dispute) for dispute in one["disputes"]),
        tuple(_record(part) for part in one["parts"]),
    )


def _title(kind: str, title: str) -> str:
    field = {"incident": "event_type", "claim": "kind"}.get(kind, "")
    return value_words(kind, field, title)


def _line(kind: str, line: Mapping[str, Any]) -> LineView:
    before, after = (value_words(kind, line["field"], line[end]) for end in ("before", "after"))
    return LineView(label_of(line["field"]), before, after, tuple(line["words"]))


def _dispute(kind: str, pk: int, one: Mapping[str, Any]) -> DisputeView:
    then, person, now = (value_words(kind, one["field"], one[side]) for side in ("then", "person", "now"))
    return DisputeView(f"{kind}:{pk}:{one['field']}", label_of(one["field"]), then, person, now, tuple(one["words"]))


@with_form
@requires(Act.RETRY)
def reread(request: HttpRequest, pk: int) -> HttpResponse:
    """GET shows the last preview; POST asks for a fresh one."""
    report = get_object_or_404(Report.objects.visible_to(request.user).select_related("job", "source"), pk=pk)
    if request.method == "POST":
        if not previews.ask(Report.objects.filter(pk=pk), by=request.user):
            messages.error(request, "This report has no text yet; there is nothing to compare with.")
        return redirect("report-reread", pk=pk)
    preview = Preview.objects.filter(report=report).select_related("asked_by").first()
    records = [_record(one) for one in preview.records] if preview else []
    context = {
        "report": report, "preview": preview, "present": PARSER_VERSION,
        "loud": [one for one in records if not one.is_quiet], "quiet": [one for one in records if one.is_quiet],
        "waiting": preview is not None and preview.is_due,
    }  # fmt: skip
    return render(request, "incidents/reread.html", context)


@require_POST
@requires(Act.RETRY)
def apply_one(request: HttpRequest, pk: int) -> HttpResponse:
    """Read it again for good; the ticked fields follow the machine, each as a correction of this person."""
    report = get_object_or_404(Report.objects.visible_to(request.user), pk=pk)
    chosen = request.POST.getlist("machine") if may_now(request, Act.CORRECT) else []
    try:
        taken = rereading.apply(report, by=request.user, chosen=chosen)
    except (review.Refused, review.Conflict) as refused:
        messages.error(request, f"Nothing was applied. {refused}")
        return redirect("report-reread", pk=pk)
    also = f" {taken} corrected field{'s follow' if taken != 1 else ' follows'} the machine." if taken else ""
    messages.success(request, f"Report #{pk} will be read again.{also}")
    return redirect("report", pk=pk)


@with_form
@requires(Act.BULK)
def runs(request: HttpRequest) -> HttpResponse:
    """How many reports another parser read; a POST starts the previews of some or all of them."""
    if request.method == "POST":
        most = request.POST.get("most", "")
        run = rereading.start_run(by=request.user, most=int(most) if most.isdigit() and 0 < len(most) < 9 else None)
        return redirect("reread-run", pk=run.pk)
    older = rereading.older()
    versions = older.order_by().values("parser_version").annotate(n=Count("pk")).order_by("-n")
    context = {
        "older": older.count(), "present": PARSER_VERSION, "versions": versions, "samples": SAMPLES,
        "runs": [(run, rereading.numbers_of(run)) for run in PreviewRun.objects.select_related("asked_by", "applied_by")[:10]],
    }  # fmt: skip
    return render(request, "incidents/reread_runs.html", context)


@require_GET
@requires(Act.BULK)
def run_page(request: HttpRequest, pk: int) -> HttpResponse:
    run = get_object_or_404(PreviewRun.objects.select_related("asked_by", "applied_by"), pk=pk)
    numbers = rereading.numbers_of(run)
    context = {
        "run": run, "numbers": numbers, "waiting": bool(numbers.left) and run.stopped_at is None,
        "altering": _most_altering(run)[:SHOWN], "shown": SHOWN,
        "failed": run.previews.filter(state=Preview.State.FAILED).select_related("report")[:SHOWN],
    }  # fmt: skip
    return render(request, "incidents/reread_run.html", context)


def _most_altering(run: PreviewRun) -> QuerySet[Preview]:
    """Corrected fields in dispute first, then by how much would change."""
    weight = F("adds") + F("changes") + F("withdraws")
    altering = run.previews.filter(state=Preview.State.READY).annotate(weight=weight)
    return altering.exclude(weight=0, disputes=0).select_related("report").order_by("-disputes", "-weight", "report_id")


@require_POST
@requires(Act.BULK)
def act_on_run(request: HttpRequest, pk: int) -> HttpResponse:
    run = get_object_or_404(PreviewRun, pk=pk)
    if request.POST.get("act") == "stop":
        rereading.stop_run(run)
        messages.info(request, "Stopped; what was previewed so far can be applied.")
    elif request.POST.get("act") == "apply":
        n = rereading.apply_run(run, by=request.user)
        messages.success(request, f"{n} report{'s' if n != 1 else ''} will be read again.")
    return redirect("reread-run", pk=pk)
