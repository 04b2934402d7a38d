"""Deliveries in their order: one batch at a time, tried again ever later, given up with words after the last try. The rows own it; Redis only wakes."""

from __future__ import annotations

import logging
from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from incidents.access import Act, Role, may
from incidents.feed import tokens
from incidents.feed.log import Log, StartAnew
from incidents.models import SavedView, Webhook, WebhookDelivery
from incidents.webhooks.batches import NoFilter, next_batch
from incidents.webhooks.sending import Answer, post

log = logging.getLogger(__name__)
TRIES = 8
LONGEST_PAUSE = timedelta(hours=6)
LEASE = timedelta(seconds=60)
State, Delivered = Webhook.State, WebhookDelivery.State


def pause_after(attempts: int) -> timedelta:
    """Four times as long each time: 30 s if not set otherwise, 2 min, 8 min, … at most 6 hours."""
    first = timedelta(seconds=settings.WEBHOOK_PAUSE)
    return min(first * 4 ** (attempts - 1), LONGEST_PAUSE)


def wake(hook_id: int) -> None:
    """A Redis that is down is only logged: the sweeper finds the row."""
    try:
        send.apply_async((hook_id,), retry=False, queue="webhooks")
    except (OSError, send.OperationalError) as problem:
        log.warning("webhook %s waits for the sweeper, no worker could be woken: %s", hook_id, problem)


@shared_task(name="incidents.send_webhook", soft_time_limit=30, time_limit=40)
def send(hook_id: int) -> None:
    """What waits for one receiver, oldest first, and the next batch; one at a time, and none after one that did not arrive."""
    now = timezone.now()
    free = Q(leased_until=None) | Q(leased_until__lt=now)
    if not Webhook.objects.filter(free, pk=hook_id).update(leased_until=now + LEASE):
        return
    try:
        more = deliver(Webhook.objects.select_related("view", "owner").get(pk=hook_id))
    finally:
        Webhook.objects.filter(pk=hook_id).update(leased_until=None)
    if more:
        wake(hook_id)


def deliver(hook: Webhook) -> bool:
    """One try; true where another may follow at once."""
    if why := refused(hook):
        stop(hook, why)
        return False
    due = hook.deliveries.filter(state=Delivered.WAITING, next_try_at__lte=timezone.now())
    if hook.state != State.ACTIVE:
        due = due.filter(kind=WebhookDelivery.Kind.TEST)
    delivery, more = due.order_by("id").first(), True
    if delivery is None and hook.state == State.ACTIVE:
        try:
            delivery, more = next_batch(hook)
        except NoFilter as problem:
            stop(hook, str(problem))
    if delivery is None:
        return more and hook.state == State.ACTIVE
    keep(delivery, post(delivery))
    return delivery.state == Delivered.DELIVERED


def refused(hook: Webhook) -> str:
    """Why nothing more may go out in its owner's name; empty where all may."""
    owner = hook.owner
    if not owner.is_active or not may(Role(owner.role), Act.WEBHOOK):
        return f"{owner} may no longer send changes out."
    if not SavedView.objects.visible_to(owner).filter(pk=hook.view_id).exists():
        return f"{owner} may no longer open this view."
    return ""


def stop(hook: Webhook, why: str) -> None:
    hook.state, hook.said = State.STOPPED, why[:300]
    hook.save(update_fields=["state", "said"])


def keep(delivery: WebhookDelivery, answer: Answer) -> None:
    """The outcome of a try, and when the next one is; after the last one the webhook stops, and the batch is kept."""
    now, delivery.attempts = timezone.now(), delivery.attempts + 1
    delivery.status, delivery.said = answer.status, answer.said[:300]
    if answer.arrived:
        delivery.state, delivery.finished_at, delivery.next_try_at = Delivered.DELIVERED, now, None
    elif delivery.attempts >= TRIES or delivery.kind == WebhookDelivery.Kind.TEST:
        delivery.state, delivery.finished_at, delivery.next_try_at = Delivered.DEAD, now, None
    else:
        delivery.next_try_at = now + pause_after(delivery.attempts)
    delivery.save()
    if delivery.state == Delivered.DEAD and delivery.kind != WebhookDelivery.Kind.TEST:
        said = f"{TRIES} tries failed, the last with: {answer.said[:150]} Nothing is lost: the batch is kept, later changes follow it. Send it again once the receiver is well."
        stop(delivery.webhook, said)


def send_again(hook: Webhook) -> None:
    """The batch that was given up, or that waits for its next try, is due now with all its tries."""
    kept = hook.deliveries.exclude(state=Delivered.DELIVERED).exclude(kind=WebhookDelivery.Kind.TEST)
    kept.update(state=Delivered.WAITING, attempts=0, next_try_at=timezone.now(), finished_at=None)
    hook.state, hook.said = State.ACTIVE, ""
    hook.save(update_fields=["state", "said"])
    wake(hook.pk)


def sweep() -> int:
    """Wakes a worker for each webhook that has something to send; how many."""
    now = timezone.now()
    waiting = Q(deliveries__state=Delivered.WAITING, deliveries__next_try_at__lte=now)
    tests = Q(deliveries__kind=WebhookDelivery.Kind.TEST) | Q(state=State.ACTIVE)
    due = set(Webhook.objects.filter(waiting & tests).values_list("pk", flat=True))
    held_up = WebhookDelivery.objects.exclude(state=Delivered.DELIVERED).exclude(kind=WebhookDelivery.Kind.TEST)
    idle = Webhook.objects.filter(state=State.ACTIVE).exclude(pk__in=held_up.values("webhook")).exclude(pk__in=due)
    due |= {hook.pk for hook in idle if _has_news(hook)}
    for pk in sorted(due):
        wake(pk)
    return len(due)


def _has_news(hook: Webhook) -> bool:
    """Where nothing at all changed its place is brought up to now, so that it never has to look far back."""
    try:
        stretch = Log("incidents").since(tokens.read(hook.token), 1)
    except StartAnew:
        return True
    if not stretch.touched:
        Webhook.objects.filter(pk=hook.pk, token=hook.token).update(token=stretch.next.written())
    return bool(stretch.touched)


def prune(kept: timedelta = timedelta(days=30)) -> int:
    """Deliveries that arrived, and tests, go after a month."""
    old = WebhookDelivery.objects.filter(
        Q(state=Delivered.DELIVERED) | Q(kind="test"), finished_at__lt=timezone.now() - kept
    )
    return old.delete()[0]
