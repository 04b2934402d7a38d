"""What passes between the rooms that read events: all that was heard, and one trigger's event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from incidents.parsing.document import Frame
from incidents.parsing.drafts import ActorDraft, ClaimDraft, Count, When, Where, Who
from incidents.parsing.evidence import Mention, Span
from incidents.parsing.knowledge.event_types import EventType
from incidents.parsing.knowledge.world import World
from incidents.parsing.stages.places import Setting
from incidents.parsing.stages.statements import Tail
from incidents.parsing.tongue import Parsed


@dataclass(frozen=True, slots=True)
class Event:
    """One trigger's event before the report's events are put together."""

    kind: EventType
    trigger: Span
    sentence: Span
    passage: int
    headline: bool
    modality: Mention[str]
    when: Mention[When] | None
    explicit: bool  # the sentence itself says when
    border: Mention[str] | None
    away: Mention[str] | None
    toward: Mention[str] | None
    place: Mention[Where] | None
    actors: tuple[ActorDraft, ...]
    claims: tuple[ClaimDraft, ...]
    evidence: Span
    past_perfect: bool
    weak: bool = False  # its trigger gives a toll rather than an act of its own
    said: Mention[When] | None = None  # the day on which somebody told of it, where its own is not known
    of_manner: bool = False  # a noun behind "in" or "during" a verb: "overran it in a raid"
    repeats: bool = False  # a definite noun that points back: "the attack"
    verb: str = ""  # the trigger's lemma
    goes_on: bool = False  # who acts is known from what was told: "the group", "they"


@dataclass(frozen=True, slots=True)
class Heard:
    """What the earlier stages found, for the whole report."""

    frame: Frame
    parsed: Sequence[Parsed]
    places: Sequence[Mention[Where]]
    setting: Setting
    dates: Sequence[Mention[When]]
    numbers: Sequence[Mention[Count]]
    actors: Sequence[Mention[Who]]
    tails: Sequence[Tail]
    world: World
    unmapped: Sequence[Mention[Where]] = ()


def with_claims(event: Event, claims: Sequence[ClaimDraft]) -> Event:
    """The event with further figures."""
    return replace(event, claims=(*event.claims, *claims))
