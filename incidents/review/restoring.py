"""The versions of an incident, what each changed field by field, and any of them brought back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from incidents.access import Act
from incidents.editable import EDITABLE, plain
from incidents.models import Changeset, Correction, Incident, User
from incidents.review import log
from incidents.review.changesets import act
from incidents.review.correcting import correct_all
from incidents.review.refusals import Refused, demand
from incidents.review.rules import refuse_merged
from incidents.review.status import set_status
from incidents.review.tagging import names_of, tag

FIELDS = (*EDITABLE["incident"], "status", "tags")


@dataclass(frozen=True, slots=True)
class Version:
    """What one act, or one reading by the machine, made of the incident; `number` is the version it then had."""

    number: int
    at: dt.datetime
    by: User | None
    parser: str
    title: str
    reason: str
    changes: tuple[Correction, ...]


def versions(incident: Incident) -> list[Version]:
    """All of them, the newest first; the one it was read or entered as is not among them, for it changed nothing."""
    rows = Correction.objects.filter(record_kind="incident", record_id=incident.pk).select_related("by", "changeset")
    acts = groupby(rows.order_by("-id"), key=lambda one: one.changeset_id or f"version {one.version}")
    return [_version(list(group)) for _key, group in acts]


def _version(group: list[Correction]) -> Version:
    newest = group[0]
    told = newest.changeset
    return Version(
        number=max(one.version for one in group),
        at=newest.at,
        by=newest.by,
        parser=newest.parser_version,
        title=told.title if told else "Read again" if newest.by is None else "Changed",
        reason=told.reason if told else newest.reason,
        changes=tuple(reversed(group)),
    )


def values_at(incident: Incident, version: int) -> dict[str, Any]:
    """Each field as it was in that version, as the history keeps it."""
    values = {field: plain(getattr(incident, field)) for field in (*EDITABLE["incident"], "status")}
    values["tags"] = names_of([incident.pk])[incident.pk]
    since = Correction.objects.filter(record_kind="incident", record_id=incident.pk, version__gt=version)
    return values | before(since.filter(field__in=FIELDS)).get(incident.pk, {})


def before(since: QuerySet[Correction]) -> dict[int, dict[str, Any]]:
    """By record, what each field said before these changes of it; records of one kind."""
    values: dict[int, dict[str, Any]] = {}
    for record, field, was in since.order_by("-id").values_list("record_id", "field", "before"):
        values.setdefault(record, {})[field] = was
    return values


@transaction.atomic
def restore(
    *, incident: Incident, version: int, by: User, reason: str = "", changeset: Changeset | None = None
) -> Incident:
    """The incident's own fields and tags as they were in that version; what came after stays in the history."""
    demand(by, Act.CORRECT)
    held: Incident = log.locked(incident)
    refuse_merged(held)
    if not 1 <= version < held.version:
        raise Refused(f"version: give one from 1 to {held.version - 1}.", "version")
    values = values_at(held, version)
    status, tags = values.pop("status"), values.pop("tags")
    title = f"Brought back version {version} of incident #{held.pk}"
    with act(by=by, kind="restore", title=title, reason=reason, within=changeset) as one_act:
        correct_all(record=held, values=values, by=by, reason=reason, changeset=one_act)
        why = reason or f"as in version {version}"
        set_status(incident=held, status=status, by=by, reason=why, changeset=one_act)
        tag(incident=held, names=tags, by=by, reason=reason, changeset=one_act)
    held.refresh_from_db()
    return held
