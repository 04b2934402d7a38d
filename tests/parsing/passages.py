"""A sentence as the stages see it: one body passage, parsed, in a report of a given day."""

from __future__ import annotations

import datetime as dt

from incidents.parsing import tongue
from incidents.parsing.document import Frame, Passage
from incidents.parsing.evidence import Span
from incidents.parsing.tongue import Parsed


def parsed(text: str, *, index: int = 2) -> tuple[Parsed, ...]:
    """Index 2: neither headline nor lead, which count double."""
    passage = Passage(Span(0, len(text)), "body", index)
    return tongue.read(tongue.load(), text, [passage], [])


def frame(day: dt.date | None) -> Frame:
    return Frame(passages=(), report_date=day)
