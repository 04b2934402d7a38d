"""Why something is taken out at the desk: a short list for each kind of record, and what this person gave as the reason last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest

REMEMBERED = "reasons"  # in the session: by kind of record, the last reason
# The commonest first; any other reason is written out.
LISTED: Mapping[str, tuple[str, ...]] = {
    "incident": (
        "Not a border incident",
        "The report does not say so",
        "The same as another incident",
        "History: over a year before the report",
        "A general state, no single incident",
    ),
    "claim": (
        "The report does not say so",
        "Counts something else",
        "Belongs to another incident",
        "The same figure twice",
    ),
    "statement": ("Nobody is quoted", "About something else", "The same words twice"),
    "participant": ("Took no part", "The report does not say so", "The same one under another name"),
}


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
    listed = LISTED[kind]
    words = listed if not last or last in listed else (*listed, last)
    return [Reason(number, each, each == last) for number, each in enumerate(words, 1)]
