"""What a reader returns and the parser takes: the text of a report, fixed from here on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from incidents.parsing.evidence import Span


class Unreadable(Exception):
    """The bytes cannot become a report; the message names the cause and the next step, for a person."""


@dataclass(frozen=True, slots=True)
class Known:
    """What intake or the file itself says about a report before anybody reads its text."""

    published: dt.date | None = None
    source: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A report's text, with `\\n` line ends and no further change ever, and what its file says about it.

    `notes` tell the analyst what the reader did or left out ("cut at 1,000,000 characters").
    """

    text: str
    known: Known = Known()
    headline: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or the headline: the unit that the language model reads."""

    span: Span
    kind: str  # "headline" | "body"
    index: int  # 0-based position among the passages, the headline included


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the story: none of its words is read as an incident.

    Spans are None where the text has no such part. `report_date` is the day that relative dates count from.
    """

    passages: tuple[Passage, ...]
    headline: Span | None = None
    agency: str = ""
    agency_span: Span | None = None
    dateline_place: str = ""
    dateline_span: Span | None = None
    report_date: dt.date | None = None
    report_date_span: Span | None = None
    report_date_reason: str = ""
    report_time: dt.time | None = None
    zone: str = ""  # only if the text gives one
    byline: str = ""
    take: str = ""  # "update", "correction", "lead", … as the wire marks it
    masked: tuple[Span, ...] = ()  # legal tags and other parentheticals, blanked for the parse only
    dropped: tuple[Span, ...] = field(default=())  # editors' tails, slugs, captions


Watch = Callable[[str, int, int], None]
"""Told (stage, done, total) while a report is read."""
