"""Words that are no columns of an incident: SQL finds their incidents, the rest of the question is asked of those."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django_filters.constants import EMPTY_VALUES

from incidents.models import Claim, Incident, Participant, ReportIncident
from incidents.search.finding import incidents_with


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of an incident; all words that ask for them must be true of one and the same row."""

    model: type[Model]
    words: Mapping[str, str]
    always: Q = field(default_factory=Q)


PARTS = (
    Part(
        Participant,
        {
            "actor": "actor__name__icontains",
            "actor_role": "role__in",
            "actor_sector": "actor__sector__in",
            "actor_kind": "actor__kind__in",
            "actor_country": "actor__country",
        },
    ),
    Part(ReportIncident, {"report": "report", "role": "role"}),
    Part(
        Claim,
        {"claim_kind": "kind__in", "claim_basis": "basis__in", "claim_comparator": "comparator__in"},
        Q(withdrawn_at=None),
    ),
    Part(Incident.tags.through, {"tag": "tag__name__iexact"}),
)
ITSELF = {"ids": "pk__in", "place": "place_name__icontains"}
TOLD = (*ITSELF, *(word for part in PARTS for word in part.words), "q")


def given(words: Mapping[str, Any]) -> dict[str, Any]:
    return {name: words[name] for name in TOLD if words[name] not in EMPTY_VALUES}


def told_of(words: Mapping[str, Any]) -> QuerySet[Any] | None:
    """Numbers of the incidents that match the words which only SQL can answer; None if there is no such word."""
    asked = given(words)
    if not asked:
        return None
    found = Incident.objects.filter(**_lookups(ITSELF, asked))
    for part in PARTS:
        if lookups := _lookups(part.words, asked):
            rows: QuerySet[Any] = part.model._default_manager.filter(part.always, incident=OuterRef("pk"), **lookups)
            found = found.filter(Exists(rows))
    if "q" in asked:
        found = found.filter(pk__in=incidents_with(asked["q"]))
    return found.order_by().values_list("pk", flat=True)


def _lookups(known: Mapping[str, str], asked: Mapping[str, Any]) -> dict[str, Any]:
    return {lookup: asked[word] for word, lookup in known.items() if word in asked}
