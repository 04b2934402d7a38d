"""Report text with its evidence marked: escaped first, marked second, overlapping marks cut into stretches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from incidents.models import Evidence
from incidents.parsing.knowledge.event_types import load_event_types


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of characters under the same evidence; the template escapes `words`."""

    words: str
    ids: tuple[int, ...] = ()  # evidence that covers it
    starts: tuple[int, ...] = ()  # evidence that begins here: the anchors
    families: tuple[str, ...] = ()
    href: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    stretches: tuple[Stretch, ...]


def mark(text: str, evidence: Sequence[Evidence]) -> list[Paragraph]:
    """Paragraphs of stretches; their words joined are the text, but for blank lines."""
    families = {kind.code: kind.family for kind in load_event_types()}
    spans = sorted((e for e in evidence if e.end <= len(text)), key=lambda e: (e.start, -e.end))
    paragraphs = []
    at = 0
    for line in text.split("\n"):
        end = at + len(line)
        if line.strip():
            here = [e for e in spans if e.start < end and at < e.end]
            paragraphs.append(Paragraph(tuple(_stretches(text, at, end, here, families))))
        at = end + 1
    return paragraphs


def _stretches(text: str, first: int, last: int, spans: Sequence[Evidence], families: dict[str, str]) -> list[Stretch]:
    edges = sorted(
        {first, last, *(min(max(e.start, first), last) for e in spans), *(min(max(e.end, first), last) for e in spans)}
    )
    found = []
    for start, end in pairwise(edges):
        cover = [e for e in spans if e.start <= start and end <= e.end]
        found.append(
            Stretch(
                words=text[start:end],
                ids=tuple(e.pk for e in cover),
                starts=tuple(e.pk for e in cover if max(e.start, first) == start),
                families=tuple(dict.fromkeys(_family(e, families) for e in cover))[:3],
                href=_href(min(cover, key=lambda e: e.end - e.start)) if cover else "",
            )
        )
    return found


def _incident_of(evidence: Evidence) -> int | None:
    if evidence.incident_id:
        return evidence.incident_id
    if evidence.claim:
        return evidence.claim.incident_id
    return evidence.participant.incident_id if evidence.participant else None


def _family(evidence: Evidence, families: dict[str, str]) -> str:
    if evidence.statement_id:
        return "talk"
    incident = (
        evidence.incident
        or (evidence.claim and evidence.claim.incident)
        or (evidence.participant and evidence.participant.incident)
    )
    return families.get(incident.event_type, "other") if incident else "other"


def _href(evidence: Evidence) -> str:
    """The card beside the text that this evidence feeds."""
    if evidence.statement_id:
        return f"#statement{evidence.statement_id}"
    number = _incident_of(evidence)
    return f"#incident{number}" if number else "#about"
