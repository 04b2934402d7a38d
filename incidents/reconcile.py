"""What a report's new reading asks of the records held: create, update, keep or withdraw. Pure: it touches nothing.

A field that a person corrected is never in a plan, and what the machine reads gives way where it would contradict one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from incidents.parsing.drafts import Reading
from incidents.wanted import Value, WantedIncident, WantedStatement, wanted

T = TypeVar("T", WantedIncident, WantedStatement)


@dataclass(frozen=True, slots=True)
class Held:
    """A record read from this report before: its values now, and which of them a person set."""

    pk: int
    key: str
    values: Mapping[str, Value]
    corrected: frozenset[str] = frozenset()
    spans: tuple[tuple[int, int], ...] = ()
    touched: bool = False  # a person corrected, confirmed, judged or merged it


@dataclass(frozen=True, slots=True)
class Change:
    field: str
    before: Value
    after: Value


@dataclass(frozen=True, slots=True)
class Step(Generic[T]):
    """One record of the plan: new when `held` is None; `changes` leaves out what a person set."""

    wanted: T
    held: Held | None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    incidents: tuple[Step[WantedIncident], ...] = ()
    statements: tuple[Step[WantedStatement], ...] = ()
    gone_incidents: tuple[Held, ...] = ()  # machine-only records that the new reading no longer finds
    gone_statements: tuple[Held, ...] = ()
    kept: tuple[Held, ...] = field(default=())  # no longer found, but a person worked on them

    def numbers(self) -> dict[str, int]:
        """What applying the plan would do, for people: {"add": 2, "change": 1, "keep": 3, "withdraw": 0}."""
        steps: list[Step[WantedIncident] | Step[WantedStatement]] = [*self.incidents, *self.statements]
        add = sum(step.held is None for step in steps)
        change = sum(bool(step.changes) for step in steps if step.held)
        gone = len(self.gone_incidents) + len(self.gone_statements)
        return {"add": add, "change": change, "keep": len(steps) - add - change + len(self.kept), "withdraw": gone}


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


def _matched(wants: Sequence[T], held: Sequence[Held]) -> dict[str, Held]:
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


def _in_order(ends: tuple[str, str], values: Mapping[str, Any]) -> bool:
    """What the database demands of a range: its ends in order, and a figure with at least one of them."""
    first, last = values.get(ends[0]), values.get(ends[1])
    if first is None or last is None:
        return ends[0] != "low" or first is not last
    return bool(first <= last)


def plan(reading: Reading, incidents: Sequence[Held], statements: Sequence[Held]) -> Plan:
    """The reading against the incidents and statements that this report gave before."""
    wants, says = wanted(reading)
    by_incident, by_statement = _matched(wants, incidents), _matched(says, statements)
    lost = [h for h in incidents if h not in by_incident.values()]
    mute = [h for h in statements if h not in by_statement.values()]
    return Plan(
        incidents=tuple(_step(one, by_incident.get(one.key)) for one in wants),
        statements=tuple(_step(one, by_statement.get(one.key)) for one in says),
        gone_incidents=tuple(h for h in lost if not h.touched),
        gone_statements=tuple(h for h in mute if not h.touched),
        kept=tuple(h for h in (*lost, *mute) if h.touched),
    )


def _step(one: T, held: Held | None) -> Step[T]:
    return Step(one, held, changes(one.values, held) if held else ())
