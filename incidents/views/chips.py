"""Chips: one for every filter in use, in words, with the link that drops it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict

NAMES = {
    "border": "Border", "country": "Country", "direction": "Direction", "event_type": "Type", "family": "Family", "status": "Status",
    "modality": "Said to be", "actor": "Actor", "place": "Place", "q": "Words", "speaker": "Speaker", "speaker_country": "Speaker's country", "kind": "Kind", "source": "Source",
    "report": "Report", "from": "From", "to": "To", "certain_only": "Certain days only", "where": "Where", "when": "When", "bbox": "Area",
    "where_prec": "Place known as", "from_country": "From country", "to_country": "To country", "role": "Told as",
    "min_confidence": "Confidence from", "incident": "About incident", "language": "Language", "ids": "Chosen", "tag": "Tag",
}  # fmt: skip
OWN_WORDS = {"certain_only": {"true": ""}, "where": {"none": "no place"}, "when": {"none": "no date"}}


@dataclass(frozen=True, slots=True)
class Chip:
    name: str
    words: str
    without: str  # the query string that drops it


def chips_of(query: QueryDict, words: Mapping[str, Mapping[str, str]]) -> list[Chip]:
    chips = []
    for name, label in NAMES.items():
        if name == "ids" and (ids := [part for value in query.getlist(name) for part in value.split(",") if part]):
            chips.append(Chip(label, f"{len(ids)} by number", _without(query, name)))
            continue
        for value in filter(None, query.getlist(name)):
            rest = query.copy()
            rest.setlist(name, [v for v in rest.getlist(name) if v != value])
            said = {**OWN_WORDS.get(name, {}), **words.get(name, {})}
            chips.append(Chip(label, said.get(value, value), _without(rest)))
    return chips


def _without(query: QueryDict, *names: str) -> str:
    rest = query.copy()
    for name in (*names, "page", "after", "before"):
        rest.pop(name, None)
    return rest.urlencode()
