"""Readings made by hand, as a parser of another day might give them: one incident of one text, with its values free; and reports so read."""

from __future__ import annotations

import datetime as dt
from typing import Any

from incidents import records
from incidents.models import Incident, Report
from incidents.parsing.document import Frame
from incidents.parsing.drafts import ActorDraft, ClaimDraft, Count, IncidentDraft, Reading, StatementDraft, When, Who
from incidents.parsing.evidence import Mention, Span
from tests.factories import a_report

TEXT = "Over 1,000 soldiers of the Northern Brigade crossed the river under fire, the border service said on Monday."


def at(words: str) -> Span:
    """Where the text says these words."""
    start = TEXT.index(words)
    return Span(start, start + len(words))


def words(value: Any, of: str) -> Mention[Any]:
    return Mention(value, at(of), "hand")


def a_reading(
    *,
    first: dt.date = dt.date(2021, 7, 5),
    last: dt.date | None = None,
    modality: str = "actual",
    border: str = "AF-TJ",
    low: float | None = 1000,
    high: float | None = None,
    actor: str = "Northern Brigade",
    figure: str = "Over 1,000",
    speaker: str = "border service",
    found: bool = True,
) -> Reading:
    """`figure` is the stretch that the claim rests on; found=False reads nothing at all."""
    end = last or first
    incident = IncidentDraft(
        event_type=words("cross_border_retreat", "crossed"), modality=words(modality, "crossed"), role=words("primary", "crossed"),
        when=words(When(first, end, 1 if first == end else 2), "Monday"), border=words(border, "river"),
        from_country=words("AF", "river"), to_country=words("TJ", "river"), where_prec=words(5, "river"),
        actors=(ActorDraft(words(Who(actor, "MIL", "AF"), "Northern Brigade"), "mover"),),
        claims=(ClaimDraft(words("crossed", figure), words(Count(low, high, "over" if high is None else "range"), figure)),),
        evidence=(words("", "crossed the river").span,),
    )  # fmt: skip
    said = StatementDraft(
        content=words("", "crossed the river").span, content_text="crossed the river", kind="indirect",
        cue=words("said", "said"), speaker=words(Who(speaker, "COP", "TJ"), "border service"),
    )  # fmt: skip
    return Reading(
        text=TEXT, language="en", frame=Frame(passages=()), incidents=(incident,) if found else (),
        statements=(said,) if found else (), parser_version="hand",
    )  # fmt: skip


def a_read_report(text: str = TEXT, **values: Any) -> Report:
    """A report of this text, read once with these values."""
    made = a_report(text)
    records.apply(made, a_reading(**values))
    return made


def incident_of(report: Report) -> Incident:
    return report.machine_incidents.get()
