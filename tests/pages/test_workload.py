"""How the workers keep up, as the reports page says it: what waits, how long reading takes, what is stuck, why reports failed."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from incidents.models import Job, Report
from incidents.templatetags.border import duration_words
from incidents.workload import cause_of, workload
from tests.factories import a_report
from tests.pages.conftest import Visit


def ago(**span: float) -> dt.datetime:
    return timezone.now() - dt.timedelta(**span)


SECOND, MINUTE = dt.timedelta(seconds=1), dt.timedelta(minutes=1)
# A span is a time so long ago; one that is below nothing is still to come.
STANDINGS: dict[str, tuple[dict[str, Any], bool]] = {
    "just came in": ({"state": "queued", "queued_at": 20 * SECOND}, False),
    "waits for six minutes": ({"state": "queued", "queued_at": 6 * MINUTE}, True),
    "is tried again later": ({"state": "queued", "queued_at": 6 * MINUTE, "next_try_at": -MINUTE}, False),
    "was to be tried again long ago": ({"state": "queued", "queued_at": 60 * MINUTE, "next_try_at": 9 * MINUTE}, True),
    "is being read": ({"state": "running", "leased_until": -MINUTE}, False),
    "was being read by a worker that is gone": ({"state": "running", "leased_until": 5 * SECOND}, True),
    "is done": ({"state": "done", "queued_at": 9_999 * MINUTE}, False),
    "could not be read": ({"state": "quarantined", "queued_at": 9_999 * MINUTE}, False),
}  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(("job", "is_stuck"), STANDINGS.values(), ids=STANDINGS)
def test_stuck_is_what_no_worker_takes_though_it_is_due(visit: Visit, job: dict[str, Any], is_stuck: bool) -> None:
    report = a_report()
    now = timezone.now()
    values = {name: now - value if isinstance(value, dt.timedelta) else value for name, value in job.items()}
    Job.objects.filter(report=report).update(**values)
    assert Report.objects.stuck().exists() is is_stuck
    page = visit("reader").get("/reports/?stuck=true").text
    assert (f'href="/reports/{report.pk}/"' in page) is is_stuck


CAUSES = {
    "This PDF is broken. Save it again.": "This PDF is broken",
    "Given up after 3 attempts: reading took longer than 120 s. The original is kept.": "reading took longer than … s",
    "Given up after 2 attempts: the parser stopped with KeyError: 17. The original is kept.": "the parser stopped with KeyError: …",
    "": "no reason was kept",
}


@pytest.mark.parametrize(("error", "cause"), CAUSES.items())
def test_failures_of_one_cause_are_one(error: str, cause: str) -> None:
    assert cause_of(error) == cause


@pytest.mark.django_db
def test_the_workload_counts_waits_and_times(visit: Visit) -> None:
    begun = ago(hours=1)
    for seconds in (1, 2, 3, 4, 100):
        Job.objects.filter(report=a_report()).update(
            started_at=begun, finished_at=begun + dt.timedelta(seconds=seconds)
        )
    Job.objects.filter(report=a_report()).update(state="queued", queued_at=ago(seconds=150))
    for error in ("This PDF is broken. Save it again.", "This PDF is broken. Save it again.", "The text is empty."):
        Job.objects.filter(report=a_report()).update(state="quarantined", error=error)
    now = workload()
    assert (now.waiting, now.reading, now.measured, now.usual, now.stuck) == (1, 0, 5, 3.0, 0)
    assert now.slow == pytest.approx(80.8) and now.oldest is not None and 149 < now.oldest.total_seconds() < 160
    assert now.causes == (("This PDF is broken", 2), ("The text is empty", 1))
    page = visit("reader").get("/reports/").text
    assert "the oldest waits 2 min" in page and "3.00 s for half of the last 5 reports, 81 s or less for 95 %" in page
    assert "2 × This PDF is broken; 1 × The text is empty." in page


@pytest.mark.django_db
def test_a_quiet_queue_says_so(visit: Visit) -> None:
    assert "Nothing waits." in visit("reader").get("/reports/").text


DURATIONS = {90: "90 s", 0: "0 s", 120: "2 min", 7_199: "119 min", 7_200: "2 h", 172_800: "2 days", 90_000: "25 h"}


@pytest.mark.parametrize(("seconds", "words"), DURATIONS.items())
def test_a_wait_reads_in_the_largest_unit_of_which_it_has_two(seconds: int, words: str) -> None:
    assert duration_words(dt.timedelta(seconds=seconds)) == words
