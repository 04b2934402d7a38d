"""Killing workers loses and doubles nothing: a real worker, a real SIGKILL, the database as the judge."""

from __future__ import annotations

import datetime as dt
import os
import random
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.utils import timezone

from incidents import intake, live, tasks
from incidents.models import Incident, Job, JobState, Report, Statement
from tests.conftest import running_worker
from tests.factories import STORY, a_border

PEOPLE = ("Rustam Karimov", "Davlat Safarov", "Farid Stanekzai", "Muhiddin Saidov", "Alisher Tukhtaev")
KILLS = 20


def stories(n: int) -> Iterator[str]:
    """Reports that differ enough to be read each on its own."""
    for number in range(n):
        yield (
            STORY.replace("Over 1,000", f"Over {1000 + number * 7}").replace(
                "Rustam Karimov", PEOPLE[number % len(PEOPLE)]
            )
            + f"\n\nItem {number} of the day's file ends here." * 20
        )


def pool_children(worker: int) -> list[int]:
    found = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(worker)], capture_output=True, text=True, check=False
    ).stdout
    return [int(pid) for pid in found.split()]


def being_read(since: dt.datetime) -> Job | None:
    """A job that somebody leased since then, and so reads right now: an older lease may be that of a dead child."""
    return Job.objects.filter(state=JobState.RUNNING, started_at__gt=since, stage__gt="").first()


def died_half_way(job: Job, since: dt.datetime) -> bool:
    """True when the killed child had not finished: its lease still stands, and nothing of this reading is written."""
    held = Job.objects.get(pk=job.pk)
    written = Report.objects.filter(pk=job.report_id, parsed_at__gt=since).exists()
    return held.state == JobState.RUNNING and held.lease == job.lease and not written


@pytest.fixture
def fast_leases(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """A lease that ends soon, so that the drill takes a minute and not twenty."""
    return {"BW_PARSE_TIME_LIMIT": "5", "BW_LEASE_MARGIN": "1"}


@pytest.mark.slow
@pytest.mark.timeout(330)
@pytest.mark.django_db(transaction=True)
def test_killing_a_pool_child_in_mid_reading_twenty_times_loses_and_doubles_nothing(
    fast_leases: dict[str, str], all_read: Callable[[float], None], settings: object
) -> None:
    a_border()
    for text in stories(12):
        assert intake.paste(text=text, by=None).outcome == "accepted"
    with running_worker(**fast_leases) as worker:
        killed, deadline, rng, since = 0, time.monotonic() + 200, random.Random(5), timezone.now()
        while killed < KILLS and time.monotonic() < deadline:
            job = being_read(since)
            if job is not None:
                time.sleep(rng.uniform(0.0, 0.08))
                killed_at = timezone.now()
                for child in pool_children(worker.pid):
                    os.kill(child, signal.SIGKILL)
                killed += died_half_way(job, job.started_at or killed_at)
                since = killed_at
                # Three failures would quarantine: the drill kills more often than any report deserves.
                Job.objects.exclude(state=JobState.DONE).update(attempts=0)
            elif not Job.objects.exclude(state=JobState.DONE).exists():
                tasks.requeue(Report.objects.all())
            tasks.sweep(older_than=1.0)
            time.sleep(0.02)
        assert killed == KILLS, f"only {killed} kills hit a child in mid-reading"
        Job.objects.filter(state=JobState.QUARANTINED).update(state=JobState.QUEUED, attempts=0, next_try_at=None)
        all_read(100)
    assert Report.objects.count() == 12
    assert Job.objects.filter(state=JobState.DONE).count() == 12
    for report in Report.objects.all():
        assert report.machine_incidents.exclude(status="withdrawn").count() == 1, report.pk
        assert (
            report.statements.filter(withdrawn_at=None).count()
            == Statement.objects.filter(report=report).values("content").distinct().count()
        )
    assert Incident.objects.current().count() == 12


@pytest.mark.slow
@pytest.mark.timeout(200)
@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_whole_leaves_its_report_to_the_next_one(
    fast_leases: dict[str, str], all_read: Callable[[float], None]
) -> None:
    a_border()
    for text in stories(3):
        intake.paste(text=text, by=None)
    began = timezone.now()
    with running_worker(**fast_leases) as worker:
        deadline = time.monotonic() + 40
        while being_read(began) is None and time.monotonic() < deadline:
            time.sleep(0.05)
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait(timeout=5)
        left = Job.objects.exclude(state=JobState.DONE).count()
        assert left >= 1
        with running_worker(**fast_leases):
            all_read(90)
    assert Incident.objects.current().count() == 3, list(Job.objects.values_list("state", "error", "error_detail"))


@pytest.mark.django_db(transaction=True)
def test_a_redis_that_is_down_delays_a_report_and_loses_none(monkeypatch: pytest.MonkeyPatch) -> None:
    from borderwatch.celery import app

    a_border()
    send = tasks.read_report.apply_async
    with app.connection_for_write("redis://127.0.0.1:1/0") as dead:
        monkeypatch.setattr(tasks.read_report, "apply_async", lambda args, **more: send(args, connection=dead, **more))
        begun = time.monotonic()
        receipt = intake.paste(text=STORY, by=None)
    assert receipt.outcome == "accepted" and time.monotonic() - begun < 5
    assert receipt.report is not None and receipt.report.job.state == JobState.QUEUED


@pytest.mark.slow
@pytest.mark.timeout(120)
@pytest.mark.django_db(transaction=True)
def test_a_report_whose_wake_up_was_lost_is_found_by_the_sweeper_and_not_woken_twice(
    all_read: Callable[[float], None],
) -> None:
    a_border()
    intake.paste(text=STORY, by=None)
    live.client().flushdb()
    assert tasks.sweep(older_than=0) == 1
    assert tasks.sweep(older_than=0) == 0, "the wake-up still waits: nothing is lost"
    live.client().flushdb()
    with running_worker():
        all_read(60)


def test_the_samples_are_where_the_demo_looks() -> None:
    from incidents.management.commands.demo import SAMPLES

    assert len([path for path in Path(SAMPLES).iterdir() if path.is_file()]) > 12
