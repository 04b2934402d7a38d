"""Why something is taken out at the desk: a short list for each kind of record, and what this person gave as the reason last."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from incidents.parsing.knowledge.codes import WITHDRAW_REASONS

REMEMBERED = "reasons"  # in the session: by kind of record, the last reason


@dataclass(frozen=True, slots=True)
class Reason:
    """`is_last` is what this person chose last, which has the focus."""

    number: int
    words: str
    is_last: bool


def remember(request: HttpRequest, kind: str, reason: str) -> None:
    held = request.session.get(REMEMBERED, {})
    if held.get(kind) != reason:
        request.session[REMEMBERED] = {**held, kind: reason[:500]}


def reasons(request: HttpRequest, kind: str) -> list[Reason]:
    """The list's numbers never change; words of one's own stand behind it."""
    last = request.session.get(REMEMBERED, {}).get(kind, "")
    listed = WITHDRAW_REASONS[kind]
    words = listed if not last or last in listed else (*listed, last)
    return [Reason(number, each, each == last) for number, each in enumerate(words, 1)]
