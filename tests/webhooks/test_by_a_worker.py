"""From an edit through the API to the receiver: a real sweeper finds it, a real worker sends it, over real HTTP."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.test import Client

from incidents.access import Role
from incidents.models import ApiToken, SavedView, User, Webhook
from incidents.webhooks.sending import signature
from tests.conftest import ROOT, database_url, running_worker
from tests.factories import a_border, a_user, an_incident
from tests.webhooks.conftest import Receiver

ENV = {"BW_WEBHOOK_HOSTS": "127.0.0.1", "BW_WEBHOOK_PAUSE": "1"}


@contextmanager
def running_sweeper() -> Iterator[None]:
    command = [sys.executable, "manage.py", "sweep", "--every", "0.3"]
    env = {**os.environ, "DATABASE_URL": database_url(), **ENV}
    child = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        child.terminate()
        child.wait(timeout=15)


def until(is_so: Callable[[], Any], seconds: float = 60) -> None:
    ends = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < ends, "it did not happen in time"
        time.sleep(0.1)


@pytest.fixture
def editor(transactional_db: None) -> User:
    a_border()
    return a_user("desk", Role.EDITOR)


@pytest.fixture
def edited(editor: User) -> Callable[[int, str], None]:
    """Corrects the place of an incident over the API, with a token."""
    client = Client(headers={"authorization": f"Token {ApiToken.issue(user=editor, label='t', scopes='read edit')[1]}"})

    def edit(incident: int, place: str) -> None:
        answer = client.patch(f"/api/v1/incidents/{incident}", {"place_name": place}, content_type="application/json")
        assert answer.status_code == 200, answer.content

    return edit


def subscribed(editor: User, url: str) -> tuple[Webhook, str]:
    """A webhook as its page makes it, with the secret that is shown once."""
    client, view = (
        Client(),
        SavedView.objects.create(owner=editor, name="All", page="incidents", query="modality=actual"),
    )
    client.force_login(editor)
    secret = re.search(r"whsec_[\w-]+", client.post(f"/views/{view.slug}/webhooks/", {"url": url}).text)
    assert secret
    return Webhook.objects.get(), secret[0]


@pytest.mark.slow
@pytest.mark.timeout(180)
def test_an_edit_is_delivered_by_a_worker_signed_and_after_failures_in_its_order(
    editor: User, edited: Callable[[int, str], None], receiver: Receiver, settings: Any
) -> None:
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    incident = an_incident()
    hook, secret = subscribed(editor, receiver.url)
    receiver.answers = [500, 503]
    with running_worker(**ENV), running_sweeper():
        edited(incident.pk, "Panj")
        until(lambda: hook.deliveries.filter(state="delivered").exists())
        edited(incident.pk, "Rushan")
        until(lambda: hook.deliveries.filter(state="delivered").count() == 2)
    places = [[one["incident"]["place_name"] for one in body["changes"]] for body in receiver.bodies()]
    assert places == [["Panj"]] * 3 + [["Rushan"]]
    for headers, body in receiver.got:
        at = int(headers["X-Borderwatch-Signature"].removeprefix("t=").partition(",")[0])
        assert headers["X-Borderwatch-Signature"] == signature(secret, at, body)
        assert abs(at - time.time()) < 180
    first, second = hook.deliveries.order_by("id")
    assert [headers["X-Borderwatch-Delivery"] for headers, _ in receiver.got] == [str(first.pk)] * 3 + [str(second.pk)]
    log = [(one.state, one.status, one.attempts, one.said, one.changes) for one in (first, second)]
    assert log == [("delivered", 204, 3, "204 No Content", 1), ("delivered", 204, 1, "204 No Content", 1)]
    waits = [one.finished_at - one.created_at for one in (first, second)]
    assert waits[0].total_seconds() > 5 > waits[1].total_seconds()  # a second, then four


@pytest.mark.slow
@pytest.mark.timeout(180)
def test_a_receiver_that_never_answers_well_is_given_up_and_the_batch_is_kept(
    editor: User, edited: Callable[[int, str], None], receiver: Receiver, settings: Any
) -> None:
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    incident = an_incident()
    hook, _secret = subscribed(editor, receiver.url)
    receiver.answers = [500] * 2
    with running_worker(**ENV), running_sweeper():
        edited(incident.pk, "Panj")
        until(lambda: hook.deliveries.filter(attempts__gte=1).exists())
        hook.deliveries.update(attempts=7)
        until(lambda: Webhook.objects.get().state == "stopped")
        edited(incident.pk, "Rushan")
        time.sleep(2)
    delivery = hook.deliveries.get()
    assert (delivery.state, delivery.status, delivery.attempts, delivery.next_try_at) == ("dead", 500, 8, None)
    assert len(receiver.got) == 2
    assert Webhook.objects.get().said.startswith("8 tries failed, the last with: 500 Internal Server Error")
