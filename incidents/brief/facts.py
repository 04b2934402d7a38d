"""What the sentences are formed from: the records of a brief as plain values, each with what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Told:
    """A report, as far as a footnote names it."""

    pk: int
    title: str
    agency: str
    day: str
    path: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Ground:
    """Words of a report (`evidence`), or a person's entry (`correction`), with the text that a footnote shows."""

    words: str
    evidence: int | None = None
    correction: int | None = None
    report: int | None = None
    start: int = 0
    end: int = 0
    path: str = ""

    @property
    def place(self) -> tuple[int | None, int | None, int, int]:
        """Equal for grounds that are one footnote."""
        return self.report, self.correction, self.start, self.end

    def holds(self, other: Ground) -> bool:
        """The other's words are part of these."""
        return (
            self.report is not None
            and self.report == other.report
            and self.start <= other.start
            and other.end <= self.end
        )


Grounds = tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class Claimed:
    """A figure as one source puts it; `voice` is who gives it, empty for the agency's own voice."""

    kind: str
    low: float | None
    high: float | None
    comparator: str
    basis: str
    unit: str
    voice: str
    agency: str
    rests: Grounds


@dataclass(frozen=True, slots=True)
class Part:
    role: str
    name: str
    rests: Grounds


@dataclass(frozen=True, slots=True)
class Spot:
    """What may honestly be drawn: point, circle, section, none."""

    kind: str = "none"
    lon: float = 0.0
    lat: float = 0.0
    km: float = 0.0


@dataclass(frozen=True, slots=True)
class Happened:
    """An incident. `when`, `where` and `way` are worded as on every page; `rests` is by field."""

    pk: int
    type: str
    label: str
    family: str
    modality: str = "actual"
    first: date | None = None
    last: date | None = None
    when: str = "no date"
    where: str = "no place"
    way: str = ""
    start: str = ""  # names of the two countries of its direction
    end: str = ""
    border: str = ""
    border_name: str = ""
    figure: str = ""
    status: str = "machine"
    group: int = 0  # likely twins have the same
    spot: Spot = Spot()
    claims: tuple[Claimed, ...] = ()
    parts: tuple[Part, ...] = ()
    rests: Mapping[str, Grounds] = field(default_factory=dict)

    def ground(self, *fields: str) -> Grounds:
        return tuple(one for name in fields for one in self.rests.get(name, ()))

    def within(self, grounds: Grounds) -> Grounds:
        """The same, but where the words that tell of the whole incident hold one, those: a clause says more than "Sunday"."""
        whole = self.ground("itself")
        return tuple(next((one for one in whole if one.holds(ground)), ground) for ground in grounds)

    @property
    def any_ground(self) -> Grounds:
        """What the incident as a whole rests on: the words that tell of it, or who entered it."""
        return (
            self.ground("itself")
            or self.ground("event_type")
            or tuple(one for found in self.rests.values() for one in found)[:1]
        )


@dataclass(frozen=True, slots=True)
class Said:
    speaker: str
    affiliation: str
    country: str
    cue: str
    kind: str
    content: str
    medium: str
    agency: str
    about: tuple[int, ...]
    path: str
    rests: Grounds


@dataclass(frozen=True, slots=True)
class Crossing:
    name: str
    state: str
    since: str
    who: str
    path: str
    rests: Grounds
