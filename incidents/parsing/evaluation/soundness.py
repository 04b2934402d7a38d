"""What every reading promises, whatever the text: each value stands on words of the report."""

from __future__ import annotations

from collections.abc import Iterator

from incidents.parsing.drafts import IncidentDraft, Reading, StatementDraft
from incidents.parsing.evidence import Mention, Span


def spans_of(reading: Reading) -> list[Span]:
    """The stretches of all values of a reading: incidents, statements and mentions."""
    seen = reading.mentions
    spans = [m.span for group in (seen.dates, seen.places, seen.numbers, seen.actors) for m in group]
    spans += [span for one in reading.incidents for span in _of_incident(one)]
    return spans + [span for said in reading.statements for span in _of_statement(said)]


def is_sound(reading: Reading) -> bool:
    """Every stretch lies inside the text and is more than white space."""
    size = len(reading.text)
    return all(span.end <= size and span.of(reading.text).strip() for span in spans_of(reading))


def _of_incident(one: IncidentDraft) -> Iterator[Span]:
    fields: tuple[Mention[object] | None, ...] = (
        one.event_type, one.modality, one.role, one.when, one.border, one.from_country, one.to_country, one.place, one.where_prec,
    )  # fmt: skip
    yield from (mention.span for mention in fields if mention)
    yield from one.evidence
    yield from (actor.who.span for actor in one.actors)
    for claim in one.claims:
        yield from (m.span for m in (claim.kind, claim.count, claim.attributed_to) if m)


def _of_statement(said: StatementDraft) -> Iterator[Span]:
    yield said.content
    yield said.cue.span
    yield from (m.span for m in (said.speaker, said.affiliation, said.date, said.medium) if m)
