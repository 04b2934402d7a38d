"""Incidents by CSV: the file is looked at line by line, and written only when a person has seen what it would do."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from incidents.access import Act
from incidents.exports.fields import fields
from incidents.importing.lines import CLAIM, FIELDS, SPOT, Line, lines_of
from incidents.importing.sheet import Unreadable, read
from incidents.importing.writing import write
from incidents.review.refusals import Refused
from incidents.views.doors import requires, with_form

SHOWN = 200
STATES = ("new", "changed", "same", "wrong")
LOOKED_AT = ("wrong", "changed", "new", "same")  # what needs a person's eye comes first


@with_form
@requires(Act.CORRECT)
def importing(request: HttpRequest) -> HttpResponse:
    """Without `seen` it shows; with it, it writes what was shown, unless that would do something else by now."""
    if request.method != "POST":
        return _shown(request)
    name, content = _sent(request)
    try:
        lines = lines_of(read(content))
    except Unreadable as problem:
        return _shown(request, problem=str(problem), status=400)
    counts, text = _counts(lines), content.decode("utf-8-sig")
    if request.POST.get("seen") != counts:
        changed = "What the file would do has changed since; look again." if request.POST.get("seen") else ""
        return _shown(request, lines=lines, counts=counts, name=name, text=text, problem=changed)
    return _written(request, lines, counts, name, text)


def _sent(request: HttpRequest) -> tuple[str, bytes]:
    """The file's name and content; what was chosen goes before what was pasted."""
    if upload := request.FILES.get("file"):
        return upload.name or "a file", upload.read()
    return request.POST.get("name") or "pasted lines", request.POST.get("text", "").encode()


def _counts(lines: list[Line]) -> str:
    tally = Counter(line.state for line in lines)
    return ",".join(str(tally[state]) for state in STATES)


def _written(request: HttpRequest, lines: list[Line], counts: str, name: str, text: str) -> HttpResponse:
    try:
        made = write(lines, by=request.user, name=name, reason=request.POST.get("reason", ""))  # type: ignore[arg-type]
    except Refused as refused:
        return _shown(request, lines=lines, counts=counts, name=name, text=text, problem=str(refused), status=400)
    if made is None:
        messages.info(request, "Nothing was to be done: every line is here already, or wrong.")
        return redirect("import")
    messages.success(request, f"{made.title}. One act, one undo.")
    return redirect("act", made.pk)


def _shown(request: HttpRequest, lines: Any = (), counts: str = "", status: int = 200, **more: Any) -> HttpResponse:
    tally = dict(zip(STATES, map(int, counts.split(",")), strict=True)) if counts else {}
    first = sorted(lines, key=lambda line: LOOKED_AT.index(line.state))[:SHOWN]
    told = [one for name, one in fields("incident").items() if name in (*FIELDS, *SPOT, *CLAIM, "id", "changed_at")]
    context = {
        "lines": first,
        "tally": tally,
        "counts": counts,
        "columns": told,
        "more": len(lines) - len(first),
        **more,
    }
    return render(request, "incidents/import.html", context, status=status)
