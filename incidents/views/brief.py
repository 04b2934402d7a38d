"""The situation brief: made of the present view, read as a page or a file; frozen ones as they were."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET, require_POST

from incidents.access import Act
from incidents.brief.content import Brief
from incidents.brief.forms import FORMS, LABELS, MEDIA_TYPES, written_as
from incidents.brief.freezing import AT, body_of, changed_since, file_of, freeze
from incidents.brief.writing import written
from incidents.models import FrozenBrief
from incidents.review.refusals import Refused
from incidents.views.doors import requires, sees, with_token

MOST_LISTED = 200


@require_GET
@sees
def brief(request: HttpRequest) -> HttpResponse:
    try:
        one = written(request.GET)
    except ValidationError as wrong:
        return render(request, "incidents/brief.html", {"errors": wrong.messages, **_around("")}, status=400)
    context = {"brief": one, "made": timezone.now().strftime(AT), "site": "", **_around(one.query)}
    return render(request, "incidents/brief.html", context)


def _around(query: str, root: str = "") -> dict[str, Any]:
    """What stands round a brief on its page; `root` is where its files are, with the query if it is made anew."""
    words = f"?{query}" if query else ""
    fresh = reverse("brief-file", args=["x"]).removesuffix("x")
    return {
        "files": LABELS.items(), "file_root": root or fresh, "file_query": "" if root else words,
        "list": reverse("incident-list") + words, "map": reverse("dashboard") + words,
    }  # fmt: skip


@require_GET
@with_token
@sees
def brief_file(request: HttpRequest, suffix: str) -> HttpResponse:
    _known(suffix)
    try:
        one = written(request.GET)
    except ValidationError as wrong:
        return HttpResponse("\n".join(wrong.messages) + "\n", status=400, content_type="text/plain; charset=utf-8")
    site = _site(request)
    told = written_as(suffix, one, site=site, address=site + one.path, made=timezone.now().strftime(AT))
    return _file(told, suffix, f"brief-{_called(one)}")


def _known(suffix: str) -> None:
    if suffix not in FORMS:
        raise Http404(f"a brief has no form {suffix}")


def _site(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


def _called(one: Brief) -> str:
    words = f"{one.title}-{one.period}".lower()
    kept = "".join(letter if letter.isalnum() and letter.isascii() else "-" for letter in words)
    return "-".join(filter(None, kept.split("-")))[:80]


def _file(told: bytes, suffix: str, name: str) -> HttpResponse:
    """A PDF opens in the browser; the rest is taken away, for it has styles that a page may not bring."""
    kind = "inline" if suffix == "pdf" else "attachment"
    headers = {"Content-Disposition": f'{kind}; filename="{name}.{suffix}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(told, content_type=MEDIA_TYPES[suffix], headers=headers)


# --- frozen ---


@require_GET
@sees
def frozen_list(request: HttpRequest) -> HttpResponse:
    rows = FrozenBrief.objects.select_related("frozen_by").defer("content", "html", "markdown", "pdf")[:MOST_LISTED]
    return render(request, "incidents/briefs.html", {"briefs": rows})


@require_POST
@requires(Act.FREEZE)
def freeze_brief(request: HttpRequest) -> HttpResponse:
    query = QueryDict(request.POST.get("query", "").replace("\x00", "")[:2000])
    try:
        one = freeze(query, by=request.user, site=_site(request))  # type: ignore[arg-type]
    except (Refused, ValidationError) as wrong:
        messages.error(request, "; ".join(getattr(wrong, "messages", [str(wrong)])))
        return redirect(f"{reverse('brief')}?{query.urlencode()}")
    return redirect("frozen-brief", one.slug)


@require_GET
@sees
def frozen_brief(request: HttpRequest, slug: str) -> HttpResponse:
    """As it was; `?since` adds what the records say differently now."""
    one = get_object_or_404(FrozenBrief.objects.select_related("frozen_by").defer("pdf", "markdown"), slug=slug)
    path = reverse("frozen-brief", args=[slug])
    frozen = {
        "path": path, "address": request.build_absolute_uri(path), "at": one.frozen_at.strftime(AT), "by": one.frozen_by.username,
        "sha256": one.sha256, "query": one.query,
    }  # fmt: skip
    changed = changed_since(one) if "since" in request.GET else None
    context = {"brief": one, "body": mark_safe(body_of(one)), "frozen": frozen, "changed": changed}
    return render(request, "incidents/brief.html", {**context, **_around(one.query, f"{path}brief.")})


@require_GET
@with_token
@sees
def frozen_file(request: HttpRequest, slug: str, suffix: str) -> HttpResponse:
    _known(suffix)
    return _file(file_of(get_object_or_404(FrozenBrief, slug=slug), suffix), suffix, f"brief-{slug}")
