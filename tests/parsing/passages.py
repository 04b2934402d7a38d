"""A sentence as the stages see it: one body passage, parsed, in a report of a given day; and where a reading's values stand."""

from __future__ import annotations

import datetime as dt

from incidents.parsing import Reading, tongue
from incidents.parsing.document import Frame, Passage
from incidents.parsing.evidence import Mention, Span
from incidents.parsing.tongue import Parsed


def parsed(text: str, *, index: int = 2) -> tuple[Parsed, ...]:
    """Index 2: neither headline nor lead, which count double."""
    passage = Passage(Span(0, len(text)), "body", index)
    return tongue.read(tongue.load(), text, [passage], [])


def frame(day: dt.date | None) -> Frame:
    return Frame(passages=(), report_date=day)


def spans_of(reading: Reading) -> list[Span]:
    """The stretches of all values of a reading: incidents, statements and mentions."""
    seen = reading.mentions
    found = [m.span for group in (seen.dates, seen.places, seen.numbers, seen.actors) for m in group]
    for one in reading.incidents:
        fields = (one.event_type, one.modality, one.role, one.when, one.border, one.from_country, one.to_country)
        found += [m.span for m in (*fields, one.place, one.where_prec) if isinstance(m, Mention)]
        found += [*one.evidence, *(a.who.span for a in one.actors)]
        found += [span for c in one.claims for span in (c.kind.span, c.count.span)]
    for said in reading.statements:
        found += [said.content, said.cue.span]
        found += [m.span for m in (said.speaker, said.date, said.medium) if m is not None]
    return found
