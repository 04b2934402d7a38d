"""Chips: one for every filter in use, in words, with the link that drops it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from incidents.models import choices

NAMES = {
    "border": "Border", "country": "Country", "direction": "Direction", "event_type": "Type", "family": "Family", "status": "Status",
    "modality": "Said to be", "actor": "Actor", "place": "Place", "q": "Words", "speaker": "Speaker", "speaker_country": "Speaker's country", "kind": "Kind", "source": "Source",
    "report": "Report", "from": "From", "to": "To", "certain_only": "Certain days only", "where": "Where", "when": "When", "bbox": "Area",
    "where_prec": "Place known as", "from_country": "From country", "to_country": "To country", "role": "Told as",
    "date_prec": "Time known as", "part_of_day": "Part of the day", "lasted": "Went on", "actor_role": "Actor's role", "actor_sector": "Actor's sector",
    "actor_kind": "Actor's kind", "actor_country": "Actor's country", "claim_kind": "Figure of", "claim_basis": "Figure's basis",
    "claim_comparator": "Figure put as", "min_confidence": "Confidence from", "incident": "About incident", "language": "Language", "ids": "Chosen", "tag": "Tag",
}  # fmt: skip
OWN_WORDS = {
    "certain_only": {"true": ""}, "where": {"none": "no place"}, "when": {"none": "no date"},
    "lasted": {"true": "through all its days", "false": "some time in them"},
}  # fmt: skip
TABLES: dict[str, Callable[[], Sequence[tuple[Any, str]]]] = {
    "event_type": choices.event_types, "status": choices.statuses, "modality": choices.modalities,
    "where_prec": choices.where_precisions, "date_prec": choices.date_precisions, "part_of_day": choices.parts_of_day,
    "actor_role": choices.actor_roles, "actor_sector": choices.sectors, "claim_kind": choices.claim_kinds,
    "claim_basis": choices.bases, "claim_comparator": choices.comparators,
}  # fmt: skip


def coded() -> dict[str, dict[str, str]]:
    """What a person reads for the codes of incidents' words."""
    return OWN_WORDS | {name: {str(code): label for code, label in table()} for name, table in TABLES.items()}


@dataclass(frozen=True, slots=True)
class Chip:
    name: str
    words: str
    without: str  # the query string that drops it


def chips_of(query: QueryDict, words: Mapping[str, Mapping[str, str]]) -> list[Chip]:
    chips, codes = [], coded()
    for name, label in NAMES.items():
        if name == "ids" and (ids := [part for value in query.getlist(name) for part in value.split(",") if part]):
            chips.append(Chip(label, f"{len(ids)} by number", _without(query, name)))
            continue
        for value in filter(None, query.getlist(name)):
            rest = query.copy()
            rest.setlist(name, [v for v in rest.getlist(name) if v != value])
            said = {**codes.get(name, {}), **words.get(name, {})}
            chips.append(Chip(label, said.get(value, value), _without(rest)))
    return chips


def _without(query: QueryDict, *names: str) -> str:
    rest = query.copy()
    for name in (*names, "page", "after", "before"):
        rest.pop(name, None)
    return rest.urlencode()
