"""What a figure counts, until an editor says so."""

from __future__ import annotations

from incidents.models import Incident
from incidents.parsing.knowledge.event_types import load_event_types

# Of an incident of this family most often; the form changes it with one choice.
COUNTED = {"movement": "crossed", "force": "killed", "crime": "detained", "deaths": "killed", "control": "deployed"}


def counted(incident: Incident) -> str:
    """As the incident's other figures, else as most of its family."""
    first = incident.claims.filter(withdrawn_at=None).first()
    family = next(kind.family for kind in load_event_types() if kind.code == incident.event_type)
    return first.kind if first else COUNTED.get(family, "other")
