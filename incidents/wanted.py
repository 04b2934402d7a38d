"""What a reading asks for: records with their values and the words of each value, every record under a key of its own. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

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
class WantedReport:
    """What the text says of itself. A source, day, language or headline that it does not give stays as it is held."""

    key: str
    values: Mapping[str, Value]
    words: tuple[Words, ...]


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


def typed(who: Who | None) -> str | None:
    """An actor as a person types it, which no other actor shares: "Border guards (TJ)"."""
    if who is None:
        return None
    return f"{who.name[:200]} ({who.country[:2]})" if who.country else who.name[:200]


def entry(geonames_id: int | None, name: str, kind: str, country: str) -> str:
    """A place as the gazetteer finds it again: by its GeoNames number, or by name, kind and country."""
    return f"GeoNames {geonames_id}" if geonames_id else f"{name[:200]} ({kind[:20]}, {country or '-'})"


def _entry(where: Where) -> str | None:
    """None where it has no position, and so no place of the gazetteer."""
    has_point = where.lat is not None and where.lon is not None
    return entry(where.geonames_id, where.name, where.kind, where.country) if has_point else None


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
        "attributed_to": typed(draft.attributed_to.value) if draft.attributed_to else None,
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
        "place": _entry(draft.place.value) if draft.place else None,
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
        "speaker": typed(draft.speaker.value) if draft.speaker else None,
    }
    about = tuple(one.key for one in incidents if _stands_in(one, draft.content))
    key = _free_key(f"s:{draft.content.start}", taken)
    return WantedStatement(
        key, values, draft.speaker.value if draft.speaker else None, tuple(sorted(set(words))), about
    )


def _stands_in(incident: WantedIncident, content: Span) -> bool:
    return any(w.field == "itself" and w.start < content.end and content.start < w.end for w in incident.words)


def wanted_report(reading: Reading) -> WantedReport:
    """The report's own fields, each with its words where the frame has any."""
    frame = reading.frame
    headline = " ".join(frame.headline.of(reading.text).split())[:500] if frame.headline else ""
    told: dict[str, Value] = {
        "source": frame.agency[:120], "published_on": frame.report_date, "language": reading.language, "headline": headline,
    }  # fmt: skip
    always: dict[str, Value] = {
        "dateline": frame.dateline_place[:120],
        "byline": frame.byline[:200],
        "take": frame.take[:40],
    }
    spans = (
        ("published_on", frame.report_date_span, frame.report_date_reason),
        ("source", frame.agency_span, ""),
        ("dateline", frame.dateline_span, ""),
    )
    words = tuple(Words(span.start, span.end, name, "frame", reason) for name, span, reason in spans if span)
    return WantedReport("report", {name: value for name, value in told.items() if value} | always, words)


def wanted(reading: Reading) -> tuple[tuple[WantedIncident, ...], tuple[WantedStatement, ...]]:
    """The records that a reading asks for, each under a key of its own."""
    taken: set[str] = set()
    incidents = tuple(_incident(draft, taken) for draft in reading.incidents)
    return incidents, tuple(_statement(draft, taken, incidents) for draft in reading.statements)
