"""Likely twins: incidents of other reports that may be the same one, kept as suggestions for an editor."""

from __future__ import annotations

from incidents import likeness
from incidents.models import Incident, Report, TwinSuggestion
from incidents.parsing.knowledge.event_types import load_event_types

MOST_COMPARED = 200


def facts_of(incident: Incident) -> likeness.Facts:
    families = {kind.code: kind.family for kind in load_event_types()}
    claims = incident.claims.filter(withdrawn_at=None).values_list("low", "high")
    numbers = frozenset((None if a is None else float(a), None if b is None else float(b)) for a, b in claims)
    return likeness.Facts(
        event_type=incident.event_type, family=families.get(incident.event_type, ""), border=incident.border_id or "",
        first=incident.date_start, last=incident.date_end, from_country=incident.from_country,
        to_country=incident.to_country, place=incident.place_name, numbers=numbers,
    )  # fmt: skip


def suggest_twins(report: Report) -> None:
    """Likely twins in other reports are linked as suggestions; a verdict once given is never asked again."""
    for incident in report.machine_incidents.current().filter(border__isnull=False, date_start__isnull=False):
        mine = facts_of(incident)
        others = (
            Incident.objects.current().filter(border=incident.border).between(incident.date_start, incident.date_end)
        )
        for other in others.exclude(read_from=report)[:MOST_COMPARED]:
            twin = likeness.likely_twin(mine, facts_of(other))
            if twin:
                first, second = sorted((incident, other), key=lambda one: one.pk)
                row, new = TwinSuggestion.objects.get_or_create(
                    first=first, second=second, defaults={"score": twin.score, "reasons": list(twin.reasons)}
                )
                if not new and not row.verdict and row.score != twin.score:
                    row.score, row.reasons = twin.score, list(twin.reasons)
                    row.save(update_fields=["score", "reasons"])
