"""An edit is in the columns of every process within a second, whatever order transactions commit in."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection, transaction

from incidents.cube import changes
from incidents.cube.current import Cube
from incidents.cube.question import Question
from incidents.feed import log
from incidents.models import Actor, Border, Incident, Participant, TwinSuggestion
from tests.conftest import ROOT, database_url, running_web
from tests.factories import a_border, a_claim, a_report, an_incident

PROCESS = """
import sys, django
django.setup()
from incidents.cube.current import answers, cube
from incidents.cube.question import Question
assert cube().is_ready(20)
print("ready", flush=True)
for line in sys.stdin:
    with answers() as ask:
        assert type(ask).__name__ == "ColumnAnswers"
        print(ask.totals(Question(event_type=frozenset([line.strip()]))).n, flush=True)
"""
Count = Callable[[str], int]


@pytest.fixture
def processes(transactional_db: None) -> Iterator[list[Count]]:
    """Two other processes that count incidents of a type from their own columns."""
    a_border()
    env = {**os.environ, "DATABASE_URL": database_url(), "BW_CUBE": "true"}
    command = [sys.executable, "-c", PROCESS]
    children = [
        subprocess.Popen(command, cwd=ROOT, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    yield [_counter(child) for child in children]
    for child in children:
        assert child.stdin and child.stdout
        child.stdin.close()
        assert child.wait(timeout=10) == 0
        child.stdout.close()


def _counter(child: Any) -> Count:
    assert child.stdout.readline() == "ready\n"

    def count(event_type: str) -> int:
        child.stdin.write(f"{event_type}\n")
        child.stdin.flush()
        return int(child.stdout.readline())

    return count


def within_a_second(count: Count, event_type: str, wanted: int) -> float:
    """Seconds until the count was the wanted one."""
    begun = time.monotonic()
    while (found := count(event_type)) != wanted:
        assert time.monotonic() - begun < 1.0, f"still {found} instead of {wanted}"
        time.sleep(0.02)
    return time.monotonic() - begun


@pytest.mark.alone
def test_edits_are_seen_by_other_processes_within_a_second(processes: list[Count]) -> None:
    for count in processes:
        assert count("border_clash") == 0
    incident = an_incident(event_type="border_clash")
    for count in processes:
        within_a_second(count, "border_clash", 1)
    Incident.objects.filter(pk=incident.pk).update(event_type="smuggling")
    for count in processes:
        within_a_second(count, "border_clash", 0)
        within_a_second(count, "smuggling", 1)
    incident.delete()
    for count in processes:
        within_a_second(count, "smuggling", 0)


@pytest.fixture
def other() -> Iterator[Any]:
    """A connection that commits when it likes."""
    with psycopg.connect(database_url().replace("postgis://", "postgresql://")) as own:
        yield own


def count(held: Cube, event_type: str) -> int:
    assert held.is_fresh(10) and held.columns
    return held.columns.totals(Question(event_type=frozenset([event_type]))).n


CHANGE = "UPDATE incidents_incident SET event_type = 'smuggling' WHERE id = %s"


def test_a_transaction_that_began_first_and_commits_last_is_not_missed(columns: Cube, other: Any) -> None:
    early, late = an_incident(), an_incident()
    other.execute(CHANGE, [early.pk])
    Incident.objects.filter(pk=late.pk).update(event_type="smuggling")
    assert count(columns, "smuggling") == 1
    other.commit()
    assert count(columns, "smuggling") == 2


def test_what_is_rolled_back_is_never_seen(columns: Cube, other: Any) -> None:
    incident = an_incident()
    other.execute(CHANGE, [incident.pk])
    assert count(columns, "smuggling") == 0
    other.rollback()
    assert count(columns, "smuggling") == 0


def test_a_reader_inside_its_own_transaction_shows_others_only_what_is_committed(columns: Cube) -> None:
    with transaction.atomic():
        an_incident(event_type="smuggling")
        assert count(columns, "smuggling") == 0
    assert count(columns, "smuggling") == 1


def test_a_transaction_left_open_for_hours_makes_nobody_read_the_same_again(columns: Cube, other: Any) -> None:
    other.execute("SELECT pg_current_xact_id()")
    an_incident()
    assert columns.is_fresh(10)
    assert columns.changes.changed() == set()


@pytest.mark.parametrize(
    "change",
    [
        lambda one, other: a_claim(one),
        lambda one, other: one.claims.update(low=5),
        lambda one, other: one.claims.update(incident=other),
        lambda one, other: one.claims.all().delete(),
        lambda one, other: Participant.objects.create(incident=one, actor=Actor.objects.get(), role="mover"),
        lambda one, other: one.participants.all().delete(),
        lambda one, other: Actor.objects.update(name="Renamed"),
        lambda one, other: one.report_links.update(role="background"),
        lambda one, other: TwinSuggestion.objects.create(first=one, second=other, score=0.5),
        lambda one, other: Incident.objects.filter(pk=one.pk).update(status="confirmed"),
        lambda one, other: one.delete(),
    ],
)
def test_the_log_names_every_incident_that_a_change_touches(columns: Cube, change: Callable[..., Any]) -> None:
    one, other = an_incident(a_report()), an_incident(a_report())
    a_claim(one)
    Participant.objects.create(incident=one, actor=Actor.objects.create(name="Troops"), role="target")
    pk = one.pk
    assert columns.is_fresh(10)
    change(one, other)
    changed = columns.changes.changed()
    assert changed is not None and pk in changed and changed <= {pk, other.pk}


def test_a_new_course_of_a_border_is_read_anew(columns: Cube) -> None:
    an_incident()
    assert columns.is_fresh(10)
    Border.objects.update(name="Another name")
    assert columns.changes.changed() is None


def test_a_flood_of_changes_is_read_as_a_whole(columns: Cube, monkeypatch: pytest.MonkeyPatch) -> None:
    a_border()
    assert columns.is_fresh(10)
    monkeypatch.setattr(changes, "MOST", 3)
    for _ in range(5):
        an_incident(event_type="smuggling")
    assert count(columns, "smuggling") == 5


def test_a_process_that_slept_longer_than_the_log_reads_everything(columns: Cube) -> None:
    an_incident(event_type="smuggling")
    assert columns.is_fresh(10)
    columns.changes.at -= changes.LONGEST_SLEEP + timedelta(minutes=1)
    Incident.objects.update(event_type="border_clash")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE incident_change SET at = at - '31 days'::interval")
    assert log.prune() > 0
    assert count(columns, "border_clash") == 1


def test_many_small_changes_are_sorted_in_when_the_room_is_full(columns: Cube, monkeypatch: pytest.MonkeyPatch) -> None:
    from incidents.cube import table

    monkeypatch.setattr(table, "ROOM", 4)
    a_border()
    columns.forget()
    assert columns.is_ready(10)
    for number in range(15):
        an_incident(event_type="smuggling")
        assert count(columns, "smuggling") == number + 1


IN_A_ROW = 12  # answers: both workers have given one


@pytest.mark.alone
def test_web_workers_share_what_was_read_before_they_were_forked_and_each_sees_edits(
    transactional_db: None, tmp_path: Path
) -> None:
    an_incident(event_type="smuggling")
    with running_web(tmp_path / "web.log", BW_CUBE="true", BW_LOG_LEVEL="INFO") as address:
        found = [counted(address) for _ in range(IN_A_ROW)]
        an_incident(event_type="smuggling")
        begun, fresh = time.monotonic(), 0
        while fresh < IN_A_ROW:
            fresh = fresh + 1 if counted(address) == 2 else 0
            assert fresh or time.monotonic() - begun < 1.0
    assert found == [1] * IN_A_ROW
    told = (tmp_path / "web.log").read_text()
    assert told.count("cube: 1 incidents") == 1, told


def counted(address: str) -> int:
    with urllib.request.urlopen(f"{address}/api/v1/incidents/count?event_type=smuggling", timeout=10) as answer:
        return int(json.loads(answer.read())["total"])
