"""The whole of what the records say, as one value: to be compared before an act and after it was taken back."""

from __future__ import annotations

import datetime as dt
from typing import Any

from incidents.models import About, Claim, Evidence, Incident, Participant, ReportIncident, Statement, TwinSuggestion

# What every save moves on, and nobody reads as a value.
COUNTERS = ("version", "updated_at", "created_at", "judged_at", "judged_by")
TABLES = (Incident, Claim, Participant, ReportIncident, About, Statement, Evidence, TwinSuggestion)


def state() -> dict[tuple[str, int], dict[str, Any]]:
    """Every row of every record, by table and number, and the tags of each incident."""
    rows = {
        (model.__name__, row["id"]): {name: _plain(value) for name, value in row.items() if name not in COUNTERS}
        for model in TABLES
        for row in model._default_manager.values()
    }
    for pk, tag in Incident.tags.through.objects.order_by("tag__name").values_list("incident_id", "tag__name"):
        rows[("Incident", pk)].setdefault("tags", []).append(tag)
    return rows


def _plain(value: Any) -> Any:
    """Of a moment only that there was one: done again, an act has another."""
    if isinstance(value, dt.datetime):
        return True
    return value.wkt if hasattr(value, "wkt") else value


def differences(before: dict[Any, Any], after: dict[Any, Any]) -> dict[Any, Any]:
    """Where two states differ; empty when they are the same."""
    keys = before.keys() | after.keys()
    return {key: (before.get(key), after.get(key)) for key in keys if before.get(key) != after.get(key)}
