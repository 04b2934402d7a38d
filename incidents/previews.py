"""Workers make previews of re-readings one by one, behind the reports that wait; the database holds what is to be done."""

from __future__ import annotations

import logging
from dataclasses import asdict
from datetime import timedelta
from typing import Any

import redis
from billiard.exceptions import SoftTimeLimitExceeded
from celery import shared_task
from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from incidents import live, parsing, records
from incidents.foreseen import foreseen
from incidents.models import Preview, PreviewRun, Report, User
from incidents.named import place_of
from incidents.parsing import Document, Known
from incidents.reconcile import Plan

log = logging.getLogger(__name__)
MAX_ATTEMPTS = 2
ASKED_ANEW = (
    "run", "asked_by", "asked_at", "state", "attempts", "taken_at", "made_at", "parser_version", "adds", "changes", "keeps",
    "withdraws", "disputes", "records", "error",
)  # fmt: skip


@transaction.atomic
def ask(reports: models.QuerySet[Report], *, by: User | None, run: PreviewRun | None = None) -> int:
    """A preview for each of these reports that has a text, made as soon as a worker has time; returns how many."""
    now = timezone.now()
    rows = [
        Preview(report_id=pk, run=run, asked_by=by, asked_at=now)
        for pk in reports.exclude(text="").order_by("pk").values_list("pk", flat=True)
    ]
    Preview.objects.bulk_create(
        rows, batch_size=2000, update_conflicts=True, unique_fields=["report"], update_fields=ASKED_ANEW
    )
    if rows:
        transaction.on_commit(wake)
    return len(rows)


def wake() -> None:
    """Tell a worker; a Redis that is down is only logged, the sweeper tells one later."""
    try:
        make_preview.apply_async(retry=False)
    except (OSError, make_preview.OperationalError) as problem:
        log.warning("previews wait for the sweeper, no worker could be woken: %s", problem)


def due() -> models.QuerySet[Preview]:
    """Single ones first, then runs that nobody stopped; also those whose worker ended without a word."""
    lost = timezone.now() - timedelta(seconds=settings.PARSE_TIME_LIMIT + 30)
    open_runs = Preview.objects.filter(models.Q(run=None) | models.Q(run__stopped_at=None))
    waiting = models.Q(state=Preview.State.WAITING) | models.Q(state=Preview.State.RUNNING, taken_at__lt=lost)
    return open_runs.filter(waiting).order_by(models.F("run").desc(nulls_first=True), "asked_at", "pk")


def sweep() -> bool:
    """Wake a worker where previews wait and nothing else does; True when there were any."""
    try:
        if not due().exists() or live.client().llen(settings.CELERY_TASK_DEFAULT_QUEUE):
            return False
    except redis.RedisError as problem:
        log.warning("no worker can be woken: %s", problem)
        return False
    wake()
    return True


@shared_task(name="incidents.make_preview")
def make_preview() -> None:
    """Make the next preview, then let the queue go on: a report that came in meanwhile is read first."""
    preview = _take()
    if preview is None:
        return
    try:
        _make(preview)
    except SoftTimeLimitExceeded:
        _fail(preview, f"reading took longer than {settings.PARSE_TIME_LIMIT} s.")
    except Exception as problem:
        log.exception("the preview of report %s failed", preview.report_id)
        _fail(preview, f"the parser stopped with {type(problem).__name__}: {str(problem)[:200]}.")
    if due().exists():
        wake()


@transaction.atomic
def _take() -> Preview | None:
    worn = due().filter(attempts__gte=MAX_ATTEMPTS).values("pk")
    Preview.objects.filter(pk__in=worn).update(
        state=Preview.State.FAILED, error="the worker that read it ended without a word (out of memory or of time)."
    )
    one = due().select_for_update(skip_locked=True, of=("self",)).first()
    if one is None:
        return None
    one.state, one.taken_at, one.attempts = Preview.State.RUNNING, timezone.now(), one.attempts + 1
    one.save(update_fields=["state", "taken_at", "attempts"])
    return one


def plan_of(report: Report) -> tuple[Plan, str]:
    """(plan, parser version) of reading this report again as it stands."""
    known = Known(report.published_on, report.source.name if report.source else "", report.language)
    reading = parsing.parse(Document(report.text, known))
    return records.plan_for(report, reading), reading.parser_version


def _make(preview: Preview) -> None:
    report = Report.objects.select_related("source").get(pk=preview.report_id)
    plan, version = plan_of(report)
    _keep_places(plan)
    numbers = plan.numbers()
    done: dict[str, Any] = {
        "state": Preview.State.READY, "made_at": timezone.now(), "parser_version": version, "error": "",
        "adds": numbers["add"], "changes": numbers["change"], "keeps": numbers["keep"], "withdraws": numbers["withdraw"],
        "disputes": plan.disputes(), "records": [asdict(one) for one in foreseen(plan, report.text)],
    }  # fmt: skip
    Preview.objects.filter(pk=preview.pk, asked_at=preview.asked_at).update(**done)


def _keep_places(plan: Plan) -> None:
    """A place that a person may choose instead of the own one has a row of the gazetteer."""
    for step in plan.incidents:
        if any(dispute.field == "place" for dispute in step.disputes):
            place_of(step.wanted.place)


def _fail(preview: Preview, error: str) -> None:
    failed = Preview.objects.filter(pk=preview.pk, asked_at=preview.asked_at)
    failed.update(state=Preview.State.FAILED, error=error[:500], made_at=timezone.now())
