"""What a report's new reading asks of the records held: create, update, keep or withdraw. Pure: it touches nothing.

A field that a person corrected is never in a plan, and incidents of different reports are never merged: they may be likely twins.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Generic, TypeVar

from incidents.parsing.drafts import ActorDraft, ClaimDraft, IncidentDraft, Reading, StatementDraft, Where, Who
from incidents.parsing.evidence import Mention, Span

Value = str | int | bool | dt.date | Decimal | None


@dataclass(frozen=True, slots=True, order=True)
class Words:
    """Evidence to be: which words of the report stand behind which field, by which rule."""

    start: int
    end: int
    field: str
    rule: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class WantedPart:
    who: Who
    role: str
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class WantedClaim:
    key: str
    values: Mapping[str, Value]
    attributed_to: Who | None
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class WantedIncident:
    key: str
    values: Mapping[str, Value]
    place: Where | None
    report_role: str
    confidence: float
    words: tuple[Words, ...]
    parts: tuple[WantedPart, ...]
    claims: tuple[WantedClaim, ...]


@dataclass(frozen=True, slots=True)
class WantedStatement:
    key: str
    values: Mapping[str, Value]
    speaker: Who | None
    words: tuple[Words, ...]
    about: tuple[str, ...]  # keys of the incidents whose words stand inside its content


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


# --- what a reading wants ---------------------------------------------------------------------------------------------


def _words(name: str, mention: Mention[object]) -> Words:
    return Words(mention.span.start, mention.span.end, name, mention.rule, mention.reason)


def _decimal(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(round(value, 3))).normalize() + 0


def _claim(draft: ClaimDraft, taken: set[str]) -> WantedClaim:
    count, span = draft.count.value, draft.count.span
    words = [_words(name, draft.count) for name in ("itself", "low", "high", "comparator", "basis")]
    words = [w for w in words if w.field not in ("low", "high") or getattr(count, w.field) is not None]
    words.append(_words("kind", draft.kind))
    if count.unit:
        words.append(_words("unit", draft.count))
    if draft.attributed_to:
        words.append(_words("attributed_to", draft.attributed_to))
    values: dict[str, Value] = {
        "kind": draft.kind.value,
        "low": _decimal(count.low),
        "high": _decimal(count.high),
        "comparator": count.comparator,
        "basis": count.basis,
        "unit": count.unit[:200],
    }
    key = _free_key(f"{draft.kind.value}:{span.start}", taken)
    return WantedClaim(key, values, draft.attributed_to.value if draft.attributed_to else None, tuple(words))


def _part(draft: ActorDraft) -> WantedPart:
    return WantedPart(draft.who.value, draft.role, (_words("actor", draft.who), _words("role", draft.who)))


def _parts(drafts: Iterable[ActorDraft]) -> tuple[WantedPart, ...]:
    """One part per actor and role; a second mention adds its words."""
    found: dict[tuple[str, str, str], WantedPart] = {}
    for part in map(_part, drafts):
        key = (part.who.name, part.who.country, part.role)
        found[key] = WantedPart(part.who, part.role, (*found[key].words, *part.words)) if key in found else part
    return tuple(found.values())


def _free_key(stem: str, taken: set[str]) -> str:
    key, n = stem, 1
    while key in taken:
        n += 1
        key = f"{stem}#{n}"
    taken.add(key)
    return key


def _incident(draft: IncidentDraft, taken: set[str]) -> WantedIncident:
    main = draft.evidence[0] if draft.evidence else draft.event_type.span
    fields: dict[str, Mention[object] | None] = {
        "event_type": draft.event_type,
        "modality": draft.modality,
        "border": draft.border,
        "from_country": draft.from_country,
        "to_country": draft.to_country,
        "where_prec": draft.where_prec,
    }
    words = [Words(span.start, span.end, "itself") for span in (draft.evidence or (main,))]
    words += [_words(name, mention) for name, mention in fields.items() if mention]
    words.append(_words("role", draft.role))
    values: dict[str, Value] = {name: mention.value if mention else None for name, mention in fields.items()}  # type: ignore[misc]
    values |= {name: values[name] or "" for name in ("from_country", "to_country")}
    when = draft.when.value if draft.when else None
    values |= {
        "date_start": when.first if when else None,
        "date_end": when.last if when else None,
        "date_prec": when.prec if when else None,
        "part_of_day": when.part_of_day if when else "",
        "lasted": when.lasted if when else False,
        "place_name": draft.place.value.name[:200] if draft.place else "",
    }
    if draft.when:
        filled = [name for name in ("date_start", "date_end", "date_prec", "part_of_day", "lasted") if values[name]]
        words += [_words(name, draft.when) for name in filled]
    if draft.place:
        words += [_words(name, draft.place) for name in ("place_name", "place")]
    claims: set[str] = set()
    return WantedIncident(
        key=_free_key(f"{draft.event_type.value}:{main.start}", taken),
        values=values,
        place=draft.place.value if draft.place else None,
        report_role=draft.role.value,
        confidence=round(draft.confidence, 3),
        words=tuple(sorted(set(words))),
        parts=_parts(draft.actors),
        claims=tuple(_claim(claim, claims) for claim in draft.claims),
    )


def _statement(draft: StatementDraft, taken: set[str], incidents: Sequence[WantedIncident]) -> WantedStatement:
    words = [Words(draft.content.start, draft.content.end, "content", draft.rule), _words("cue", draft.cue)]
    words.append(Words(draft.content.start, draft.content.end, "itself", draft.rule))
    words.append(Words(draft.content.start, draft.content.end, "kind", draft.rule))
    for name in ("speaker", "affiliation", "date", "medium"):
        mention: Mention[object] | None = getattr(draft, name)
        if mention:
            words.append(_words(name, mention))
    values: dict[str, Value] = {
        "cue": draft.cue.value[:60],
        "kind": draft.kind,
        "content": draft.content_text,
        "affiliation": draft.affiliation.value[:200] if draft.affiliation else "",
        "date": draft.date.value if draft.date else None,
        "medium": draft.medium.value if draft.medium else "",
        "position": draft.content.start,
    }
    about = tuple(one.key for one in incidents if _stands_in(one, draft.content))
    key = _free_key(f"s:{draft.content.start}", taken)
    return WantedStatement(
        key, values, draft.speaker.value if draft.speaker else None, tuple(sorted(set(words))), about
    )


def _stands_in(incident: WantedIncident, content: Span) -> bool:
    return any(w.field == "itself" and w.start < content.end and content.start < w.end for w in incident.words)


def wanted(reading: Reading) -> tuple[tuple[WantedIncident, ...], tuple[WantedStatement, ...]]:
    """The records that a reading asks for, each under a key of its own."""
    taken: set[str] = set()
    incidents = tuple(_incident(draft, taken) for draft in reading.incidents)
    return incidents, tuple(_statement(draft, taken, incidents) for draft in reading.statements)


# --- against what is held ---------------------------------------------------------------------------------------------


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


def changes(values: Mapping[str, Value], held: Held) -> tuple[Change, ...]:
    """Fields that differ and that no person set."""
    return tuple(
        Change(name, held.values.get(name), value)
        for name, value in values.items()
        if name not in held.corrected and held.values.get(name) != value
    )


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


# --- likely twins -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Facts:
    """What two incidents are compared by."""

    event_type: str
    family: str
    border: str
    first: dt.date | None
    last: dt.date | None
    from_country: str = ""
    to_country: str = ""
    place: str = ""
    numbers: frozenset[tuple[float | None, float | None]] = frozenset()


@dataclass(frozen=True, slots=True)
class Twin:
    score: float
    reasons: tuple[str, ...]


LIKELY = 0.6


def likely_twin(a: Facts, b: Facts) -> Twin | None:
    """Why two incidents of different reports may be one, or None. An editor decides, never this function."""
    if a.family != b.family or not a.border or a.border != b.border:
        return None
    gap = _days_apart(a, b)
    if gap is None or gap > 1:
        return None
    score, reasons = 0.35, [f"same border {a.border}"]
    if a.event_type == b.event_type:
        score += 0.2
        reasons.append("same type")
    score += 0.2 if gap == 0 else 0.05
    reasons.append("dates overlap" if gap == 0 else "one day apart")
    if (a.from_country, a.to_country) == (b.from_country, b.to_country) != ("", ""):
        score += 0.1
        reasons.append(f"same direction {a.from_country} → {a.to_country}")
    if a.numbers and b.numbers:
        fits = any(_fit(m, n) for m in a.numbers for n in b.numbers)
        score += 0.15 if fits else -0.15
        reasons.append("figures agree" if fits else "figures differ")
    if a.place and a.place == b.place:
        score += 0.1
        reasons.append(f"same place {a.place}")
    return Twin(round(min(1.0, score), 2), tuple(reasons)) if score >= LIKELY else None


def _days_apart(a: Facts, b: Facts) -> int | None:
    if not (a.first and a.last and b.first and b.last):
        return None
    if a.first <= b.last and b.first <= a.last:
        return 0
    return min(abs((a.first - b.last).days), abs((b.first - a.last).days))


def _fit(m: tuple[float | None, float | None], n: tuple[float | None, float | None]) -> bool:
    """Two figures can mean the same number: their ranges overlap, open ends reaching a tenth further, no more."""
    low_m, high_m = m[0] or 0.0, m[1] if m[1] is not None else (m[0] or 0.0) * 1.1
    low_n, high_n = n[0] or 0.0, n[1] if n[1] is not None else (n[0] or 0.0) * 1.1
    return low_m <= high_n and low_n <= high_m
