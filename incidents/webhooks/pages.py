"""The webhooks of a saved view: added, tried, paused, sent again, dropped, each with the log of its deliveries."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from incidents.access import Act, may
from incidents.feed.log import Log
from incidents.models import SavedView, Webhook, WebhookDelivery
from incidents.models.webhook import fresh_salt
from incidents.views.doors import requires, role_of, with_form
from incidents.webhooks.batches import NoFilter, made, question_in
from incidents.webhooks.delivering import TRIES, refused, send_again, wake
from incidents.webhooks.targets import NotAllowed, target_of

SHOWN = 20  # deliveries
MOST = 10  # webhooks of one view and person


@with_form
@requires(Act.WEBHOOK)
def of_view(request: HttpRequest, slug: str) -> HttpResponse:
    """One's own webhooks of this view; the secret of a new one is shown once, here, and never again."""
    view = get_object_or_404(SavedView.objects.visible_to(request.user), slug=slug)
    if request.method != "POST":
        return _page(request, view)
    url = request.POST.get("url", "").strip()
    if wrong := _wrong(request, view, url):
        return _page(request, view, wrong=wrong, url=url, status=422)
    token = Log("incidents").start().written()
    site = request.build_absolute_uri("/").rstrip("/")
    return _page(
        request, view, new=Webhook.objects.create(view=view, owner=request.user, url=url, site=site, token=token)
    )


def _wrong(request: HttpRequest, view: SavedView, url: str) -> str:
    """Why no webhook can be added; empty where one can."""
    if view.webhooks.filter(owner=request.user).count() >= MOST:
        return f"This view has {MOST} webhooks of yours; delete one first."
    if len(url) > 500:
        return "The address is longer than 500 characters."
    try:
        target_of(url)
        question_in(view)
    except (NotAllowed, NoFilter) as problem:
        return str(problem)
    return ""


def _page(
    request: HttpRequest, view: SavedView, *, new: Webhook | None = None, wrong: str = "", url: str = "", status: int = 200
) -> HttpResponse:  # fmt: skip
    hooks = list(_mine(request).filter(view=view).select_related("owner"))
    for hook in hooks:
        hook.log = hook.deliveries.all()[:SHOWN]  # type: ignore[attr-defined]
    context = {"view": view, "hooks": hooks, "new": new, "wrong": wrong, "url": url, "tries": TRIES}
    return render(request, "incidents/webhooks.html", context, status=status)


def _mine(request: HttpRequest) -> QuerySet[Webhook]:
    """One's own; an administrator sees everybody's."""
    return (
        Webhook.objects.all() if may(role_of(request), Act.ADMINISTER) else Webhook.objects.filter(owner=request.user)
    )


@require_POST
@requires(Act.WEBHOOK)
def act(request: HttpRequest, pk: int) -> HttpResponse:
    hook = get_object_or_404(_mine(request).select_related("view", "owner"), pk=pk)
    done = ACTS.get(request.POST.get("act", ""))
    if done is None:
        messages.error(request, "Nothing was done: the form names no act.")
    elif done is new_secret:
        return _page(request, hook.view, new=new_secret(hook))
    else:
        messages.success(request, done(hook))
    return redirect("webhooks", hook.view.slug)


def test(hook: Webhook) -> str:
    made(hook, WebhookDelivery.Kind.TEST, [], "A test: nothing changed.")
    wake(hook.pk)
    return "A test is on its way; what came of it stands in the log."


def pause(hook: Webhook) -> str:
    Webhook.objects.filter(pk=hook.pk).update(state=Webhook.State.PAUSED)
    return "Paused. What changes meanwhile is sent when it goes on."


def resume(hook: Webhook) -> str:
    if why := refused(hook):
        return f"It stays as it is: {why}"
    send_again(hook)
    return "It goes on, with what waits first."


def drop(hook: Webhook) -> str:
    hook.delete()
    return f"The webhook to {hook.url} is gone, and its log with it."


def new_secret(hook: Webhook) -> Webhook:
    hook.salt = fresh_salt()
    hook.save(update_fields=["salt"])
    return hook


ACTS = {"test": test, "pause": pause, "resume": resume, "drop": drop, "secret": new_secret}
