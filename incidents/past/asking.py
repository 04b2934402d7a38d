"""`as_of` in an address: which time is asked for, and why it cannot be answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from incidents.cube.sql import SqlAnswers
from incidents.past import rows
from incidents.past.moment import as_of

IS_NOT_KEPT = "The history does not keep it, so it cannot be asked with as_of. Leave out one of both."
# Words of an address that cannot be asked with `as_of`, and why.
NOT_THEN = {
    **dict.fromkeys(("q", "tag", "min_confidence", "state", "stuck"), IS_NOT_KEPT),
    "include": "What belongs to a record is told of the present alone. Leave out include or as_of.",
    "seen": "It asks for an answer that is new enough, as_of for one of before. Leave out one of both.",
}


class Unanswerable(Exception):
    """The name of the parameter, and what to do."""

    def __init__(self, name: str, said: str) -> None:
        super().__init__(f"{name}: {said}")
        self.name, self.said = name, said


def moment_in(query: QueryDict) -> dt.datetime | None:
    """None where the present is asked for. Raises Unanswerable."""
    if "as_of" not in query:
        return None
    at = _read(query["as_of"])
    if at is None:
        raise Unanswerable("as_of", "Give a time with its zone, as 2021-07-05T21:32:00Z.")
    if at > timezone.now():
        raise Unanswerable("as_of", "That lies ahead; give a time that has been.")
    for name, why in NOT_THEN.items():
        if name in query:
            raise Unanswerable(name, why)
    return at


def refuse_too_far(at: dt.datetime) -> None:
    """Raises Unanswerable where too much changed since to be taken back."""
    try:
        rows.refuse_too_far(at)
    except rows.TooFarBack as problem:
        said = f"More than {rows.MOST:,} incidents changed since then; ask for a later time."
        raise Unanswerable("as_of", said) from problem


def _read(text: str) -> dt.datetime | None:
    """In UTC, for the database knows no zone beyond 16 hours from it; None where it is no time with a zone."""
    try:
        at = parse_datetime(text.replace(" ", "+"))  # a plus that was not written as %2B
        return at.astimezone(dt.UTC) if at is not None and at.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None


@contextmanager
def then(at: dt.datetime) -> Iterator[SqlAnswers]:
    """The database as of the time, for the seconds of a page. Raises Unanswerable."""
    refuse_too_far(at)
    with as_of(at) as ask:
        yield ask
