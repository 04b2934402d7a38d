"""Which way people and goods pass a border, where another sentence of the report says it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from incidents.parsing.drafts import IncidentDraft
from incidents.parsing.evidence import Mention

_FLOWS = frozenset(("refugee_influx", "irregular_crossing", "cross_border_retreat", "smuggling", "border_death"))
_REVERSE = frozenset(("pushback",))  # people are sent back to where they came from
RULE = "direction.story"

_Way = tuple[Mention[str], Mention[str]]


def with_flow(drafts: Sequence[IncidentDraft]) -> list[IncidentDraft]:
    """An incident of a flow that leaves its direction open takes the only one that the report gives for that border."""
    return [_directed(draft, drafts) if _is_open(draft) else draft for draft in drafts]


def _is_open(draft: IncidentDraft) -> bool:
    has_side = draft.from_country or draft.to_country
    return draft.event_type.value in _FLOWS and draft.border is not None and not has_side


def _directed(draft: IncidentDraft, drafts: Iterable[IncidentDraft]) -> IncidentDraft:
    ways = [way for other in drafts if _same_border(draft, other) and (way := _way(other)) is not None]
    if len({(away.value, toward.value) for away, toward in ways}) != 1:
        return draft
    away, toward = ways[0]
    return replace(draft, from_country=_told(away), to_country=_told(toward))


def _same_border(draft: IncidentDraft, other: IncidentDraft) -> bool:
    return draft.border is not None and other.border is not None and draft.border.value == other.border.value


def _way(draft: IncidentDraft) -> _Way | None:
    """From and to, as people came."""
    away, toward, code = draft.from_country, draft.to_country, draft.event_type.value
    if away is None or toward is None or draft.modality.value == "denied":
        return None
    if code in _REVERSE:
        return toward, away
    return (away, toward) if code in _FLOWS else None


def _told(side: Mention[str]) -> Mention[str]:
    return Mention(side.value, side.span, RULE, "the way that the report gives for this border")
