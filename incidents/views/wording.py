"""A field's stored value in the words of a page: a code by its label, a country by its name, a day as people write it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from incidents.models import Place
from incidents.models import choices as tables
from incidents.review.words import PREFIX
from incidents.templatetags.border import country_name, range_words

Table = Callable[[], Any]
TABLES: Mapping[str, Table] = {
    "event_type": tables.event_types, "modality": tables.modalities, "date_prec": tables.date_precisions,
    "part_of_day": tables.parts_of_day, "where_prec": tables.where_precisions, "comparator": tables.comparators,
    "basis": tables.bases, "medium": tables.media, "role": tables.actor_roles, "status": tables.statuses,
    "credibility": tables.credibilities,
}  # fmt: skip
KINDS: Mapping[str, Table] = {"claim": tables.claim_kinds, "statement": tables.statement_kinds}


def value_words(kind: str, field: str, value: Any) -> str:
    """ "Cross-border retreat", "5 Jul 2021", "Tajikistan", "yes"; "—" for nothing."""
    if value in (None, "", []):
        return "—"
    if field.startswith(PREFIX):
        return ", ".join(f"“{row['words']}”" for row in value)
    if isinstance(value, dict):
        return str(value.get("read_as", "—"))
    if isinstance(value, list):
        return ", ".join(map(str, value))
    table = KINDS.get(kind) if field == "kind" else TABLES.get(field)
    if table:
        return str({str(code): label for code, label in table()}.get(str(value), value))
    if field in ("merged_into", "merged", "split", "incident"):
        return f"#{value}"
    if field == "place":
        return _place(str(value))
    if field in ("from_country", "to_country"):
        return country_name(str(value))
    if field in ("date", "date_start", "date_end", "published_on"):
        return _day(str(value))
    return {"true": "yes", "false": "no"}.get(str(value).lower(), str(value)) if field == "lasted" else str(value)


def _place(number: str) -> str:
    """The history keeps a place's number."""
    return str(Place.objects.filter(pk=number).first() or number) if number.isdigit() else number


def _day(written: str) -> str:
    try:
        day = dt.date.fromisoformat(written)
    except ValueError:
        return written
    return range_words(day, day)
