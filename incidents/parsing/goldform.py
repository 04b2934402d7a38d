"""A reading as JSON in the codebook's form (section 9), with offsets and rules besides."""

from __future__ import annotations

import hashlib
from typing import Any

from incidents.parsing.drafts import ActorDraft, ClaimDraft, IncidentDraft, Mentions, Reading, StatementDraft
from incidents.parsing.evidence import Mention, Span
from incidents.parsing.stages.calendar import as_edtf


def _at(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _value(mention: Mention[Any] | None, empty: Any = "") -> Any:
    return mention.value if mention else empty


def _rule(mention: Mention[Any]) -> dict[str, Any]:
    return {**_at(mention.span), "rule": mention.rule, "reason": mention.reason}


def as_gold(reading: Reading, name: str, content: bytes = b"") -> dict[str, Any]:
    """The whole reading of one text; `content` are the text's bytes, for their hash."""
    frame = reading.frame
    return {
        "text": name,
        "sha256": hashlib.sha256(content or reading.text.encode()).hexdigest(),
        "report_date": frame.report_date.isoformat() if frame.report_date else "",
        "agency": frame.agency,
        "dateline_place": frame.dateline_place,
        "parser_version": reading.parser_version,
        "language": reading.language,
        "notes": list(reading.notes),
        "incidents": [_incident(f"i{n}", one, reading.text) for n, one in enumerate(reading.incidents, 1)],
        "statements": [_statement(one, reading.text) for one in reading.statements],
        "mentions": _mentions(reading.mentions, reading.text),
    }


def _incident(number: str, one: IncidentDraft, text: str) -> dict[str, Any]:
    when = one.when.value if one.when else None
    place = one.place.value if one.place else None
    fields = {
        "event_type": one.event_type, "modality": one.modality, "role": one.role, "when": one.when, "border": one.border,
        "from_country": one.from_country, "to_country": one.to_country, "place": one.place, "where_prec": one.where_prec,
    }  # fmt: skip
    return {
        "id": number,
        "event_type": one.event_type.value,
        "modality": one.modality.value,
        "role": one.role.value,
        "date_start": when.first.isoformat() if when else "",
        "date_end": when.last.isoformat() if when else "",
        "date_prec": when.prec if when else None,
        "part_of_day": when.part_of_day if when else "",
        "lasted": when.lasted if when else False,
        "border": _value(one.border),
        "from_country": _value(one.from_country),
        "to_country": _value(one.to_country),
        "place": {
            "name": place.name if place else "",
            "lat": place.lat if place else None,
            "lon": place.lon if place else None,
        },
        "where_prec": _value(one.where_prec, 6),
        "actors": [_actor(actor) for actor in one.actors],
        "claims": [_claim(claim, text) for claim in one.claims],
        "evidence": [span.of(text) for span in one.evidence],
        "evidence_offsets": [_at(span) for span in one.evidence],
        "date_evidence": one.when.span.of(text) if one.when else "",
        "confidence": one.confidence,
        "field_confidence": dict(one.field_confidence),
        "rules": {name: _rule(mention) for name, mention in fields.items() if mention},
    }


def _actor(one: ActorDraft) -> dict[str, Any]:
    who = one.who.value
    return {"name": who.name, "role": one.role, "sector": who.sector, "country": who.country, **_rule(one.who)}


def _claim(one: ClaimDraft, text: str) -> dict[str, Any]:
    count = one.count.value
    return {
        "kind": one.kind.value,
        "low": _tidy(count.low),
        "high": _tidy(count.high),
        "comparator": count.comparator,
        "basis": count.basis,
        "unit": count.unit,
        "attributed_to": one.attributed_to.value.name if one.attributed_to else "",
        "evidence": one.count.span.of(text),
        **_rule(one.count),
        "kind_rule": one.kind.rule,
    }


def _tidy(value: float | None) -> float | int | None:
    return int(value) if value is not None and float(value).is_integer() else value


def _statement(one: StatementDraft, text: str) -> dict[str, Any]:
    return {
        "speaker": one.speaker.value.name if one.speaker else "",
        "affiliation": _value(one.affiliation),
        "cue": one.cue.value,
        "kind": one.kind,
        "content": one.content_text,
        "date": one.date.value.isoformat() if one.date else "",
        "medium": _value(one.medium),
        "content_offsets": _at(one.content),
        "speaker_offsets": _at(one.speaker.span) if one.speaker else None,
        "cue_offsets": _at(one.cue.span),
        "rule": one.rule,
        "speaker_rule": one.speaker.rule if one.speaker else "",
        "speaker_reason": one.speaker.reason if one.speaker else "",
    }


def _mentions(seen: Mentions, text: str) -> dict[str, Any]:
    return {
        "dates": [
            {**_at(m.span), "value": _edtf(m), "first": m.value.first.isoformat(), "last": m.value.last.isoformat(), "rule": m.rule}
            for m in seen.dates
        ],
        "places": [
            {
                **_at(m.span), "name": m.value.name, "lat": m.value.lat, "lon": m.value.lon, "geonames_id": m.value.geonames_id,
                "country": m.value.country, "kind": m.value.kind,
            }
            for m in seen.places
        ],
        "numbers": [
            {**_at(m.span), "low": _tidy(m.value.low), "high": _tidy(m.value.high), "comparator": m.value.comparator, "unit": m.value.unit}
            for m in seen.numbers
        ],
        "actors": [
            {**_at(m.span), "name": m.value.name, "kind": m.value.kind, "sector": m.value.sector, "country": m.value.country, "rule": m.rule}
            for m in seen.actors
        ],
    }  # fmt: skip


def _edtf(mention: Mention[Any]) -> str:
    """The exchange form of what the words name; first and last beside it say what it means in the report."""
    return str(mention.value.edtf) or as_edtf(mention.value.first, mention.value.last)
