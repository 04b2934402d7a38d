"""Two people, many acts, a process that is killed: nothing is ever lost without a word, and nothing stands half-done."""

from __future__ import annotations

import datetime as dt
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, transaction

from incidents import review
from incidents.access import Role
from incidents.models import Changeset, Correction, Incident, User
from tests.conftest import ROOT, database_url
from tests.factories import a_border, a_user
from tests.records.readings import a_read_report, incident_of
from tests.records.states import differences, state

PAIRS = 500
VALUES = {
    "date_start": ["2021-07-02", "2021-07-05", "2021-07-09"], "date_end": ["2021-07-04", "2021-07-06", "2021-07-11"],
    "modality": ["actual", "denied", "ordered", "hypothetical"], "part_of_day": ["", "night", "morning"],
    "place_name": ["Khorog", "Panj", "Rushan"], "where_prec": ["5", "6", ""], "lasted": ["true", "false"],
}  # fmt: skip


def as_typed(incident: Incident, field: str) -> str:
    value = review.plain(getattr(incident, field))
    return str(value).lower() if isinstance(value, bool) else "" if value is None else str(value)


def save(pk: int, field: str, value: str, by: User, seen: int, start: Barrier) -> str:
    """How the save was answered: saved, same, conflict or refused."""
    try:
        start.wait(timeout=20)
        made = review.correct(record=Incident(pk=pk), field=field, value=value, by=by, expected_version=seen)
        return "saved" if made else "same"
    except review.Conflict:
        return "conflict"
    except review.Refused:
        return "refused"
    finally:
        connection.close()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_five_hundred_pairs_of_simultaneous_saves_none_is_lost_without_a_word() -> None:
    for code in ("AF-TJ", "KG-TJ"):
        a_border(code)
    people, chance = [a_user(role=Role.EDITOR) for _ in range(2)], random.Random(7)
    pk, met = incident_of(a_read_report()).pk, []
    with ThreadPoolExecutor(2) as pool:
        for _ in range(PAIRS):
            seen, start = Incident.objects.get(pk=pk).version, Barrier(2)
            asked = [(field, chance.choice(VALUES[field])) for field in chance.choices(list(VALUES), k=2)]
            told = list(pool.map(lambda of, s=seen, b=start: save(pk, *of[0], of[1], s, b), zip(asked, people, strict=True)))  # fmt: skip
            now = Incident.objects.get(pk=pk)
            for (field, value), answer in zip(asked, told, strict=True):
                assert as_typed(now, field) == value or answer != "saved", (asked, told, field)
            assert "conflict" not in told or "saved" in told, (asked, told)
            met += told
    assert met.count("saved") > PAIRS / 2 and met.count("conflict") > 20


# --- a process that is killed ------------------------------------------------------------------------------------------

MERGER = """
import django; django.setup()
from incidents import review
from incidents.models import Incident, User
first, second = Incident.objects.order_by("pk")[:2]
by = User.objects.get()
print("go", flush=True)
while True:
    second.refresh_from_db()
    if second.merged_into_id:
        review.unmerge(incident=second, by=by)
    else:
        review.merge(survivor=first, others=[second], by=by, choices={"date_start": second.pk, "modality": second.pk})
"""
KILLS = 8


def child() -> subprocess.Popen[bytes]:
    """A process that merges and unmerges without end, on the test's database."""
    env = {**os.environ, "DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "borderwatch.settings"}
    return subprocess.Popen([sys.executable, "-c", MERGER], cwd=ROOT, env=env, stdout=subprocess.PIPE)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_process_killed_in_mid_save_leaves_the_old_state_or_the_new_one() -> None:
    a_border()
    editor, chance = a_user(role=Role.EDITOR), random.Random(3)
    first = incident_of(a_read_report())
    second = incident_of(a_read_report(low=1200, first=dt.date(2021, 7, 4), modality="ordered"))
    apart = state()
    review.merge(survivor=first, others=[second], by=editor, choices={"date_start": second.pk, "modality": second.pk})
    together = state()
    for _ in range(KILLS):
        running, made = child(), Changeset.objects.count()
        assert running.stdout is not None and running.stdout.readline().strip() == b"go"
        wait_until(lambda made=made: Changeset.objects.count() > made)  # type: ignore[misc]
        time.sleep(chance.uniform(0.0, 0.3))
        running.send_signal(signal.SIGKILL)
        running.wait(timeout=10)
        running.stdout.close()
        now = settled()
        assert now in (apart, together), (differences(apart, now), differences(together, now))
    assert not Changeset.objects.filter(corrections=None).exists()


def settled() -> dict[Any, Any]:
    """The state once the killed one's transaction is gone."""
    wait_until(nobody_else_is_connected)
    return state()


def nobody_else_is_connected() -> bool:
    others = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
    with connection.cursor() as cursor:
        cursor.execute(others)
        return cursor.fetchone() is None


def wait_until(is_so: Callable[[], bool], patience: float = 30) -> None:
    """Returns as soon as it is so; fails where it is not in time."""
    until = time.monotonic() + patience
    while not is_so():
        assert time.monotonic() < until, f"{is_so.__name__} took longer than {patience:g} s"
        time.sleep(0.02)


# --- a save under way -------------------------------------------------------------------------------------------------

TAKEN_BACK = {
    "an act": lambda made, by: review.undo_changeset(changeset=made.changeset, by=by),
    "a change": lambda made, by: review.undo(correction=made, by=by),
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("take_back", TAKEN_BACK.values(), ids=TAKEN_BACK)
def test_an_undo_waits_for_a_save_under_way_and_is_then_refused(take_back: Callable[..., Any]) -> None:
    a_border()
    one, editor, other = incident_of(a_read_report()), a_user(role=Role.EDITOR), a_user("nadia", Role.EDITOR)
    made = review.correct(record=one, field="modality", value="denied", by=editor)
    told = meanwhile(
        lambda: review.correct(record=one, field="modality", value="ordered", by=other), lambda: take_back(made, editor)
    )
    one.refresh_from_db()
    assert "changed" in told and one.modality == "ordered"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("first", TAKEN_BACK)
@pytest.mark.parametrize("second", TAKEN_BACK)
def test_of_two_who_take_back_the_same_at_once_one_is_told_that_it_is_done(first: str, second: str) -> None:
    a_border()
    one, editor, other = incident_of(a_read_report()), a_user(role=Role.EDITOR), a_user("nadia", Role.EDITOR)
    part = review.add_participant(incident=one, actor="Border guards (TJ)", role="target", by=editor)
    made = Correction.objects.filter(field="part").latest("pk")
    told = meanwhile(lambda: TAKEN_BACK[first](made, editor), lambda: TAKEN_BACK[second](made, other))
    assert "undone already" in told or "changed again since" in told
    assert not one.participants.filter(pk=part.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_bring_an_act_back_at_once_from_its_two_ends_one_is_told_that_it_is_done() -> None:
    a_border()
    one, editor, other = incident_of(a_read_report()), a_user(role=Role.EDITOR), a_user("nadia", Role.EDITOR)
    part = review.add_participant(incident=one, actor="Border guards (TJ)", role="target", by=editor)
    first = Correction.objects.filter(field="part").latest("pk").changeset
    again = review.undo_changeset(changeset=review.undo_changeset(changeset=first, by=editor), by=editor)
    told = meanwhile(
        lambda: review.undo_changeset(changeset=first, by=editor),
        lambda: review.undo_changeset(changeset=again, by=other),
    )
    assert "undone already" in told and not one.participants.filter(pk=part.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_a_split_waits_for_a_save_under_way_and_takes_the_claim_along_as_it_is_then() -> None:
    a_border()
    one, editor, other = incident_of(a_read_report()), a_user(role=Role.EDITOR), a_user("nadia", Role.EDITOR)
    claim = one.claims.get()
    told = meanwhile(
        lambda: review.correct(record=claim, field="low", value="950", by=other),
        lambda: review.split(incident=one, claims=[claim], by=editor),
    )
    claim.refresh_from_db()
    assert told == "done" and claim.low == 950 and claim.incident != one


@pytest.mark.django_db(transaction=True)
def test_a_figure_is_not_entered_for_an_incident_that_is_being_merged_away() -> None:
    a_border()
    first, second, editor = incident_of(a_read_report()), incident_of(a_read_report()), a_user(role=Role.EDITOR)
    told = meanwhile(
        lambda: review.merge(survivor=first, others=[second], by=editor),
        lambda: review.add_claim(incident=second, by=editor, kind="killed", low="2"),
    )
    assert f"merged into #{first.pk}" in told and not second.claims.exists()


def meanwhile(save: Callable[[], Any], act: Callable[[], Any]) -> str:
    """How the act was answered that began while the save was not yet committed: done, or refused and why."""
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            save()
            acting = pool.submit(answered, act)
            wait([acting], timeout=0.7)
            assert not acting.done(), "it was meant to wait for the open transaction"
        return acting.result(timeout=20)


def answered(act: Callable[[], Any]) -> str:
    try:
        act()
        return "done"
    except review.Refused as refused:
        return str(refused)
    finally:
        connection.close()
