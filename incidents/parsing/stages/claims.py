"""Whose event a counted figure counts for, and as which kind of claim (codebook 6 and 10)."""

from __future__ import annotations

from dataclasses import dataclass

from incidents.parsing.evidence import Mention
from incidents.parsing.knowledge.event_types import EventType
from incidents.parsing.stages.counted import Counted


@dataclass(frozen=True, slots=True)
class Acting:
    """What is counted does the act of an event, or suffers it; `kind` is the kind of claim that makes it."""

    kind: str


_MOVED = frozenset(("crossed", "displaced", "returned", "expelled", "intercepted"))
_FIRED_IN = frozenset(("cross_border_fire", "border_clash", "border_attack", "smuggling"))


def claim_kind(counted: Counted, kind: EventType, acting: Acting | None = None) -> Mention[str] | None:
    """The codebook's kind of the figure in an incident of this type; None where such an incident does not count it.

    `acting`: what is counted does the event's act or suffers it, and as what that counts it.
    """
    if counted.sort in ("people", "bare", "part"):
        return _of_people(counted, kind, acting)
    name = _of_things(counted, kind, acting)
    return Mention(name, counted.span, f"claim.{counted.sort}") if name in kind.counts else None


def _of_things(counted: Counted, kind: EventType, acting: Acting | None) -> str:
    if counted.sort == "weight":
        return "seized_kg"
    if counted.sort == "mixed":
        return "other"  # killed or wounded as one figure
    if acting is not None and kind.code in ("incursion", "reinforcement"):
        return acting.kind
    if counted.sort == "shots":
        return "other" if kind.code in _FIRED_IN else ""
    return (
        "other"
        if counted.sort == "things" and (kind.family in ("force", "control") or kind.code == "smuggling")
        else ""
    )


def _of_people(counted: Counted, kind: EventType, acting: Acting | None) -> Mention[str] | None:
    if counted.is_single and kind.family != "force":
        return None
    for one in counted.kinds:
        name = _in_event(one.name, kind, acting)
        if name in kind.counts:
            return Mention(name, one.span, "claim.governor", one.reason)
    if kind.code == "smuggling" and counted.first == "detained":
        return None  # those caught with a haul are no haul
    if acting is not None and acting.kind in kind.counts and not counted.is_single:
        return Mention(acting.kind, counted.span, "claim.of_event", f"people that the {kind.label.lower()} is about")
    return None


def _in_event(name: str, kind: EventType, acting: Acting | None) -> str:
    """Movement is counted as the event's own: those who flee on a return have returned."""
    if name == "carried":  # "a bus carrying 34 civilians": under attack, neither dead nor hurt
        return "other" if kind.family == "force" else ""
    if name == "deployed" and kind.code == "incursion":
        return kind.claim
    if name not in _MOVED or name == "intercepted" or kind.claim not in _MOVED:
        return name
    return acting.kind if acting is not None else name if name in kind.counts else kind.claim
