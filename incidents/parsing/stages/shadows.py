"""Of several types that the same words could be, the one that the codebook asks for (section 2, "not for")."""

from __future__ import annotations

from collections.abc import Sequence

from incidents.parsing.stages.event import Event

_OF_FORCES = frozenset(("reinforcement", "cross_border_retreat"))


def without_shadows(events: Sequence[Event]) -> tuple[Event, ...]:
    """The events without those that another event of their sentence makes superfluous."""
    return tuple(event for event in events if not any(_is_shadow(event, other) for other in events))


def _is_shadow(event: Event, other: Event) -> bool:
    if other is event or other.sentence != event.sentence:
        return False
    if event.past_perfect and not event.explicit and other.explicit and other.kind.family == event.kind.family:
        return True  # "soldiers who had fled were flown home on Wednesday" tells of the flight home
    if event.weak and not other.weak and other.kind.family == event.kind.family:
        return True
    if other.past_perfect and not event.past_perfect:
        return False  # what is recalled does not hide what is told
    if _is_manner(event, other) or _is_crowd(event, other):
        return True
    if event.border and other.border and event.border.value != other.border.value:
        return False
    if event.modality.value == "actual" and other.modality.value != "actual":
        return False  # "sent troops over the border to fight": they went, whether they fought or not
    touches = other.trigger == event.trigger or other.evidence.touches(event.evidence)
    return touches and event.kind.code in other.kind.outranks and not _is_crowd(other, event)


def _is_manner(event: Event, other: Event) -> bool:
    """ "Overran the base in a surprise attack": the noun only says how it was taken."""
    is_attack = event.kind.code == "border_attack" and event.of_manner
    return (
        is_attack
        and other.kind.code in ("border_seizure", "incursion")
        and event.modality.value == other.modality.value
    )


def _is_crowd(event: Event, other: Event) -> bool:
    """ "Around 35,000 had reached the border": a bare figure is people who flee rather than troops who come."""
    is_bare = event.kind.code in _OF_FORCES and not event.actors
    return is_bare and other.trigger == event.trigger and other.kind.code == "refugee_influx"
