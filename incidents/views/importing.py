"""Incidents by CSV: the file is looked at line by line, and written only when a person has seen what it would do."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import nullcontext
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from incidents.access import Act
from incidents.exports.fields import fields
from incidents.importing.lines import CLAIM, FIELDS, SPOT, Line, lines_of, tally_of
from incidents.importing.sheet import Unreadable, read
from incidents.importing.writing import one_at_a_time, write
from incidents.review.refusals import Conflict, Refused
from incidents.views.doors import requires, with_form

SHOWN = 200
LOOKED_AT = ("wrong", "changed", "new", "same")  # what needs a person's eye comes first


@with_form
@requires(Act.CORRECT)
def importing(request: HttpRequest) -> HttpResponse:
    """Without `seen` it shows; with it, it writes what was shown, unless that would do something else by now."""
    if request.method != "POST":
        return _shown(request)
    with one_at_a_time() if "seen" in request.POST else nullcontext():
        return _looked_at(request, *_sent(request))


def _looked_at(request: HttpRequest, name: str, content: bytes) -> HttpResponse:
    try:
        lines = lines_of(read(content))
    except Unreadable as problem:
        return _shown(request, problem=str(problem), status=400)
    text = content.decode("utf-8-sig")
    if (request.POST.get("seen"), request.POST.get("versions", "")) != (_counts(lines), _versions(lines)):
        changed = "What the file would do has changed since; look again." if request.POST.get("seen") else ""
        return _shown(request, lines=lines, name=name, text=text, problem=changed)
    return _written(request, lines, name, text)


def _sent(request: HttpRequest) -> tuple[str, bytes]:
    """The file's name and content; what was chosen goes before what was pasted."""
    if upload := request.FILES.get("file"):
        return upload.name or "a file", upload.read()
    return request.POST.get("name") or "pasted lines", request.POST.get("text", "").encode()


def _counts(lines: list[Line]) -> str:
    return ",".join(map(str, tally_of(lines).values()))


def _versions(lines: Iterable[Line]) -> str:
    """Of the incidents that would be changed, so that what is written is what was seen."""
    return ",".join(f"{line.incident}.{line.version}" for line in lines if line.state == "changed")


def _written(request: HttpRequest, lines: list[Line], name: str, text: str) -> HttpResponse:
    try:
        made = write(lines, by=request.user, name=name, reason=request.POST.get("reason", ""))  # type: ignore[arg-type]
    except Refused as refused:
        return _shown(request, lines=lines, name=name, text=text, problem=str(refused), status=400)
    except Conflict as conflict:
        return _shown(request, name=name, problem=f"Nothing was written: {conflict} Choose the file again.", status=409)
    if made is None:
        messages.info(request, "Nothing was to be done: every line is here already, or wrong.")
        return redirect("import")
    messages.success(request, f"{made.title}. One act, one undo.")
    return redirect("act", made.pk)


def _shown(request: HttpRequest, lines: list[Line] | None = None, status: int = 200, **more: Any) -> HttpResponse:
    looked_at = lines is not None
    lines = lines or []
    first = sorted(lines, key=lambda line: LOOKED_AT.index(line.state))[:SHOWN]
    told = [one for name, one in fields("incident").items() if name in (*FIELDS, *SPOT, *CLAIM, "id", "changed_at")]
    context = {
        "lines": first,
        "tally": tally_of(lines),
        "counts": _counts(lines) if looked_at else "",
        "versions": _versions(lines),
        "columns": told,
        "more": len(lines) - len(first),
        **more,
    }
    return render(request, "incidents/import.html", context, status=status)
