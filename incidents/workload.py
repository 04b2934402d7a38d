"""How the workers keep up: what waits and for how long, how long reading takes, what is stuck, and why reports failed."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from django.db.models import F, Min
from django.utils import timezone

from incidents.models import Job, JobState, Report

LATELY = 1000  # of the reports that came in last
FAILED = 1000


@dataclass(frozen=True, slots=True)
class Workload:
    waiting: int
    reading: int
    oldest: timedelta | None  # how long the oldest that is due has waited
    usual: float | None  # seconds that reading took: of half of the last reports at most this
    slow: float | None  # and of 95 in 100
    measured: int
    stuck: int
    causes: tuple[tuple[str, int], ...]  # of those that could not be read, the most frequent first


def workload() -> Workload:
    """As it is now."""
    now = timezone.now()
    states = Counter(Job.objects.filter(state__in=(JobState.QUEUED, JobState.RUNNING)).values_list("state", flat=True))
    oldest = Job.objects.due(now).filter(state=JobState.QUEUED).aggregate(at=Min("queued_at"))["at"]
    seconds = _seconds()
    usual, slow = np.percentile(seconds, (50, 95)).tolist() if seconds else (None, None)
    return Workload(
        states[JobState.QUEUED], states[JobState.RUNNING], now - oldest if oldest else None, usual, slow, len(seconds), Report.objects.stuck(now).count(), _causes(),
    )  # fmt: skip


def _seconds() -> list[float]:
    """How long the last reports took from the start of the attempt that read them."""
    done = Job.objects.filter(state=JobState.DONE, started_at__isnull=False, finished_at__isnull=False).order_by("-pk")
    return [took.total_seconds() for took in done.values_list(F("finished_at") - F("started_at"), flat=True)[:LATELY]]


def _causes() -> tuple[tuple[str, int], ...]:
    failed = Job.objects.filter(state=JobState.QUARANTINED).order_by("-pk").values_list("error", flat=True)[:FAILED]
    return tuple(Counter(cause_of(error) for error in failed).most_common())


def cause_of(error: str) -> str:
    """The cause in a failure's words, the same for all that failed alike: without the attempts, the numbers and the advice."""
    text = re.sub(r"^Given up after \d+ attempts: ", "", error)
    first = re.split(r"(?<=[.!?])\s", text, maxsplit=1)[0].rstrip(".")
    return re.sub(r"\d+", "…", first) or "no reason was kept"
