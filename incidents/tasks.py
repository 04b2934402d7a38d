"""Workers lease reports from the database, read them, and write while the lease is theirs. Redis only wakes them."""

from __future__ import annotations

import logging
import resource
import socket
import time
import traceback
import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import redis
from billiard.exceptions import SoftTimeLimitExceeded
from celery import shared_task
from celery.signals import worker_process_init
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from incidents import live, parsing, records
from incidents.duplicates import link_near_duplicates
from incidents.held import corrected_fields
from incidents.models import Job, JobState, Report
from incidents.named import source_named
from incidents.parsing import Document, Known, Unreadable, readers
from incidents.parsing.language import language_of

log = logging.getLogger(__name__)

WOKEN_AT_ONCE = 500  # of many that are put back together; the sweeper wakes workers for the rest as the queue empties
BACK_OFF = (timedelta(seconds=2), timedelta(seconds=15))


def wake(report_id: int) -> None:
    """Tell a worker that a report waits. A Redis that is down is only logged: the row is the promise, the sweeper finds it."""
    try:
        read_report.apply_async((report_id,), retry=False)
    except (OSError, read_report.OperationalError) as problem:
        log.warning("report %s waits for the sweeper, no worker could be woken: %s", report_id, problem)


@worker_process_init.connect
def _load_model(**_signal: Any) -> None:
    """Once a process, so that the first report does not pay for it; what it may take beyond that is limited."""
    parsing.warm(Document(""))
    limit_memory(settings.PARSE_MEMORY_BYTES)


def limit_memory(more: int) -> None:
    """A report that asks for much more than any needs fails alone (MemoryError), before the machine runs out."""
    held = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (held + more, hard))


class LeaseLost(Exception):
    """Another worker holds the job now; whatever this one read is not written."""


@transaction.atomic
def lease(report_id: int) -> Job | None:
    """The job of this report for LEASE_SECONDS, its attempt counted; None when it is taken, done or not yet due."""
    job = Job.objects.select_for_update(skip_locked=True, of=("self",)).due().filter(report_id=report_id).first()
    if job is None:
        return None
    if job.attempts >= settings.MAX_ATTEMPTS:
        _quarantine(job, _worn_out(job))
        return None
    now = timezone.now()
    job.state, job.lease, job.leased_until = (
        JobState.RUNNING,
        uuid.uuid4(),
        now + timedelta(seconds=settings.LEASE_SECONDS),
    )
    job.attempts += 1
    job.worker, job.started_at, job.stage = socket.gethostname()[:120], now, "reading"
    job.save()
    return job


def _worn_out(job: Job) -> str:
    why = job.error or "the worker that read it ended without a word (killed, out of memory or out of time)"
    return f"Given up after {job.attempts} attempts: {why} The original is kept. Retry it, or submit the text as plain text."


def _quarantine(job: Job, reason: str) -> None:
    job.state, job.error, job.finished_at, job.lease = JobState.QUARANTINED, reason, timezone.now(), None
    job.save()
    transaction.on_commit(lambda: live.tell(job))


@shared_task(name="incidents.read_report")
def read_report(report_id: int) -> None:
    """Read one report if nobody else does; a failure is retried later, a text that cannot be read is quarantined at once."""
    job = lease(report_id)
    if job is None:
        return
    live.tell(job)
    try:
        _read(job)
    except LeaseLost:
        log.warning("report %s: the lease was lost, nothing was written", report_id)
    except Unreadable as problem:
        _finish(job, JobState.QUARANTINED, str(problem))
    except SoftTimeLimitExceeded:
        _fail(job, f"reading took longer than {settings.PARSE_TIME_LIMIT} s.", "")
    except Exception as problem:
        log.exception("report %s failed", report_id)
        _fail(job, f"the parser stopped with {type(problem).__name__}: {str(problem)[:200]}.", traceback.format_exc())


def _read(job: Job) -> None:
    report = Report.objects.select_related("original").get(pk=job.report_id)
    watch = Progress(job)
    document = _document(report)
    report = _keep_text(job, document)
    reading = parsing.parse(_with_what_people_said(report, document), watch=watch)
    watch("writing", 0, 1)
    with transaction.atomic():
        held = _still_ours(job)
        records.apply(report, reading)
        link_near_duplicates(Report.objects.get(pk=report.pk))
        held.state, held.finished_at, held.lease, held.error, held.stage = JobState.DONE, timezone.now(), None, "", ""
        held.save()
    live.tell(held)


def _still_ours(job: Job) -> Job:
    """The job's row, locked; LeaseLost when somebody else holds it by now."""
    held = Job.objects.select_for_update().get(pk=job.pk)
    if held.lease != job.lease:
        raise LeaseLost
    return held


def _document(report: Report) -> Document:
    """The report's text; read from the bytes the first time, and as it was kept ever after."""
    if report.text:
        return Document(report.text)
    return readers.read(bytes(report.original.content), report.original.filename)


@transaction.atomic
def _keep_text(job: Job, document: Document) -> Report:
    """The report with its text, and with what its file says about it where no person said otherwise."""
    _still_ours(job)
    report = Report.objects.select_for_update(no_key=True, of=("self",)).select_related("source").get(pk=job.report_id)
    if report.text:
        return report
    kept = corrected_fields("report", report.pk)
    report.text = document.text
    if "headline" not in kept:
        report.headline = document.headline[:500]
    report.notes = list(document.notes)
    if "language" not in kept:
        report.language = document.known.language or language_of(document.text)
    if document.known.published and "published_on" not in kept:
        report.published_on = document.known.published
    if document.known.source and "source" not in kept:
        report.source = source_named(document.known.source)
    report.save()
    return report


def _with_what_people_said(report: Report, document: Document) -> Document:
    known = Known(
        published=report.published_on, source=report.source.name if report.source else "", language=report.language
    )
    return Document(text=report.text, known=known, headline=document.headline, notes=document.notes)


def _finish(job: Job, state: str, error: str, detail: str = "", next_try: Any = None) -> None:
    """Only the holder of the lease may say how it ended."""
    done = Job.objects.filter(pk=job.pk, lease=job.lease).update(
        state=state, error=error, error_detail=detail[-8000:], lease=None, next_try_at=next_try,
        finished_at=timezone.now() if state != JobState.QUEUED else None,
    )  # fmt: skip
    if done:
        live.tell(Job.objects.get(pk=job.pk))


def _fail(job: Job, error: str, detail: str) -> None:
    job.error = error
    if job.attempts >= settings.MAX_ATTEMPTS:
        _finish(job, JobState.QUARANTINED, _worn_out(job), detail)
    else:
        _finish(job, JobState.QUEUED, error, detail, timezone.now() + BACK_OFF[min(job.attempts, len(BACK_OFF)) - 1])


class Progress:
    """Told of every stage by the parser; tells the page at most five times a second."""

    def __init__(self, job: Job) -> None:
        self.job, self.last, self.stage = job, 0.0, ""

    def __call__(self, stage: str, done: int, total: int) -> None:
        now = time.monotonic()
        if stage == self.stage and now - self.last < 0.2:
            return
        self.last, self.stage = now, stage
        self.job.stage, self.job.stage_done, self.job.stage_total = stage, done, total
        Job.objects.filter(pk=self.job.pk, lease=self.job.lease).update(stage=stage, stage_done=done, stage_total=total)
        live.tell(self.job)


def waiting(limit: int) -> list[int]:
    """Reports that are due, oldest first but one of each user in turn, so that a thousand of one do not starve another."""
    sql = """
        SELECT report_id FROM (
            SELECT job.report_id, job.queued_at,
                   row_number() OVER (PARTITION BY report.submitted_by_id ORDER BY job.queued_at, job.id) AS turn
            FROM incidents_job job JOIN incidents_report report ON report.id = job.report_id
            WHERE (job.state = 'queued' AND (job.next_try_at IS NULL OR job.next_try_at <= now()))
               OR (job.state = 'running' AND job.leased_until < now())
        ) AS due ORDER BY turn, queued_at LIMIT %s"""
    with connection.cursor() as cursor:
        cursor.execute(sql, [limit])
        return [row[0] for row in cursor.fetchall()]


def sweep(*, older_than: float = 3.0, limit: int = 200) -> int:
    """Wake workers for what was lost: queued rows that nobody took and leases that ran out. Returns how many.

    While wake-ups still wait in the queue nothing is lost yet, and more of them would only pile up.
    """
    try:
        if live.client().llen(settings.CELERY_TASK_DEFAULT_QUEUE):
            return 0
    except redis.RedisError as problem:
        log.warning("no worker can be woken: %s", problem)
        return 0
    settled = timezone.now() - timedelta(seconds=older_than)
    fresh = set(
        Job.objects.filter(state=JobState.QUEUED, queued_at__gt=settled, attempts=0).values_list("report_id", flat=True)
    )
    lost = [report_id for report_id in waiting(limit) if report_id not in fresh]
    for report_id in lost:
        wake(report_id)
    return len(lost)


def requeue(reports: Any) -> int:
    """Put reports back to be read again with a fresh count of attempts; returns how many."""
    ids = list(
        Job.objects.filter(report__in=reports)
        .exclude(Q(state=JobState.RUNNING) & Q(leased_until__gt=timezone.now()))
        .values_list("report_id", flat=True)
    )
    Job.objects.filter(report_id__in=ids).update(
        state=JobState.QUEUED, attempts=0, next_try_at=None, lease=None, leased_until=None, error="", error_detail="",
        finished_at=None, stage="", queued_at=timezone.now(), stage_done=0, stage_total=0,
    )  # fmt: skip
    for report_id in ids[:WOKEN_AT_ONCE]:
        transaction.on_commit(lambda report_id=report_id: wake(report_id))  # type: ignore[misc]
    return len(ids)
