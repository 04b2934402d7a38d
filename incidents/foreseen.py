"""What applying a plan would do, record by record, in plain words and values for a page. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from incidents.reconcile import Held, HeldPart, IncidentStep, Plan, Step
from incidents.wanted import Value, WantedClaim, WantedIncident, WantedPart, WantedReport, WantedStatement, Words, typed

# Where a record's content starts says nothing to a reader, nor does a field that is its own headline.
SILENT = frozenset({"position", "itself"})


@dataclass(frozen=True, slots=True)
class Line:
    """One field: its value now, its value then, and the words that the new one rests on."""

    field: str
    before: str
    after: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dispute:
    """A field three ways: the machine then, the person, the machine now."""

    field: str
    then: str
    person: str
    now: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What becomes of one record. verb: add, change, keep, withdraw, return."""

    kind: str
    pk: int | None
    title: str
    verb: str
    lines: tuple[Line, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    parts: tuple[Foreseen, ...] = ()  # claims and participants of an incident


def written(value: Value) -> str:
    """A value as a person types it: "2021-07-05", "7", "true"; empty for none."""
    if value is None or value is False:
        return ""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, dt.date):
        return value.isoformat()
    return "true" if value is True else str(value)


def foreseen(plan: Plan, text: str) -> tuple[Foreseen, ...]:
    """The report's own fields where they change, incidents, then statements, in the order of the text; what goes and what a person keeps at the end."""
    own = [_record("report", plan.report, text)] if plan.report else []
    return (
        *(one for one in own if one.lines or one.disputes),
        *(_incident(step, text) for step in plan.incidents),
        *(_record("statement", step, text) for step in plan.statements),
        *(_lost("incident", held, "withdraw") for held in plan.gone_incidents),
        *(_lost("statement", held, "withdraw") for held in plan.gone_statements),
        *(_lost("statement" if "cue" in held.values else "incident", held, "keep") for held in plan.kept),
    )


def _incident(step: IncidentStep, text: str) -> Foreseen:
    claims = [_record("claim", claim, text) for claim in step.claims]
    people = [_part(part, held, text) for part, held in step.parts]
    own = _record("incident", step, text)
    return Foreseen(
        own.kind,
        own.pk,
        own.title,
        "change" if own.verb == "keep" and step.is_changed else own.verb,
        own.lines,
        own.disputes,
        (*claims, *people, *(_lost("claim", held, "withdraw") for held in step.gone_claims), *map(_left, step.gone_parts)),
    )  # fmt: skip


def _record(
    kind: str, step: Step[WantedIncident] | Step[WantedStatement] | Step[WantedClaim] | Step[WantedReport], text: str
) -> Foreseen:
    wanted, held = step.wanted, step.held
    found: list[tuple[str, Value, Value]]
    if held is None:
        found = [(name, None, value) for name, value in wanted.values.items() if written(value)]
    else:
        found = [(change.field, change.before, change.after) for change in step.changes]
    lines = [
        Line(name, written(before), written(after), _said(wanted.words, name, text))
        for name, before, after in found
        if name not in SILENT
    ]
    disputes = [
        Dispute(d.field, written(d.then), written(d.person), written(d.now), _said(wanted.words, d.field, text))
        for d in step.disputes
    ]
    verb = "add" if held is None else "return" if held.returns else "change" if step.changes else "keep"
    return Foreseen(kind, held.pk if held else None, _title(kind, wanted.values), verb, tuple(lines), tuple(disputes))


def _part(part: WantedPart, held: HeldPart | None, text: str) -> Foreseen:
    title = f"{typed(part.who)}, {part.role}"
    if held:
        return Foreseen("participant", held.pk, title, "keep")
    line = Line("actor", "", typed(part.who) or "", _said(part.words, "actor", text))
    return Foreseen("participant", None, title, "add", (line,))


def _left(part: HeldPart) -> Foreseen:
    return Foreseen("participant", part.pk, f"{part.actor}, {part.role}", "withdraw")


def _lost(kind: str, held: Held, verb: str) -> Foreseen:
    return Foreseen(kind, held.pk, _title(kind, held.values), verb)


def _title(kind: str, values: Mapping[str, Value]) -> str:
    """The value that a page names the record by: an event type, a kind of claim, the statement's words."""
    name = {"incident": "event_type", "claim": "kind", "statement": "content", "report": "headline"}[kind]
    return written(values.get(name))[:200]


def _said(words: Iterable[Words], field: str, text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text[one.start : one.end] for one in words if one.field == field))
