"""Saved views: kept, listed, renamed, shared, dropped; opened by their short link, and read as files and feeds."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from incidents.access import Act, may
from incidents.exports import formats_of
from incidents.models import SavedView
from incidents.past.asking import Unanswerable
from incidents.views.doors import requires, role_of, sees, with_token
from incidents.views.exporting import streamed
from incidents.views.lists import INCIDENTS, LISTS
from incidents.views.paging import without

LONGEST_QUERY = 2000
# Parts of an address that are a moment's and no view's.
PASSING = ("page", "after", "before", "cursor", "csrfmiddlewaretoken")


@require_GET
@sees
def saved_views(request: HttpRequest) -> HttpResponse:
    rows = SavedView.objects.visible_to(request.user).select_related("owner")
    mine = [one for one in rows if one.owner_id == request.user.pk]
    context = {
        "mine": mine,
        "others": [one for one in rows if one not in mine],
        "formats": formats_of(INCIDENTS.columns).items(),
    }
    return render(request, "incidents/views.html", context)


@require_POST
@requires(Act.SAVE_VIEW)
def save_view(request: HttpRequest) -> HttpResponse:
    """Keep the address of a page under a name; a name used again gets the new address."""
    name, page = request.POST.get("name", "").replace("\x00", "").strip()[:120], request.POST.get("page", "")
    query = without(QueryDict(request.POST.get("query", "").lstrip("?")), *PASSING)
    if not name or page not in SavedView.Page.values or len(query) > LONGEST_QUERY or "%00" in query:
        messages.error(request, "The view was not saved: give it a name, and save it from the map or a list.")
        return redirect("saved-views")
    values = {"page": page, "query": query, "shared": bool(request.POST.get("shared"))}
    one, _new = SavedView.objects.update_or_create(owner=request.user, name=name, defaults=values)
    messages.success(request, f"Saved as “{one.name}”: {request.build_absolute_uri(reverse('view', args=[one.slug]))}")
    return redirect(address_of(one))


def address_of(one: SavedView) -> str:
    return reverse(LISTS[one.page].page) + (f"?{one.query}" if one.query else "")


@require_GET
@sees
def open_view(request: HttpRequest, slug: str) -> HttpResponse:
    return redirect(address_of(get_object_or_404(SavedView.objects.visible_to(request.user), slug=slug)))


@require_POST
@requires(Act.SAVE_VIEW)
def change_view(request: HttpRequest, slug: str) -> HttpResponse:
    one = _own(request, slug)
    one.name = request.POST.get("name", one.name).replace("\x00", "").strip()[:120] or one.name
    one.shared = bool(request.POST.get("shared"))
    try:
        with transaction.atomic():
            one.save(update_fields=["name", "shared"])
    except IntegrityError:
        messages.error(request, f"Another of your views is already called “{one.name}”.")
    return redirect("saved-views")


@require_POST
@requires(Act.SAVE_VIEW)
def drop_view(request: HttpRequest, slug: str) -> HttpResponse:
    one = _own(request, slug, also=Act.ADMINISTER)
    one.delete()
    messages.success(request, f"“{one.name}” is gone; its link leads nowhere now.")
    return redirect("saved-views")


def _own(request: HttpRequest, slug: str, also: Act | None = None) -> SavedView:
    """One's own view; `also` lets in who may do that act."""
    one = get_object_or_404(SavedView.objects.visible_to(request.user), slug=slug)
    if one.owner_id != request.user.pk and not (also and may(role_of(request), also)):
        raise PermissionDenied("Only who saved a view may change it.")
    return one


@require_GET
@with_token
@sees
def view_file(request: HttpRequest, slug: str, suffix: str) -> HttpResponseBase:
    """The view's rows as a file or feed."""
    one = get_object_or_404(SavedView.objects.visible_to(request.user), slug=slug)
    listed, query = LISTS[one.page], QueryDict(one.query)
    chosen = listed.choose(request.user, query)
    if chosen.errors:
        return _refused(*chosen.errors)
    try:
        at = listed.moment(query)
    except Unanswerable as problem:
        return _refused(str(problem))
    rows = listed.orders[listed.order(query.get("sort", ""))].ordered(chosen.rows)
    return streamed(request, listed, rows, suffix=suffix, title=f"Borderwatch: {one.name}", query=one.query, at=at)


def _refused(*errors: str) -> HttpResponse:
    return HttpResponse("\n".join(errors) + "\n", status=409, content_type="text/plain; charset=utf-8")
