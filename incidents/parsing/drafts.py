"""What the parser proposes. A value is a Mention (value + words + rule) or None; nothing is guessed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from incidents.parsing.document import Frame
from incidents.parsing.evidence import Mention, Span


@dataclass(frozen=True, slots=True)
class When:
    """Earliest and latest possible day, inclusive (codebook 3). prec: 1 day, 2 2-6 days, 3 week, 4 month, 5 year."""

    first: dt.date
    last: dt.date
    prec: int = 1
    part_of_day: str = ""  # early_hours morning afternoon evening night
    lasted: bool = False
    edtf: str = ""  # what the words themselves name, where first and last say more or less: "since 1992" names 1992


@dataclass(frozen=True, slots=True)
class Count:
    """A figure with open ends kept open (codebook 6): "over 1,000" is low=1000, high=None."""

    low: float | None
    high: float | None
    comparator: str = "exact"  # exact about over at_least up_to under range vague
    basis: str = "new"  # new cumulative subtotal remaining
    unit: str = ""  # whom it counts, in the text's words
    additive: bool = False  # "94 others": on top of the figure before


@dataclass(frozen=True, slots=True)
class Where:
    """A named place or line. kind: city district province region crossing river sea border country. prec as where_prec."""

    name: str
    kind: str
    prec: int
    country: str = ""  # ISO 3166-1 alpha-2
    border: str = ""  # "AF-TJ" where the name itself is a border or lies on one
    lat: float | None = None
    lon: float | None = None
    geonames_id: int | None = None
    radius_km: float | None = None


@dataclass(frozen=True, slots=True)
class Who:
    """A participant or speaker under a neutral name, with sector (PLOVER) and country where known."""

    name: str
    sector: str = ""
    country: str = ""
    kind: str = ""  # force group office person people


@dataclass(frozen=True, slots=True)
class ActorDraft:
    who: Mention[Who]
    role: str  # mover initiator target cause host


@dataclass(frozen=True, slots=True)
class ClaimDraft:
    kind: Mention[str]
    count: Mention[Count]
    attributed_to: Mention[Who] | None = None  # None: the agency's own voice


@dataclass(frozen=True, slots=True)
class IncidentDraft:
    """One event type, one stretch of time, one place or section, one direction (codebook 1)."""

    event_type: Mention[str]
    modality: Mention[str]
    role: Mention[str]  # primary background update
    when: Mention[When] | None
    border: Mention[str] | None = None
    from_country: Mention[str] | None = None
    to_country: Mention[str] | None = None
    place: Mention[Where] | None = None
    where_prec: Mention[int] | None = None
    actors: tuple[ActorDraft, ...] = ()
    claims: tuple[ClaimDraft, ...] = ()
    evidence: tuple[Span, ...] = ()  # shortest stretches that show the incident, first the main one
    confidence: float = 0.5
    field_confidence: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StatementDraft:
    content: Span  # without the cue, the speaker and the outer quotation marks
    content_text: str  # content as it is stored: final punctuation dropped, white space as in the text
    kind: str  # direct indirect mixed
    cue: Mention[str]
    speaker: Mention[Who] | None
    affiliation: Mention[str] | None = None
    date: Mention[dt.date] | None = None
    medium: Mention[str] | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Mentions:
    """All that the stages saw, whether a draft uses it or not."""

    dates: tuple[Mention[When], ...] = ()
    places: tuple[Mention[Where], ...] = ()
    numbers: tuple[Mention[Count], ...] = ()
    actors: tuple[Mention[Who], ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one report says, as far as this parser version can read it."""

    text: str
    language: str
    frame: Frame
    incidents: tuple[IncidentDraft, ...] = ()
    statements: tuple[StatementDraft, ...] = ()
    mentions: Mentions = Mentions()
    notes: tuple[str, ...] = ()  # limits met, languages not supported: said, never hidden
    parser_version: str = ""
