"""How often what was read so proved right: of an incident, and of each of its fields, by counts over texts with gold.

Two dozen texts are few. So no share stands for itself: each is drawn towards the share of all readings as if TRUST more readings had
come out like those. An incident's three traits are taken as independent, and add up as log-odds.
"""

from __future__ import annotations

import functools
import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from incidents.parsing.drafts import IncidentDraft
from incidents.parsing.evidence import Mention

FILE = Path(__file__).parent / "knowledge" / "confidence.toml"
TRUST = 10  # readings
MANY_FIGURES, MANY_SENTENCES = 2, 3
FIELDS = ("type", "date", "border", "direction", "where")
INCIDENT, ALL = "incident", "all"
Traits = Mapping[str, str]  # by question


@dataclass(frozen=True, slots=True)
class Count:
    right: int = 0
    of: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.right + other.right, self.of + other.of)

    def towards(self, share: float) -> float:
        """The share of right ones, drawn towards `share`."""
        return (self.right + TRUST * share) / (self.of + TRUST)


Counts = Mapping[str, Mapping[str, Count]]  # by question and trait; ALL is the question's whole


def incident_traits(draft: IncidentDraft) -> Traits:
    """What an incident's own confidence goes by: how its day was read, how many figures it has, how many sentences tell of it."""
    return {
        "incident.date": _rule(draft.when),
        "incident.figures": _at_most(len(draft.claims), MANY_FIGURES),
        "incident.sentences": _at_most(len(draft.evidence), MANY_SENTENCES),
    }


def field_traits(draft: IncidentDraft) -> Traits:
    """The rule behind each field; of a direction both ends' rules."""
    return {
        "type": _rule(draft.event_type),
        "date": _rule(draft.when),
        "border": _rule(draft.border),
        "direction": direction_trait(_rule(draft.from_country), _rule(draft.to_country)),
        "where": _rule(draft.where_prec),
    }


def direction_trait(away: str, toward: str) -> str:
    return f"{away} to {toward}"


def _rule(mention: Mention[object] | None) -> str:
    return mention.rule if mention else "none"


def _at_most(number: int, most: int) -> str:
    return str(number) if number < most else f"{most} or more"


def base_share(counts: Counts, question: str) -> float:
    """The share of right readings among all; one half where nothing was counted."""
    whole = counts.get(question, {}).get(ALL, Count())
    return (whole.right + 1) / (whole.of + 2)


def share_of(counts: Counts, question: str, trait: str) -> float:
    """The share of right readings among those with this trait; of a trait never met, that of all."""
    return counts.get(question, {}).get(trait, Count()).towards(base_share(counts, question))


def incident_share(counts: Counts, traits: Traits) -> float:
    """The chance that an incident with these traits is one."""
    sure = _log_odds(base_share(counts, INCIDENT))
    for question, trait in traits.items():
        sure += _log_odds(share_of(counts, question, trait)) - _log_odds(base_share(counts, question))
    return 1 / (1 + math.exp(-sure))


def _log_odds(share: float) -> float:
    return math.log(share / (1 - share))


@functools.cache
def load_counts(path: Path = FILE) -> Counts:
    """The counts that came with this version of the parser."""
    written = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        question: {trait: Count(*pair) for trait, pair in traits.items()}
        for question, traits in written["counts"].items()
    }


def field_confidence(question: str, trait: str) -> float:
    return round(share_of(load_counts(), question, trait), 3)


RULED_BY = {"type": "event_type", "date": "date_start", "border": "border", "where": "where_prec"}


def field_confidences(rules: Mapping[str, str]) -> dict[str, float]:
    """Of every question whose field a rule answered. `rules`: which rule read which field of an incident."""
    found = {
        question: field_confidence(question, rules[field]) for question, field in RULED_BY.items() if field in rules
    }
    if "from_country" in rules or "to_country" in rules:
        ends = direction_trait(rules.get("from_country", "none"), rules.get("to_country", "none"))
        found["direction"] = field_confidence("direction", ends)
    return found


def with_confidence(draft: IncidentDraft) -> IncidentDraft:
    """The draft with the confidence of itself and of its fields."""
    return replace(
        draft,
        confidence=round(incident_share(load_counts(), incident_traits(draft)), 3),
        field_confidence={
            question: field_confidence(question, trait) for question, trait in field_traits(draft).items()
        },
    )
