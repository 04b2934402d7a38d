"""What a brief says: sentences with footnotes, figures, drawings. Every form is made of this and of nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Note:
    """One footnote: exact words of a report, or the person who entered a value without words. `mark` is "3b"."""

    mark: str
    words: str
    path: str
    evidence: int | None = None
    correction: int | None = None


@dataclass(frozen=True, slots=True)
class Cited:
    """A report, or "Entered by people" (report None), with the footnotes that point at it, in the order of their first use."""

    number: int
    title: str
    agency: str
    day: str
    path: str
    report: int | None
    notes: tuple[Note, ...]
    language: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """Never without a footnote: `notes` are marks. `path` leads to the record or list that it tells of."""

    text: str
    notes: tuple[str, ...]
    path: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A headline range: `value` is short (">1,394"), `change` says what it was in the period before, `change_year` a year before; empty where the brief tells of no such period."""

    label: str
    value: str
    sentence: Sentence
    change: str
    trend: str  # up down same new open; empty without a period before
    change_year: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """Incidents of one type, now, before and a year before; the paths lead to the lists. None where nothing of those days is on record."""

    label: str
    family: str
    n: int
    before: int | None
    year_before: int | None
    path: str
    before_path: str
    year_path: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One incident, as told in the order of days. `number` is its number on the map."""

    number: int
    incident: int
    label: str
    family: str
    type: str
    figure: str
    way: str
    status: str  # empty: read by machine, as the basis says of most
    modality: str
    path: str
    incidents: tuple[int, ...]  # likely twins that it tells of, itself among them
    when: Sentence
    where: Sentence
    told: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Position:
    """Who says what; `who` is a speaker, or an agency in its own voice."""

    who: str
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Contested:
    """What two or more say differently of one thing, side by side."""

    topic: str
    numbers: tuple[int, ...]
    positions: tuple[Position, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """What the speakers of one country said; "Others" for all else."""

    name: str
    said: tuple[Position, ...]


@dataclass(frozen=True, slots=True)
class Basis:
    """What the brief rests on, counted."""

    incidents: int
    reports: int
    sources: int
    confirmed: int
    machine: int
    other: int


@dataclass(frozen=True, slots=True)
class Brief:
    title: str
    period: str
    before: str  # the period that changes are against; empty where there is none
    year_before: (
        str  # the same days a year earlier; empty where no report of them was read and no incident is on record
    )
    restricted: str
    query: str
    path: str
    basis: Basis
    lead: tuple[Sentence, ...]
    figures: tuple[Figure, ...]
    counts: tuple[Count, ...]
    map: str  # SVG, empty where nothing has a place
    timeline: str  # SVG, empty where nothing is dated
    map_words: str
    timeline_words: str
    families: tuple[str, ...]  # of types, as the timeline stacks them
    entries: tuple[Entry, ...]
    contested: tuple[Contested, ...]
    sides: tuple[Side, ...]
    crossings: tuple[Sentence, ...]
    open: tuple[Sentence, ...]
    left_out: tuple[str, ...]
    cited: tuple[Cited, ...]

    def sentences(self) -> Iterator[Sentence]:
        """All of them, in the order of reading."""
        yield from self.lead
        yield from (one.sentence for one in self.figures)
        for entry in self.entries:
            yield from (entry.when, entry.where, *entry.told)
        for contested in self.contested:
            yield from (one.sentence for one in contested.positions)
        for side in self.sides:
            yield from (one.sentence for one in side.said)
        yield from (*self.crossings, *self.open)

    def told(self) -> dict[str, Any]:
        """As JSON tells it."""
        return asdict(self)
