"""Which words of which reports an incident rests on, with those of the incidents that were merged into it or that it was split from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Q

from incidents.editable import EDITABLE
from incidents.homes import standing_for
from incidents.models import Evidence, Incident


def evidence_of(incident: Incident) -> list[Evidence]:
    """Its own words and those of its claims and participants; another's words stand behind each field in which both say the same."""
    own, merged_ones = resting_on(incident), incident.members()[1:]
    for merged in merged_ones:
        own |= Q(incident=merged, field__in=["itself", "role", *_agreed(incident, merged)])
    if source := incident.split_from:
        told = incident.report_links.values("report")
        own |= Q(incident=source, report__in=told, field__in=["itself", *_agreed(incident, source)])
    found = [*Evidence.objects.filter(own).select_related("report__source"), *behind(incident, merged_ones)]
    return sorted(found, key=lambda one: (one.report_id, one.start, one.end, one.pk))


def resting_on(incident: Incident) -> Q:
    return Q(incident=incident) | Q(claim__incident=incident) | Q(participant__incident=incident)


def behind(incident: Incident, merged: Sequence[Incident]) -> list[Evidence]:
    """The words of participants that stay with a merged incident, as words of the one that stands for them here."""
    if not merged:
        return []
    shown, found = standing_for(incident), Evidence.objects.filter(participant__incident__in=merged)
    known = []
    for one in found.select_related("report__source", "participant__actor"):
        part = one.participant
        if part and (stands := shown.get((part.actor.typed, part.role))):
            one.participant = stands
            known.append(one)
    return known


def _agreed(one: Incident, other: Incident) -> Iterator[str]:
    for field in EDITABLE["incident"]:
        if _value(one, field) == _value(other, field):
            yield field


def _value(one: Incident, field: str) -> object:
    return getattr(one, f"{field}_id", getattr(one, field))


def survivors(incidents: Iterable[Incident]) -> dict[int, int]:
    """Each incident's number with that of the one it is shown with."""
    return {one.pk: one.survivor.pk if one.merged_into_id else one.pk for one in incidents}
