"""The stream of changes, from the ASGI process as it runs: each event with its token, taken up again after a break, ended with the right to read."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.utils import timezone

from borderwatch.private import free_port
from borderwatch.stack import Stack, answers
from incidents.models import ApiToken
from tests.api.conftest import user_with
from tests.conftest import ROOT, database_url
from tests.factories import a_border, an_incident


@pytest.fixture
def stream(transactional_db: None, tmp_path: Path) -> Iterator[str]:
    """The address of the live process on the test's database."""
    port = free_port() - 1
    env = {**os.environ, "DATABASE_URL": database_url()}
    with (tmp_path / "live.log").open("wb") as log:
        live = subprocess.Popen(
            Stack(env, "127.0.0.1", port).commands()["live"], cwd=ROOT, env=env, stdout=log, stderr=log
        )
    address = f"http://127.0.0.1:{port + 1}"
    deadline = time.monotonic() + 60
    while not answers(f"{address}/healthz"):
        assert live.poll() is None and time.monotonic() < deadline, (tmp_path / "live.log").read_text()
        time.sleep(0.2)
    yield f"{address}/live/changes/"
    live.terminate()
    live.wait(timeout=20)


def events(answer: httpx.Response) -> Iterator[dict[str, str]]:
    held: dict[str, str] = {}
    for line in answer.iter_lines():
        if not line and "data" in held:
            yield held
            held = {}
        name, _, rest = line.partition(": ")
        held |= {name: rest} if name in ("id", "event", "data") else {}


def test_changes_come_as_they_happen_go_on_after_a_break_and_end_with_the_right(stream: str) -> None:
    a_border()
    token, key = ApiToken.issue(user=user_with("reader"), label="test", scopes="read")
    asking: dict[str, Any] = {"headers": {"Authorization": f"Token {key}"}, "timeout": 30}
    with httpx.stream("GET", stream, params={"modality": "actual"}, **asking) as answer:
        assert answer.headers["content-type"] == "text/event-stream"
        first = an_incident()
        told = next(events(answer))
        assert told["event"] == "changes" and f'"id": {first.pk}' in told["data"]
    second = an_incident()
    asking["headers"]["Last-Event-ID"] = told["id"]
    with httpx.stream("GET", stream, params={"modality": "actual", "include": "incident"}, **asking) as answer:
        coming = events(answer)
        told = next(coming)
        assert f'"id": {second.pk}' in told["data"] and f'"id": {first.pk},' not in told["data"]
        assert '"event_type":"cross_border_retreat"' in told["data"]
        ApiToken.objects.filter(pk=token.pk).update(revoked_at=timezone.now())
        begun = time.monotonic()
        assert next(coming)["event"] == "closed"
        assert next(coming, None) is None
        assert time.monotonic() - begun < 5
    refused = httpx.get(stream, **asking)
    assert (refused.status_code, refused.json()["title"]) == (401, "Unauthorized")
    refused = httpx.get(stream, params={"q": "x"}, headers={}, timeout=30)
    assert refused.status_code == 401
