"""The accepted row is the promise: the bytes as they came, once, whatever door and however many knock at once."""

from __future__ import annotations

import hashlib
import threading
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from incidents import intake, tasks
from incidents.access import Role
from incidents.intake import Said
from incidents.models import Correction, Job, JobState, Original, Report
from tests.factories import STORY, a_border, a_user

LONG = (
    "Column of lorries turned back\n\nKALAI-DASHT, July 5, 2021 (Pamir Wire) -- Border guards turned back a column of forty lorries at "
    "the bridge over the river on Monday, the customs office of the province said in a note to drivers.\n\nThe drivers had waited for "
    "three days in the heat, and some of them had run out of water, a spokesman of their union said by telephone from the parking lot."
)
MORE = "\n\n".join(
    f"Paragraph {n} tells of the market in town number {n}, of its {n * 7} stalls and of what a melon costs there this summer."
    for n in range(30)
)


def as_worker(report: Report | None) -> Report:
    assert report is not None
    tasks.read_report(report.pk)
    report.refresh_from_db()
    return report


@pytest.mark.django_db
def test_the_bytes_are_kept_as_they_came_with_their_hash() -> None:
    content = "Curly “quotes”\r\nand line ends\r\n".encode("utf-16")
    report = intake.submit(content=content, filename="C:\\Users\\me\\wi\u202ere.txt", by=None).report
    assert report is not None
    assert bytes(report.original.content) == content
    assert (report.original.sha256, report.original.size) == (hashlib.sha256(content).hexdigest(), len(content))
    assert report.original.filename == "wire.txt"


@pytest.mark.django_db
def test_the_same_bytes_twice_are_one_report_and_it_is_said_which() -> None:
    first = intake.submit(content=LONG.encode(), filename="a.txt", by=None)
    again = intake.submit(content=LONG.encode(), filename="b.eml.txt", by=None)
    assert (first.outcome, again.outcome) == ("accepted", "already_here")
    assert again.report == first.report and f"#{first.report.pk}" in again.message  # type: ignore[union-attr]
    assert Report.objects.count() == Job.objects.count() == Original.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_twenty_parallel_submissions_of_the_same_bytes_give_one_report() -> None:
    gate = threading.Barrier(20)

    def knock(_n: int) -> str:
        gate.wait()
        try:
            return intake.submit(content=LONG.encode(), filename="a.txt", by=None).outcome
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        outcomes = list(pool.map(knock, range(20)))
    assert sorted(outcomes) == ["accepted"] + ["already_here"] * 19
    assert Report.objects.count() == Job.objects.count() == Original.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("later", "source", "kind", "words"),
    [
        (LONG + "\n\nThe customs office declined to comment on the water.", "Pamir Wire", "new_version", "new take of the same source"),
        (LONG.replace("Pamir Wire", "Meridian"), "Meridian", "near_duplicate", "another outlet's copy"),
        (LONG + "\n\n" + MORE, "Pamir Wire", "new_version", "shorter text"),
        (LONG.split("\n\n")[1], "Meridian", "near_duplicate", "shorter text"),
    ],
    ids=["update", "copy", "a lead inside a long story", "a paragraph of it alone"],
)  # fmt: skip
def test_a_near_duplicate_is_kept_linked_and_said(later: str, source: str, kind: str, words: str) -> None:
    a_border()
    first = as_worker(intake.paste(text=LONG, by=a_user(role=Role.ANALYST), said=Said(source="Pamir Wire")).report)
    second = as_worker(intake.paste(text=later, by=a_user(role=Role.ANALYST), said=Said(source=source)).report)
    link = second.earlier_links.get()
    assert (link.earlier, link.kind) == (first, kind)
    assert words in link.reason
    assert Report.objects.count() == 2


@pytest.mark.django_db
def test_reports_on_the_same_event_in_other_words_are_not_linked() -> None:
    as_worker(intake.paste(text=LONG, by=None).report)
    other = as_worker(intake.paste(text=STORY, by=None).report)
    assert not other.earlier_links.exists()


@pytest.mark.django_db
def test_what_the_analyst_says_wins_over_the_text_and_stays_in_the_history() -> None:
    a_border()
    analyst = a_user(role=Role.ANALYST)
    said = Said(source="Desk of the Ministry", published=intake.dt.date(2021, 7, 9), language="EN")
    report = as_worker(intake.paste(text=STORY, by=analyst, said=said).report)
    assert (report.source.name, str(report.published_on), report.language) == (
        "Desk of the Ministry",
        "2021-07-09",
        "en",
    )  # type: ignore[union-attr]
    rows = Correction.objects.filter(record_kind="report", record_id=report.pk, by=analyst)
    assert {row.field for row in rows} == {"source", "published_on", "language"}


@pytest.mark.django_db
@pytest.mark.parametrize(("stamp", "zone"), [("09:32 GMT", "GMT"), ("09:32", "")], ids=["with a zone", "without one"])
def test_a_time_without_a_zone_stays_without_one(stamp: str, zone: str) -> None:
    a_border()
    head, _, body = STORY.partition("\n\n")
    report = as_worker(intake.paste(text=f"{head}\n\nJuly 5, 2021 {stamp}\n\n{body}", by=None).report)
    assert report.published_time is not None and report.published_time.isoformat("minutes") == "09:32"
    assert report.published_zone == zone


@pytest.mark.django_db
def test_files_come_in_by_the_command_and_the_exit_code_tells_of_refusals(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(LONG)
    said = StringIO()
    call_command("ingest", str(tmp_path), stdout=said)
    assert "accepted" in said.getvalue() and "good.txt" in said.getvalue()
    (tmp_path / "empty.txt").write_text("")
    with pytest.raises(CommandError, match="1 refused"):
        call_command("ingest", str(tmp_path), stdout=StringIO())
    assert Report.objects.count() == 1


@pytest.mark.django_db
def test_the_command_keeps_what_is_said_of_a_report_under_a_name(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(LONG)
    with pytest.raises(CommandError, match="--by USER"):
        call_command("ingest", str(tmp_path), source="Pamir Wire", stdout=StringIO())
    call_command("ingest", str(tmp_path), source="Pamir Wire", by=a_user("ann").username, stdout=StringIO())
    assert Correction.objects.get(field="source").by.username == "ann"  # type: ignore[union-attr]


@pytest.mark.django_db(transaction=True)
def test_work_starts_after_commit_and_never_before(django_capture_on_commit_callbacks: object) -> None:
    from django.db import transaction

    sent: list[int] = []

    class Enough(Exception):
        pass

    try:
        with transaction.atomic():
            report = intake.paste(text=LONG, by=None).report
            assert report is not None
            waiting = [run for _sids, run, *_ in connection.run_on_commit]
            sent.append(len(waiting))
            raise Enough
    except Enough:
        assert sent == [1]
    assert not Report.objects.exists() and not Job.objects.filter(state=JobState.QUEUED).exists()
