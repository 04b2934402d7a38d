"""A text read on trial: a worker reads it at once, nothing is kept but for a minute in Redis."""

from __future__ import annotations

import datetime as dt
import json
import logging
import secrets
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

import redis
from celery import shared_task

from incidents import live, parsing
from incidents.foreseen import foreseen
from incidents.parsing import Document, Known, Reading
from incidents.parsing.language import language_of
from incidents.reconcile import plan
from incidents.wanted import wanted

log = logging.getLogger(__name__)
QUEUE = "trials"
LONGEST = 20_000  # characters; more is submitted, not tried
KEPT = 60  # seconds
PATIENCE = 20  # seconds after which a worker need not begin


class NoWorker(Exception):
    """Redis is down, so no worker can be asked."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the text would become: the records, and the stretches that they rest on as (start, end, event type or "")."""

    text: str
    published: str = ""
    agency: str = ""
    notes: list[str] = field(default_factory=list)
    records: list[dict[str, Any]] = field(default_factory=list)
    marks: list[tuple[int, int, str]] = field(default_factory=list)
    error: str = ""

    @property
    def day(self) -> dt.date | None:
        return dt.date.fromisoformat(self.published) if self.published else None


def ask(text: str, *, source: str = "", published: dt.date | None = None, language: str = "") -> str:
    """A token for the outcome, which a worker makes as soon as it is free."""
    token = secrets.token_urlsafe(12)
    day = published.isoformat() if published else ""
    try:
        live.client().set(_key(token), json.dumps([text[:LONGEST], source, day, language]), ex=KEPT)
        read_trial.apply_async((token,), queue=QUEUE, expires=PATIENCE, retry=False)
    except (OSError, redis.RedisError, read_trial.OperationalError) as problem:
        raise NoWorker from problem
    return token


def outcome(token: str) -> Outcome | None:
    """None while it is not there; KeyError when nobody asked for it, or too long ago."""
    try:
        made, asked = live.client().mget(_key(token, "made"), _key(token))  # type: ignore[misc]
    except redis.RedisError as problem:
        raise NoWorker from problem
    if made is None and asked is None:
        raise KeyError(token)
    return Outcome(**json.loads(made)) if made else None


def _key(token: str, what: str = "asked") -> str:
    return f"borderwatch:trial:{token}:{what}"


@shared_task(name="incidents.read_trial")
def read_trial(token: str) -> None:
    """Read the text that waits under this token; what the parser stumbles over is told, for nothing else remembers it."""
    asked = live.client().get(_key(token))
    if asked is None:
        return
    text, source, day, language = json.loads(asked)  # type: ignore[arg-type]
    try:
        made = read(text, Known(dt.date.fromisoformat(day) if day else None, source, language or language_of(text)))
    except Exception as problem:
        log.exception("a text on trial failed")
        made = Outcome(text, error=f"The parser stopped with {type(problem).__name__}: {str(problem)[:200]}.")
    live.client().set(_key(token, "made"), json.dumps(asdict(made)), ex=KEPT)


def read(text: str, known: Known) -> Outcome:
    reading = parsing.parse(Document(text, known))
    day = reading.frame.report_date or known.published
    return Outcome(
        text, day.isoformat() if day else "", reading.frame.agency, list(reading.notes),
        [asdict(one) for one in foreseen(plan(reading, (), ()), text)], sorted(set(_marks(reading))),
    )  # fmt: skip


def _marks(reading: Reading) -> Iterator[tuple[int, int, str]]:
    """Each stretch under the type of the incident that it is for, under none for a statement."""
    incidents, statements = wanted(reading)
    for one in incidents:
        parts = [*one.words, *(w for part in (*one.parts, *one.claims) for w in part.words)]
        yield from ((w.start, w.end, str(one.values["event_type"])) for w in parts)
    for said in statements:
        yield from ((w.start, w.end, "") for w in said.words)
