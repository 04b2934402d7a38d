"""Comments, assignment, the inbox, and who is at a record right now."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from incidents import presence, review
from incidents.access import Act, Role
from incidents.models import Comment, Incident, Notice, Report, User
from incidents.views.doors import back_to, requires

SUBJECTS: dict[str, Any] = {"incident": Incident, "report": Report}
A_PAGE = 50


def talk_of(record: Incident | Report) -> dict[str, Any]:
    """What the block of comments under a record shows."""
    kind = "incident" if isinstance(record, Incident) else "report"
    able = [role.value for role in Role if role.reaches(Role.ANALYST)]
    return {
        "kind": kind, "pk": record.pk, "comments": record.comments.select_related("by"), "assigned": review.assigned_to(record),
        "people": User.objects.filter(is_active=True, role__in=able).order_by("username"),
    }  # fmt: skip


def _subject(request: HttpRequest, kind: str, pk: int) -> Any:
    if kind not in SUBJECTS:
        raise Http404("There is no such record.")
    return get_object_or_404(SUBJECTS[kind].objects.visible_to(request.user), pk=pk)


@require_POST
@requires(Act.COMMENT)
def comment(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    record = _subject(request, kind, pk)
    try:
        review.comment(record=record, words=request.POST.get("words", ""), by=request.user)
    except review.Refused as refused:
        messages.error(request, str(refused))
    return redirect(reverse(kind, args=[pk]) + "#talk")


@require_POST
@requires(Act.COMMENT)
def withdraw_comment(request: HttpRequest, pk: int) -> HttpResponse:
    said = get_object_or_404(Comment, pk=pk)
    try:
        review.withdraw_comment(comment=said, by=request.user)
    except review.Refused as refused:
        messages.error(request, str(refused))
    return redirect(_home(said) + "#talk")


@require_POST
@requires(Act.ASSIGN)
def assign(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    record = _subject(request, kind, pk)
    name = request.POST.get("to", "")
    try:
        review.assign(record=record, to=get_object_or_404(User, username=name) if name else None, by=request.user)
        messages.success(request, f"Assigned to {name}." if name else "Assigned to nobody.")
    except review.Refused as refused:
        messages.error(request, str(refused))
    return redirect(back_to(request, reverse(kind, args=[pk]) + "#talk"))


@require_GET
@requires(Act.SAVE_VIEW)
def inbox(request: HttpRequest) -> HttpResponse:
    """What calls the person who is signed in, the newest first."""
    mine = Notice.objects.filter(to=request.user).select_related("by", "incident__border", "report", "comment")
    held = request.user.assignments.filter(ended_at=None).select_related("by", "incident__border", "report")
    context = {"page": Paginator(mine, A_PAGE).get_page(request.GET.get("page")), "assigned": held[:A_PAGE]}
    return render(request, "incidents/inbox.html", context)


@require_POST
@requires(Act.SAVE_VIEW)
def read_notices(request: HttpRequest) -> HttpResponse:
    """All of one's notices are read; or one, which is then opened."""
    number = request.POST.get("notice", "")
    if not number.isdigit():
        review.read_notices(by=request.user)
        return redirect("inbox")
    one = get_object_or_404(Notice, pk=int(number), to=request.user)
    review.read_notices(by=request.user, pk=one.pk)
    return redirect(_home(one) + ("#talk" if one.comment_id else ""))


def _home(one: Comment | Notice) -> str:
    return reverse("incident", args=[one.incident_id]) if one.incident_id else reverse("report", args=[one.report_id])


@require_POST
@requires(Act.CORRECT)
def at_it(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """A page that is open to edit says so, and hears who else is there; `left` says that it was closed."""
    _subject(request, kind, pk)
    if request.POST.get("left"):
        presence.left(kind, pk, request.user)
        return JsonResponse({"editing": []})
    return JsonResponse({"editing": presence.editing(kind, pk, request.user)})
