"""The web server is killed in mid-save: a save of several fields is there whole, with its history, or not at all."""

from __future__ import annotations

import http.client
import json
import os
import random
import re
import signal
import time
import urllib.request
from itertools import cycle
from pathlib import Path
from threading import Event, Thread

import pytest
from django.db import connection

from incidents.access import Role
from incidents.models import ApiToken, Changeset, Correction, Incident
from tests.conftest import running_web
from tests.factories import a_border, a_user
from tests.records.readings import a_read_report, incident_of
from tests.records.test_together import wait_until

KILLS = 8
FIELDS = ("date_start", "date_end", "modality")
STATES = [("2021-07-02", "2021-07-03", "denied"), ("2021-07-08", "2021-07-11", "ordered")]


def save_without_end(address: str, pk: int, key: str, stopped: Event) -> None:
    """One state after the other, as fast as they are taken; an answer that the killed one owes is not waited for."""
    headers = {"Authorization": f"Token {key}", "Content-Type": "application/json"}
    for values in cycle(STATES):
        if stopped.is_set():
            return
        body = json.dumps(dict(zip(FIELDS, values, strict=True))).encode()
        asked = urllib.request.Request(f"{address}/api/v1/incidents/{pk}", data=body, headers=headers, method="PATCH")
        try:
            urllib.request.urlopen(asked, timeout=20).read()
        except (OSError, http.client.HTTPException):
            time.sleep(0.05)


def workers(told: Path) -> list[int]:
    started = {int(pid) for pid in re.findall(r"Booting worker with pid: (\d+)", told.read_text())}
    return [pid for pid in started if Path(f"/proc/{pid}").exists()]


def nothing_is_under_way() -> bool:
    others = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL"
    with connection.cursor() as cursor:
        cursor.execute(others)
        return cursor.fetchone() is None


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_web_server_killed_in_mid_save_leaves_the_old_values_or_the_new_ones(tmp_path: Path) -> None:
    a_border()
    pk, chance, log = incident_of(a_read_report()).pk, random.Random(3), tmp_path / "web.log"
    _, key = ApiToken.issue(user=a_user(role=Role.EDITOR), label="drill", scopes="read edit")
    with running_web(log, BW_CUBE="false") as address:
        for _ in range(KILLS):
            stopped, made = Event(), Changeset.objects.count()
            saving = Thread(target=save_without_end, args=(address, pk, key, stopped))
            saving.start()
            wait_until(lambda made=made: Changeset.objects.count() > made + 1)  # type: ignore[misc]
            time.sleep(chance.uniform(0.0, 0.1))
            for pid in workers(log):
                os.kill(pid, signal.SIGKILL)
            stopped.set()
            saving.join(timeout=30)
            wait_until(nothing_is_under_way)
            now = Incident.objects.get(pk=pk)
            assert (str(now.date_start), str(now.date_end), now.modality) in STATES
            assert [last_word(pk, field) for field in FIELDS] == [str(now.date_start), str(now.date_end), now.modality]
    acts = Correction.objects.filter(record_kind="incident", record_id=pk, changeset__isnull=False)
    for act in Changeset.objects.filter(corrections__in=acts).distinct():
        assert set(FIELDS) <= set(act.corrections.values_list("field", flat=True))


def last_word(pk: int, field: str) -> str:
    return str(Correction.objects.filter(record_kind="incident", record_id=pk, field=field).latest("pk").after)
