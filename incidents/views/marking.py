"""Report text with its evidence marked: overlapping marks are cut into stretches, whose words the template escapes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from incidents.models import Evidence, Incident
from incidents.parsing.knowledge.event_types import load_event_types


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of characters under the same evidence; the template escapes `words`."""

    words: str
    ids: tuple[int, ...] = ()  # evidence that covers it
    starts: tuple[int, ...] = ()  # evidence that begins here: the anchors
    families: tuple[str, ...] = ()  # at most three, for as many underlines
    href: str = ""

    @property
    def is_blank(self) -> bool:
        """Marked, but with nothing to click on: the space between two overlapping marks."""
        return bool(self.ids) and not self.words.strip()


@dataclass(frozen=True, slots=True)
class Note:
    """A line in the margin: what the words beside it became."""

    href: str
    family: str
    head: str
    sub: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    stretches: tuple[Stretch, ...]
    start: int
    end: int
    notes: list[Note] = field(default_factory=list)


Named = Callable[[Sequence[Evidence]], tuple[str, ...]]


def mark(
    text: str, evidence: Sequence[Evidence], anchors: Mapping[int, str], named: Named | None = None
) -> list[Paragraph]:
    """Paragraphs of stretches; their words joined are the text, but for blank lines. `anchors` says where evidence leads.

    `named` gives the underlines of words under several pieces of evidence; without it they are the incidents' families.
    """
    underlines = named or by_family()
    spans = sorted((e for e in evidence if e.end <= len(text)), key=lambda e: (e.start, -e.end))
    paragraphs = []
    at = 0
    for line in text.split("\n"):
        end = at + len(line)
        if line.strip():
            here = [e for e in spans if e.start < end and at < e.end]
            paragraphs.append(Paragraph(tuple(_stretches(text, at, end, here, underlines, anchors)), at, end))
        at = end + 1
    return paragraphs


def _stretches(
    text: str, first: int, last: int, spans: Sequence[Evidence], underlines: Named, anchors: Mapping[int, str]
) -> list[Stretch]:
    edges = {first, last}
    for one in spans:
        edges |= {min(max(one.start, first), last), min(max(one.end, first), last)}
    found = []
    for start, end in pairwise(sorted(edges)):
        cover = [e for e in spans if e.start <= start and end <= e.end]
        innermost = min(cover, key=lambda e: (e.end - e.start, e.pk)) if cover else None
        found.append(
            Stretch(
                words=text[start:end],
                ids=tuple(e.pk for e in cover),
                starts=tuple(e.pk for e in cover if max(e.start, first) == start),
                families=underlines(cover),
                href=f"#{anchors.get(innermost.pk, 'about')}" if innermost else "",
            )
        )
    return found


def by_family() -> Named:
    families = {kind.code: kind.family for kind in load_event_types()}
    return lambda cover: _underlines(cover, families)


def _underlines(cover: Sequence[Evidence], families: Mapping[str, str]) -> tuple[str, ...]:
    """Incidents nearest to the words, statements below them, the report's own frame last."""
    names = {_family(e, families) for e in cover}
    last = [name for name in ("talk", "frame") if name in names]
    return tuple([*sorted(names - {"talk", "frame"}), *last][:3])


def incident_of(evidence: Evidence) -> Incident | None:
    """The incident that a piece of evidence speaks for, by itself, a claim or a participant."""
    if evidence.claim:
        return evidence.claim.incident
    return evidence.participant.incident if evidence.participant else evidence.incident


def _family(evidence: Evidence, families: Mapping[str, str]) -> str:
    if evidence.statement_id:
        return "talk"
    incident = incident_of(evidence)
    return families.get(incident.event_type, "other") if incident else "frame"
