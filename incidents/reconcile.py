"""What a report's new reading asks of the records held: create, update, keep or withdraw. Pure: it touches nothing.

A field that a person corrected is never in a plan, and what the machine reads gives way where it would contradict one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from incidents.parsing.drafts import Reading
from incidents.wanted import (
    Value,
    WantedClaim,
    WantedIncident,
    WantedPart,
    WantedReport,
    WantedStatement,
    typed,
    wanted,
    wanted_report,
)

T = TypeVar("T", WantedIncident, WantedStatement, WantedClaim, WantedReport)
Matched = TypeVar("Matched", WantedIncident, WantedStatement)


@dataclass(frozen=True, slots=True)
class HeldPart:
    """A participant as the machine read it, whatever a person made of it since."""

    pk: int
    actor: str
    role: str
    touched: bool = False
    removed: bool = False  # by a person; it is not read in again


@dataclass(frozen=True, slots=True)
class Held:
    """A record read from this report before: its values now, which of them a person set, and what the machine had read there."""

    pk: int
    key: str
    values: Mapping[str, Value]
    corrected: frozenset[str] = frozenset()
    machine: Mapping[str, Value] = field(default_factory=dict)  # of corrected fields
    spans: tuple[tuple[int, int], ...] = ()
    touched: bool = False  # a person corrected, confirmed, judged or merged it
    withdrawn: bool = False
    returns: bool = False  # withdrawn, and by the machine: it stands again when it is found again
    claims: tuple[Held, ...] = ()
    parts: tuple[HeldPart, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    field: str
    before: Value
    after: Value


@dataclass(frozen=True, slots=True)
class ThreeWay:
    """A field that a person corrected and that the machine now reads otherwise than the person."""

    field: str
    then: Value  # what the machine had read when the person corrected it
    person: Value
    now: Value


@dataclass(frozen=True, slots=True)
class Step(Generic[T]):
    """One record of the plan: new when `held` is None; `changes` leaves out what a person set, `disputes` holds it."""

    wanted: T
    held: Held | None
    changes: tuple[Change, ...] = ()
    disputes: tuple[ThreeWay, ...] = ()

    @property
    def is_changed(self) -> bool:
        return bool(self.changes) or (self.held is not None and self.held.returns)


@dataclass(frozen=True, slots=True)
class IncidentStep(Step[WantedIncident]):
    """An incident with its claims and participants; `gone` are those that the reading no longer finds and nobody touched."""

    claims: tuple[Step[WantedClaim], ...] = ()
    gone_claims: tuple[Held, ...] = ()
    parts: tuple[tuple[WantedPart, HeldPart | None], ...] = ()
    gone_parts: tuple[HeldPart, ...] = ()

    @property
    def is_changed(self) -> bool:
        claims = any(claim.held is None or claim.is_changed for claim in self.claims)
        parts = any(held is None for _part, held in self.parts)
        own = bool(self.changes) or (self.held is not None and self.held.returns)
        return own or claims or parts or bool(self.gone_claims or self.gone_parts)


@dataclass(frozen=True, slots=True)
class Plan:
    incidents: tuple[IncidentStep, ...] = ()
    statements: tuple[Step[WantedStatement], ...] = ()
    gone_incidents: tuple[Held, ...] = ()  # machine-only records that the new reading no longer finds
    gone_statements: tuple[Held, ...] = ()
    kept: tuple[Held, ...] = field(default=())  # no longer found, but a person worked on them
    report: Step[WantedReport] | None = None  # its own fields, where the report is asked about

    def numbers(self) -> dict[str, int]:
        """What applying the plan would do to incidents and statements: {"add": 2, "change": 1, "keep": 3, "withdraw": 0}."""
        steps: list[Step[Any]] = [*self.incidents, *self.statements]
        add = sum(step.held is None for step in steps)
        change = sum(step.is_changed for step in steps if step.held)
        gone = len(self.gone_incidents) + len(self.gone_statements)
        return {"add": add, "change": change, "keep": len(steps) - add - change + len(self.kept), "withdraw": gone}

    def disputes(self) -> int:
        """In how many corrected fields the machine now reads something else than the person."""
        claims = [claim for step in self.incidents for claim in step.claims]
        steps: list[Step[Any]] = [*self.incidents, *self.statements, *claims, *filter(None, [self.report])]
        return sum(len(step.disputes) for step in steps)


def _likeness(one: WantedIncident | WantedStatement, held: Held) -> float:
    """How surely a wanted record is one that is held: the same words count most, then type and day."""
    if one.key == held.key:
        return 10.0
    mine = [(w.start, w.end) for w in one.words if w.field in ("itself", "content")]
    shared = sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in mine for b in held.spans)
    if not shared:
        return 0.0
    whole = sum(end - start for start, end in mine) or 1
    same = sum(one.values.get(name) == held.values.get(name) for name in ("event_type", "date_start", "border", "cue"))
    return min(1.0, shared / whole) + 0.5 * same


def _matched(wants: Sequence[Matched], held: Sequence[Held]) -> dict[str, Held]:
    pairs = [(_likeness(one, h), one.key, h) for one in wants for h in held]
    found: dict[str, Held] = {}
    used: set[int] = set()
    for score, key, record in sorted(pairs, key=lambda pair: -pair[0]):
        if score >= 1.0 and key not in found and record.pk not in used:
            found[key] = record
            used.add(record.pk)
    return found


ORDERED = (("date_start", "date_end"), ("low", "high"))


def changes(values: Mapping[str, Value], held: Held) -> tuple[Change, ...]:
    """Fields that differ and that no person set; both ends of a range stay where a new one would cross a person's."""
    new = {
        name: value for name, value in values.items() if name not in held.corrected and held.values.get(name) != value
    }
    for ends in ORDERED:
        if ends[0] in values and not _in_order(ends, {**held.values, **new}):
            new = {name: value for name, value in new.items() if name not in ends}
    return tuple(Change(name, held.values.get(name), value) for name, value in new.items())


def disputes(values: Mapping[str, Value], held: Held) -> tuple[ThreeWay, ...]:
    """Machine then, person, machine now, of each corrected field where the last two differ."""
    return tuple(
        ThreeWay(name, held.machine[name], held.values.get(name), values[name])
        for name in sorted(held.corrected & held.machine.keys() & values.keys())
        if values[name] != held.values.get(name)
    )


def _in_order(ends: tuple[str, str], values: Mapping[str, Any]) -> bool:
    """What the database demands of a range: its ends in order, and a figure with at least one of them."""
    first, last = values.get(ends[0]), values.get(ends[1])
    if first is None or last is None:
        return ends[0] != "low" or first is not last
    return bool(first <= last)


def plan(reading: Reading, incidents: Sequence[Held], statements: Sequence[Held], report: Held | None = None) -> Plan:
    """The reading against the report's own fields, and against the incidents and statements that it gave before."""
    wants, says = wanted(reading)
    by_incident, by_statement = _matched(wants, incidents), _matched(says, statements)
    lost = [h for h in incidents if h not in by_incident.values()]
    mute = [h for h in statements if h not in by_statement.values()]
    return Plan(
        incidents=tuple(_incident(one, by_incident.get(one.key)) for one in wants),
        statements=tuple(_step(one, by_statement.get(one.key)) for one in says),
        gone_incidents=_gone(lost),
        gone_statements=_gone(mute),
        kept=tuple(h for h in (*lost, *mute) if h.touched),
        report=_step(wanted_report(reading), report) if report else None,
    )


def _gone(lost: Sequence[Held]) -> tuple[Held, ...]:
    return tuple(h for h in lost if not h.touched and not h.withdrawn)


def _step(one: T, held: Held | None) -> Step[T]:
    return Step(one, held, changes(one.values, held), disputes(one.values, held)) if held else Step(one, None)


def _incident(one: WantedIncident, held: Held | None) -> IncidentStep:
    own = _step(one, held)
    claims = _claims(one.claims, held.claims if held else ())
    parts = _parts(one.parts, held.parts if held else ())
    figures = {claim.held.pk for claim in claims if claim.held}
    people = {part.pk for _wanted, part in parts if part}
    return IncidentStep(
        own.wanted,
        own.held,
        own.changes,
        own.disputes,
        claims=claims,
        gone_claims=_gone([h for h in (held.claims if held else ()) if h.pk not in figures]),
        parts=parts,
        gone_parts=tuple(p for p in (held.parts if held else ()) if p.pk not in people and not p.touched),
    )


def _claims(wants: Sequence[WantedClaim], held: Sequence[Held]) -> tuple[Step[WantedClaim], ...]:
    """Each claim with the held one of the same words: by its key, or by the figure's own place in the text."""
    left = list(held)
    steps = []
    for one in wants:
        mine = [(w.start, w.end) for w in one.words if w.field == "itself"]
        near = (h for h in left if any(a < d and c < b for a, b in mine for c, d in h.spans))
        match = next((h for h in left if h.key == one.key), None) or next(near, None)
        if match:
            left.remove(match)
        steps.append(_step(one, match))
    return tuple(steps)


def _parts(wants: Sequence[WantedPart], held: Sequence[HeldPart]) -> tuple[tuple[WantedPart, HeldPart | None], ...]:
    by_words = {(part.actor, part.role): part for part in held}
    return tuple((one, by_words.get((typed(one.who) or "", one.role))) for one in wants)
