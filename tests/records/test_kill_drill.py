"""Killing workers loses and doubles nothing: a real worker, a real SIGKILL, the database as the judge."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from incidents import intake
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


def is_reading() -> bool:
    return Job.objects.filter(state=JobState.RUNNING).exists()


@pytest.fixture
def fast_leases(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """A lease that ends soon, so that the drill takes a minute and not twenty."""
    return {"BW_PARSE_TIME_LIMIT": "5", "BW_LEASE_MARGIN": "1"}


@pytest.mark.slow
@pytest.mark.timeout(280)
@pytest.mark.django_db(transaction=True)
def test_killing_a_pool_child_in_mid_reading_twenty_times_loses_and_doubles_nothing(
    fast_leases: dict[str, str], all_read: Callable[[float], None], settings: object
) -> None:
    a_border()
    for text in stories(12):
        assert intake.paste(text=text, by=None).outcome == "accepted"
    with running_worker(**fast_leases) as worker:
        killed, deadline, rng = 0, time.monotonic() + 150, random.Random(5)
        while killed < KILLS and time.monotonic() < deadline:
            if not is_reading():
                Job.objects.filter(state=JobState.DONE, attempts__lt=99).update(
                    state=JobState.QUEUED, attempts=0, next_try_at=None
                )
            children = pool_children(worker.pid)
            if children and is_reading():
                time.sleep(rng.uniform(0.0, 0.15))
                os.kill(rng.choice(children), signal.SIGKILL)
                killed += 1
                # Three failures would quarantine: the drill kills more often than any report deserves.
                Job.objects.exclude(state=JobState.DONE).update(attempts=0)
            time.sleep(0.3)
            from incidents.tasks import sweep

            sweep(older_than=1.0)
        assert killed == KILLS, f"only {killed} kills hit a reading worker"
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
    with running_worker(**fast_leases) as worker:
        deadline = time.monotonic() + 40
        while not is_reading() and time.monotonic() < deadline:
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
    from incidents import tasks

    a_border()
    send = tasks.read_report.apply_async
    with app.connection_for_write("redis://127.0.0.1:1/0") as dead:
        monkeypatch.setattr(tasks.read_report, "apply_async", lambda args, **more: send(args, connection=dead, **more))
        begun = time.monotonic()
        receipt = intake.paste(text=STORY, by=None)
    assert receipt.outcome == "accepted" and time.monotonic() - begun < 5
    assert receipt.report is not None and receipt.report.job.state == JobState.QUEUED


def test_the_samples_are_where_the_demo_looks() -> None:
    from incidents.management.commands.demo import SAMPLES

    assert len([path for path in Path(SAMPLES).iterdir() if path.is_file()]) > 12
