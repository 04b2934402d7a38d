"""One signed delivery over HTTP: bounded in time, without redirects, to an address that was looked at before."""

from __future__ import annotations

import hashlib
import hmac
import time
from dataclasses import dataclass

from django.conf import settings

from incidents.models import WebhookDelivery
from incidents.webhooks.targets import NotAllowed, target_of

SECONDS, TO_CONNECT = 5.0, 3.0
SHOWN = 120  # characters of an answer


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether the receiver has it, and what it said."""

    arrived: bool
    status: int | None
    said: str


def signature(secret: str, at: int, body: bytes) -> str:
    """`t=…,v1=…`: HMAC-SHA256 of the time, a full stop and the body, under the webhook's secret."""
    made = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={made}"


def post(delivery: WebhookDelivery) -> Answer:
    # The pages of webhooks import this module, and only the sweeper sends: the web starts without the client.
    import httpx

    hook, body = delivery.webhook, delivery.body.encode()
    try:
        target = target_of(hook.url)
    except NotAllowed as problem:
        return Answer(False, None, str(problem))
    headers = {
        "Host": target.named, "Content-Type": "application/json", "User-Agent": f"Borderwatch/{settings.VERSION}",
        "X-Borderwatch-Delivery": str(delivery.pk), "X-Borderwatch-Signature": signature(hook.secret, int(time.time()), body),
    }  # fmt: skip
    try:
        with (
            httpx.Client(timeout=httpx.Timeout(SECONDS, connect=TO_CONNECT), follow_redirects=False, trust_env=False) as client,
            client.stream("POST", target.at_address, content=body, headers=headers, extensions={"sni_hostname": target.host}) as answer,
        ):  # fmt: skip
            return _judged(answer.status_code, answer.reason_phrase)
    except httpx.TimeoutException:
        return Answer(False, None, f"No answer within {SECONDS:g} seconds.")
    except httpx.HTTPError as problem:
        return Answer(False, None, f"{type(problem).__name__}: {str(problem)[:200]}")


def _judged(status: int, phrase: str) -> Answer:
    told = f"{status} {phrase[:SHOWN]}".strip()
    if 300 <= status < 400:
        return Answer(False, status, f"{told}: redirects are not followed; give the address that it leads to.")
    return Answer(200 <= status < 300, status, told)
