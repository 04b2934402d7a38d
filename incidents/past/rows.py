"""The rows of incidents and claims as they were known at a time: only those that changed since, each as the columns that differ."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Max, Min, Q, QuerySet
from django.utils import timezone

from incidents import review
from incidents.models import Actor, Claim, Correction, Incident

MOST = 20_000  # incidents that changed since; more of them are not taken back one by one
COLUMNS = {"border": "border_id", "place": "place_id", "merged_into": "merged_into_id"}
FIELDS = (*review.EDITABLE["incident"], "status", "merged_into")
WHERE = {"place", "border", "where_prec"}
CLAIM_FIELDS = (*review.EDITABLE["claim"], "withdrawn", "incident", "itself")
TEXTS = {
    field.attname
    for model in (Incident, Claim)
    for field in model._meta.fields
    if field.empty_strings_allowed and not field.null
}
Columns = dict[str, Any]


class TooFarBack(Exception):
    """More changed since than can be taken back."""


@dataclass(frozen=True, slots=True)
class Then:
    """By number, what differs in a row that was there; `gone` were not there yet."""

    rows: dict[int, Columns]
    gone: frozenset[int] = frozenset()


def _since(kind: str, at: dt.datetime) -> QuerySet[Correction]:
    return Correction.objects.filter(record_kind=kind, at__gt=at)


def _said(values: dict[str, Any]) -> Columns:
    named = {COLUMNS.get(field, field): value for field, value in values.items()}
    return {name: "" if value is None and name in TEXTS else value for name, value in named.items()}


def _read_since(at: dt.datetime) -> QuerySet[Incident, int]:
    return Incident.objects.filter(read_from__parsed_at__gt=at, created_at__lte=at).values_list("pk", flat=True)


def refuse_too_far(at: dt.datetime) -> None:
    """Raises TooFarBack."""
    changed = _since("incident", at).order_by().values_list("record_id", flat=True).distinct()
    if len({*changed[: MOST + 1], *_read_since(at)[: MOST + 1]}) > MOST:
        raise TooFarBack


def incidents_then(at: dt.datetime) -> Then:
    changes = _since("incident", at)
    firsts = dict(changes.order_by().values_list("record_id").annotate(first=Min("version")))
    ids = {*firsts, *_read_since(at)}
    lasts = _last_changes(ids, at)
    fields = review.before(changes.filter(field__in=FIELDS))
    rows = {}
    for one in Incident.objects.filter(pk__in=ids, created_at__lte=at).select_related("place", "border", "read_from"):
        values = _said(fields.get(one.pk, {}))
        if WHERE & fields.get(one.pk, {}).keys():
            values |= _located(one, values)
        if one.pk in firsts:
            values |= {
                "version": max(1, firsts[one.pk] - 1),
                "updated_at": lasts.get(one.pk, one.created_at).isoformat(),
            }
        if one.read_from and one.read_from.parsed_at and one.read_from.parsed_at > at:
            values["confidence"] = None  # a reading sets it anew, and the history does not keep it
        rows[one.pk] = values
    return Then(rows)


def _last_changes(ids: Collection[int], at: dt.datetime) -> dict[int, dt.datetime]:
    earlier = Correction.objects.filter(record_kind="incident", record_id__in=ids, at__lte=at)
    return dict(earlier.order_by().values_list("record_id").annotate(last=Max("at")))


def _located(one: Incident, values: Columns) -> Columns:
    """The geometry that follows from the place, border and precision of then."""
    was = Incident(**{name: values.get(name, getattr(one, name)) for name in ("place_id", "border_id", "where_prec")})
    was.locate()
    return {"geometry": was.geometry.hexewkb.decode() if was.geometry else None, "radius_km": was.radius_km}


class Standing:
    """Which incident each stood with then."""

    def __init__(self, then: Then) -> None:
        self.then = then
        self.now = dict(Incident.objects.exclude(merged_into=None).values_list("pk", "merged_into"))

    def of(self, pk: int) -> int:
        while onward := self.then.rows.get(pk, {}).get("merged_into_id", self.now.get(pk)):
            pk = onward
        return pk

    @property
    def moved(self) -> set[int]:
        """Incidents that were merged or told apart since, and those that they stood with then: their rows may stand elsewhere now."""
        apart = {pk for pk, row in self.then.rows.items() if "merged_into_id" in row}
        return apart | {self.of(pk) for pk in apart}


def claims_then(at: dt.datetime, standing: Standing) -> Then:
    """Each with the figures of then, with the incident that it stood with then; those made since are not there."""
    fields = review.before(_since("claim", at).filter(field__in=CLAIM_FIELDS))
    moved = standing.moved
    touched = Claim.objects.filter(Q(pk__in=list(fields)) | Q(home__in=moved) | Q(incident__in=moved))
    rows = {}
    for one in touched:
        said = fields.get(one.pk, {})
        rows[one.pk] = _said(
            {name: said[name] for name in said.keys() & review.EDITABLE["claim"].keys() - {"attributed_to"}}
        )
        if "attributed_to" in said:
            rows[one.pk]["attributed_to_id"] = _actor(said["attributed_to"], at)
        if "withdrawn" in said:
            rows[one.pk]["withdrawn_at"] = (
                (one.withdrawn_at or timezone.now()).isoformat() if said["withdrawn"] else None
            )
        rows[one.pk]["incident_id"] = standing.of(said.get("incident") or one.home_id or one.incident_id)
    return Then(rows, frozenset(pk for pk, said in fields.items() if "itself" in said))


# An actor of this name at the time or later, who may have another by now.
NAMED = """SELECT id FROM row_past WHERE of = 'incidents_actor' AND until > %s AND was->>'name' = %s AND was->>'country' = %s
ORDER BY seq LIMIT 1"""


def _actor(typed: str | None, at: dt.datetime) -> int | None:
    """By the name that the history keeps."""
    if not typed:
        return None
    name, country = match.groups() if (match := re.fullmatch(r"(.+) \(([A-Z]{2})\)", typed)) else (typed, "")
    with connection.cursor() as cursor:
        cursor.execute(NAMED, [at, name, country])
        if was := cursor.fetchone():
            return int(was[0])
    return Actor.objects.filter(name=name, country=country).values_list("pk", flat=True).first()
