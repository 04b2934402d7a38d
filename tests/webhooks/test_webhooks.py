"""Webhooks: what a receiver gets, in which order, what it can check, and what happens while it does not answer."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import socket
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from incidents import review
from incidents.access import Role
from incidents.models import Incident, SavedView, User, Webhook, WebhookDelivery
from incidents.webhooks import delivering, targets
from tests.factories import a_border, a_user, an_incident
from tests.webhooks.conftest import Receiver


@pytest.fixture
def editor(transactional_db: None) -> User:
    a_border()
    return a_user("desk", Role.EDITOR)


@pytest.fixture
def page(editor: User, settings: Any) -> Client:
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    client = Client()
    client.force_login(editor)
    return client


def add(page: Client, editor: User, url: str, query: str = "modality=actual") -> tuple[Webhook, str]:
    view = SavedView.objects.create(owner=editor, name=f"View of {query}", page="incidents", query=query)
    answer = page.post(f"/views/{view.slug}/webhooks/", {"url": url})
    assert answer.status_code == 200, answer.text
    secret = re.search(r"whsec_[\w-]+", answer.text)
    assert secret
    assert "whsec_" not in page.get(f"/views/{view.slug}/webhooks/").text
    return Webhook.objects.get(view=view), secret[0]


def send(hook: Webhook) -> Webhook:
    """All tries that are due now."""
    for _ in range(5):
        delivering.send(hook.pk)
    return Webhook.objects.get(pk=hook.pk)


def no_wait(hook: Webhook) -> None:
    hook.deliveries.filter(state="waiting").update(next_try_at=timezone.now())


def test_changes_of_the_view_come_signed_and_in_batches_that_continue_each_other(
    page: Client, editor: User, receiver: Receiver
) -> None:
    hook, secret = add(page, editor, receiver.url + "in?for=desk")
    first = an_incident(modality="actual")
    an_incident(modality="denied")
    send(hook)
    review.correct(record=first, field="modality", value="denied", by=editor)
    send(hook)
    assert receiver.told() == [[(first.pk, "created")], [(first.pk, "left")]]
    assert receiver.bodies()[0]["changes"][0]["incident"]["event_type"] == first.event_type
    headers, body = receiver.got[0]
    at, signed = re.fullmatch(r"t=(\d+),v1=([0-9a-f]{64})", headers["X-Borderwatch-Signature"]).groups()  # type: ignore[union-attr]
    assert hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest() == signed
    following = page.get("/api/v1/changes", {"since": json.loads(body)["token"], "modality": "actual"}).json()
    assert [(one["id"], one["change"]) for one in following["changes"]] == [(first.pk, "left")]


def test_while_it_fails_it_is_tried_ever_later_and_then_given_up_and_nothing_is_lost_or_reordered(
    page: Client, editor: User, receiver: Receiver
) -> None:
    hook, _ = add(page, editor, receiver.url)
    receiver.answers = [500] * delivering.TRIES
    first = an_incident()
    pauses = []
    for _ in range(delivering.TRIES):
        hook = send(hook)
        delivery = hook.deliveries.get()
        if delivery.next_try_at:
            pauses.append(round((delivery.next_try_at - timezone.now()).total_seconds(), -1))
        no_wait(hook)
    assert pauses == [30, 120, 480, 1920, 7680, 21600, 21600]
    assert (hook.state, delivery.state, delivery.status, delivery.attempts) == (
        "stopped",
        "dead",
        500,
        delivering.TRIES,
    )
    assert hook.said.startswith("8 tries failed, the last with: 500 Internal Server Error Nothing is lost")
    second = an_incident()
    assert delivering.sweep() == 0
    send(hook)
    assert len(receiver.got) == delivering.TRIES
    page.post(f"/webhooks/{hook.pk}/", {"act": "resume"})
    assert send(hook).state == "active"
    assert receiver.told()[-2:] == [[(first.pk, "created")], [(second.pk, "created")]]
    assert len({body for _headers, body in receiver.got[: delivering.TRIES + 1]}) == 1


def test_what_changes_while_it_is_paused_comes_afterwards_and_a_test_comes_at_once(
    page: Client, editor: User, receiver: Receiver
) -> None:
    hook, _ = add(page, editor, receiver.url)
    page.post(f"/webhooks/{hook.pk}/", {"act": "pause"})
    made = an_incident()
    page.post(f"/webhooks/{hook.pk}/", {"act": "test"})
    send(hook)
    assert [(body["kind"], body["changes"]) for body in receiver.bodies()] == [("test", [])]
    page.post(f"/webhooks/{hook.pk}/", {"act": "resume"})
    send(hook)
    assert receiver.told() == [[], [(made.pk, "created")]]
    assert "204" in page.get(f"/views/{hook.view.slug}/webhooks/").text
    page.post(f"/webhooks/{hook.pk}/", {"act": "drop"})
    assert not Webhook.objects.exists()


def test_an_incident_that_was_never_in_the_view_is_not_news_twice(
    page: Client, editor: User, receiver: Receiver
) -> None:
    older = an_incident(modality="denied")
    hook, _ = add(page, editor, receiver.url)
    for place in ("Panj", "Ishkashim"):
        Incident.objects.update(place_name=place)
        newer = an_incident(modality="denied")
        Incident.objects.filter(pk=newer.pk).update(place_name=place)
        send(hook)
    assert receiver.told() == [[(older.pk, "left")]]


def test_a_redirect_is_an_error_that_says_so(page: Client, editor: User, receiver: Receiver) -> None:
    hook, _ = add(page, editor, receiver.url)
    receiver.answers = [302]
    an_incident()
    said = send(hook).deliveries.get().said
    assert said == "302 Found: redirects are not followed; give the address that it leads to."
    assert len(receiver.got) == 1


def test_a_receiver_that_is_not_there_is_tried_again(page: Client, editor: User, receiver: Receiver) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and nobody listens
        hook, _ = add(page, editor, f"http://127.0.0.1:{taken.getsockname()[1]}/")
        an_incident()
        delivery = send(hook).deliveries.get()
    assert (delivery.state, delivery.attempts, delivery.status) == ("waiting", 1, None)
    assert delivery.said.startswith("ConnectError")


def test_nothing_goes_out_for_somebody_who_may_no_longer_send(page: Client, editor: User, receiver: Receiver) -> None:
    hook, _ = add(page, editor, receiver.url)
    an_incident()
    User.objects.filter(pk=editor.pk).update(role="reader")
    hook = send(hook)
    assert (hook.state, hook.said, receiver.got) == ("stopped", "desk may no longer send changes out.", [])


def test_after_too_long_a_pause_the_receiver_is_told_to_start_anew(
    page: Client, editor: User, receiver: Receiver
) -> None:
    hook, _ = add(page, editor, receiver.url)
    Webhook.objects.filter(pk=hook.pk).update(token="WyJvdGhlciIsIjE6MToiXQ")
    send(hook)
    assert [body["kind"] for body in receiver.bodies()] == ["anew"]
    assert "read the view’s list anew" in receiver.bodies()[0]["said"]


def test_one_batch_goes_out_once_though_two_workers_are_woken(page: Client, editor: User, receiver: Receiver) -> None:
    hook, _ = add(page, editor, receiver.url)
    an_incident()
    Webhook.objects.filter(pk=hook.pk).update(leased_until=timezone.now() + delivering.LEASE)
    send(hook)
    assert receiver.got == []
    assert WebhookDelivery.objects.count() == 0


@pytest.mark.parametrize(
    ("query", "view_page", "why"),
    [("q=soldiers", "incidents", "words of reports"), ("", "statements", "this view is of statements"), ("border=XX-YY", "map", "cannot be read")],
)  # fmt: skip
def test_a_view_that_cannot_be_followed_gets_no_webhook(
    db: None, settings: Any, query: str, view_page: str, why: str
) -> None:
    settings.WEBHOOK_HOSTS = ["127.0.0.1"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    owner, client = a_user("desk", Role.EDITOR), Client()
    client.force_login(owner)
    view = SavedView.objects.create(owner=owner, name="View", page=view_page, query=query)
    answer = client.post(f"/views/{view.slug}/webhooks/", {"url": "http://127.0.0.1:9/"})
    assert answer.status_code == 422 and why in answer.text
    assert not Webhook.objects.exists()


@pytest.mark.parametrize(
    ("url", "hosts", "why"),
    [
        ("ftp://example.org/", [], "only http and https"), ("https://", [], "Give an address"), ("https://a b/", [], "Give an address"),
        ("http://[::1", [], "Give an address"), ("https://user:word@example.org/", [], "without a name, password"),
        ("http://127.0.0.1/", [], "inside a private network"), ("http://10.1.2.3/", [], "inside a private network"), ("http://[::1]/", [], "inside a private network"),
        ("http://2130706433/", [], "inside a private network"), ("http://[::ffff:127.0.0.1]/", [], "inside a private network"),
        ("http://169.254.169.254/latest/", [], "nothing is ever sent to"), ("http://169.254.169.254/", ["169.254.169.254"], "nothing is ever sent to"),
        ("http://[fe80::1]/", ["fe80::1"], "nothing is ever sent to"), ("http://0.0.0.0/", ["0.0.0.0"], "nothing is ever sent to"),
        ("http://192.0.2.7.example/", ["hooks.example"], "none of the hosts that this site sends to: hooks.example (BW_WEBHOOK_HOSTS)"),
        ("http://evilhooks.example/", ["*.hooks.example"], "none of the hosts"), ("http://nobody.invalid/", [], "is not known"),
    ],
)  # fmt: skip
def test_an_address_that_is_not_sent_to_is_refused_with_the_reason(
    settings: Any, url: str, hosts: list[str], why: str
) -> None:
    settings.WEBHOOK_HOSTS = hosts
    with pytest.raises(targets.NotAllowed, match=re.escape(why)):
        targets.target_of(url)


def test_a_listed_host_may_be_inside_and_is_asked_by_the_address_that_was_looked_at(settings: Any) -> None:
    settings.WEBHOOK_HOSTS = ["localhost"]
    target = targets.target_of("http://LOCALHOST:8123/in?x=1")
    assert (target.at_address, target.named) == ("http://127.0.0.1:8123/in?x=1", "localhost:8123")
