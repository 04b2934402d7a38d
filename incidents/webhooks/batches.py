"""What goes into a delivery: the next changes of the view, as `changes` of the API tells them, with the token where they end."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import QueryDict

from incidents.api import rendered
from incidents.cube.question import Question, Scope
from incidents.cube.sql import SqlAnswers
from incidents.feed import entries, tokens
from incidents.feed.entries import Entry
from incidents.feed.log import Log, StartAnew
from incidents.filters import incident_words, question_of
from incidents.models import Incident, SavedView, Webhook, WebhookDelivery, WebhookTold

MOST = 100  # changes of one delivery
SCOPES = {SavedView.Page.MAP.value: Scope.MAP, SavedView.Page.INCIDENTS.value: Scope.LIST}
Kind = WebhookDelivery.Kind


class NoFilter(ValueError):
    """The view cannot be followed; the words say why."""


def question_in(view: SavedView) -> Question:
    """Raises NoFilter."""
    if view.page not in SCOPES:
        raise NoFilter("A webhook tells of incidents; this view is of statements.")
    query = QueryDict(view.query, mutable=True)
    if query.get("q"):
        raise NoFilter("This view searches words of reports (q), whose changes are not followed. Save it without them.")
    for name in query.keys() - incident_words().keys():
        del query[name]
    try:
        return question_of(query, SCOPES[view.page])
    except ValidationError as problem:
        raise NoFilter(f"The view’s filter cannot be read: {' '.join(problem.messages)}") from problem


@transaction.atomic
def next_batch(hook: Webhook) -> tuple[WebhookDelivery | None, bool]:
    """The next delivery, if what changed is any news to the receiver; and whether more may follow at once."""
    held = Webhook.objects.select_for_update().get(pk=hook.pk)
    if WebhookDelivery.objects.filter(webhook=held).exclude(state="delivered").exclude(kind=Kind.TEST).exists():
        return None, False
    try:
        stretch = Log("incidents").since(tokens.read(held.token), MOST)
    except StartAnew as why:
        held.token = Log("incidents").start().written()
        held.save(update_fields=["token"])
        held.told.all().delete()
        return made(held, Kind.ANEW, [], f"{why} Changes may be missing: read the view’s list anew."), False
    told = _news(held, entries.of_incidents(stretch.touched, question_in(held.view)))
    held.token = stretch.next.written()
    held.save(update_fields=["token"])
    return (made(held, Kind.CHANGES, told) if told else None), stretch.more


def _news(hook: Webhook, told: list[Entry]) -> list[Entry]:
    """Without incidents that left a view in which the receiver cannot have them: made since, and never told of."""
    ids = [one.id for one in told]
    known = dict(WebhookTold.objects.filter(webhook=hook, incident__in=ids).values_list("incident", "present"))
    older = set(Incident.objects.filter(pk__in=ids, created_at__lt=hook.created_at).values_list("pk", flat=True))
    news = [one for one in told if one.present or one.change == entries.DELETED or known.get(one.id, one.id in older)]
    rows = [WebhookTold(webhook=hook, incident=one.id, present=one.present) for one in news]
    WebhookTold.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["webhook", "incident"], update_fields=["present"]
    )
    return news


def made(hook: Webhook, kind: str, told: Iterable[Entry], said: str = "") -> WebhookDelivery:
    """A delivery that waits to be sent, its body as it will be."""
    listed = list(told)
    body = {
        "webhook": hook.pk, "kind": kind, "view": {"name": hook.view.name, "url": f"{hook.site}/v/{hook.view.slug}"}, "said": said,
        "changes": _plain(hook, listed), "token": hook.token,
    }  # fmt: skip
    return WebhookDelivery.objects.create(webhook=hook, kind=kind, body=json.dumps(body), changes=len(listed))


def _plain(hook: Webhook, told: list[Entry]) -> list[dict[str, Any]]:
    ids = [one.id for one in told if one.present]
    bodies = {one["id"]: one for one in map(json.loads, rendered.objects(SqlAnswers(), ids))}
    return [
        {
            "id": one.id, "url": f"{hook.site}/api/v1/incidents/{one.id}", "change": one.change, "present": one.present, "version": one.version,
            "at": one.at.isoformat(), "survivor": one.survivor, "incident": bodies.get(one.id),
        }
        for one in told
    ]  # fmt: skip
