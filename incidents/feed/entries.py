"""What became of the records that changed, as a reader of one filter is told it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from incidents.cube.question import Question
from incidents.cube.rows import rows
from incidents.feed.log import Touched
from incidents.models import Incident, Statement

CREATED, UPDATED, LEFT, MERGED, DELETED = "created", "updated", "left", "merged", "deleted"
# By how it stood before the stretch, for what stands now.
STANDS = {"": CREATED, "here": UPDATED, "merged": "unmerged", "rejected": "restored", "withdrawn": "restored"}
CHANGES = (CREATED, UPDATED, "restored", "unmerged", "rejected", "withdrawn", MERGED, DELETED, LEFT)


@dataclass(frozen=True, slots=True)
class Entry:
    """One change. `present`: it is in the reader's list now; all others are not, whatever it was before."""

    id: int
    change: str
    present: bool
    at: dt.datetime
    version: int | None = None
    survivor: int | None = None


def of_incidents(touched: Iterable[Touched], question: Question) -> list[Entry]:
    """One entry each; what the reader never had and does not have now is left out."""
    changed = list(touched)
    ids = [one.record for one in changed]
    there = {one.pk: one for one in Incident.objects.filter(pk__in=ids).only("status", "merged_into", "version")}
    inside = set(rows(question).filter(pk__in=ids).order_by().values_list("pk", flat=True))
    survivors = survivors_of(one.pk for one in there.values() if one.merged_into_id)
    told = (_incident(one, there.get(one.record), one.record in inside, survivors.get(one.record)) for one in changed)
    return [entry for entry in told if entry is not None]


def _incident(one: Touched, now: Incident | None, present: bool, survivor: int | None) -> Entry | None:
    stands = DELETED if now is None else MERGED if now.merged_into_id else now.status
    change = stands if stands in CHANGES else STANDS["here" if one.was is None else one.was]
    return _entry(one, change, present, now.version if now else None, survivor)


def of_statements(touched: Iterable[Touched], kept: Any) -> list[Entry]:
    """The same; `kept` are the statements that the reader's filter keeps."""
    changed = list(touched)
    ids = [one.record for one in changed]
    there = {one.pk: one for one in Statement.objects.filter(pk__in=ids).only("withdrawn_at", "version")}
    inside = set(kept.filter(pk__in=ids).order_by().values_list("pk", flat=True))
    told = (_statement(one, there.get(one.record), one.record in inside) for one in changed)
    return [entry for entry in told if entry is not None]


def _statement(one: Touched, now: Statement | None, present: bool) -> Entry | None:
    stood = STANDS["here" if one.was is None else one.was]
    change = DELETED if now is None else "withdrawn" if now.withdrawn_at else stood
    return _entry(one, change, present, now.version if now else None, None)


def _entry(one: Touched, change: str, present: bool, version: int | None, survivor: int | None) -> Entry | None:
    if not present and change in STANDS.values():
        if one.was == "":
            return None  # new, and outside the filter: the reader cannot have it
        change = LEFT
    return Entry(one.record, change, present, one.at, version, survivor)


def survivors_of(merged: Iterable[int]) -> dict[int, int]:
    """By incident, the one that it is part of now, over however many merges."""
    found = {pk: pk for pk in merged}
    while onward := _merged_into(set(found.values())):
        found = {pk: onward.get(at, at) for pk, at in found.items()}
    return {pk: at for pk, at in found.items() if at != pk}


def _merged_into(ids: Collection[int]) -> dict[int, int]:
    held = Incident.objects.filter(pk__in=ids).exclude(merged_into=None)
    return dict(held.order_by().values_list("pk", "merged_into"))
