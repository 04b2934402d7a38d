"""The history that acts write: a record held still, saved as its next version, and each change kept as a Correction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db import IntegrityError, models

from incidents.models import (
    About,
    Actor,
    Changeset,
    Claim,
    Correction,
    Evidence,
    Incident,
    Participant,
    Place,
    Report,
    ReportIncident,
    Statement,
    TwinSuggestion,
    User,
)
from incidents.models.evidence import BY_A_PERSON
from incidents.review.refusals import Refused

Record = Incident | Claim | Statement | Participant | ReportIncident | Report | Actor | Place

# In the order in which rows are locked, so that no two acts wait for each other.
KINDS: dict[type[models.Model], str] = {
    Report: "report", Incident: "incident", Claim: "claim", Statement: "statement", Participant: "participant",
    ReportIncident: "link", About: "about", TwinSuggestion: "twin", Actor: "actor", Place: "place",
}  # fmt: skip
MODELS = {kind: model for model, kind in KINDS.items()}


# In the titles of acts, where the column's name is no word.
NAMES = {
    "date_start": "first possible day", "date_end": "last possible day", "date_prec": "precision of the day", "lasted": "duration",
    "where_prec": "precision of the place", "place_name": "name of the place", "event_type": "type", "low": "lower end", "high": "upper end",
    "merged_into": "merge",
}  # fmt: skip


def named(field: str) -> str:
    """The field as a title calls it."""
    return NAMES.get(field, field.replace("words.", "words for ").replace("_", " "))


def called(record: Any) -> str:
    """The record as a title calls it."""
    if isinstance(record, ReportIncident):
        return f"report #{record.report_id} in incident #{record.incident_id}"
    return f"{KINDS[type(record)]} #{record.pk}"


def locked(record: Any) -> Any:
    """The record as it is now, held until the end of the transaction against other people and the machine."""
    return type(record)._default_manager.select_for_update(no_key=True).get(pk=record.pk)


def still(rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
    """These records likewise, in the order of locks."""
    return rows.order_by("pk").select_for_update(no_key=True, of=("self",))


def hold(corrections: Iterable[Correction]) -> None:
    """All records that these changed, held likewise, each once and in the order of locks."""
    ids: dict[str, set[int]] = defaultdict(set)
    for one in corrections:
        ids[one.record_kind].add(one.record_id)
    for kind, model in MODELS.items():
        list(still(model._default_manager.filter(pk__in=ids[kind])).values_list("pk"))


def save(held: Any, field: str) -> None:
    """The record as its next version. Refused where the database knows such a record already."""
    if hasattr(held, "version"):
        held.version += 1
    try:
        held.save()
    except IntegrityError as problem:
        raise Refused(f"{field}: there is such a {KINDS[type(held)]} already.", field) from problem


def keep(
    held: Any, field: str, before: Any, after: Any, *, by: User, reason: str = "", changeset: Changeset, **more: Any
) -> Correction:
    """One change of one field, in the history for good; `rule` is the parser's behind its words, asked where it is not given."""
    kind = KINDS[type(held)]
    rule = more.pop("rule", None)
    return Correction.objects.create(
        record_kind=kind, record_id=held.pk, field=field, before=before, after=after, by=by,
        rule=rules_behind(kind, [held.pk], field).get(held.pk, "") if rule is None else rule,
        reason=reason[:500], version=getattr(held, "version", 0), changeset=changeset, **more,
    )  # fmt: skip


Kept = tuple[int, Any, Any, dict[str, Any]]  # incident, before, after, and what else the correction holds


def keep_many(changes: Iterable[Kept], field: str, by: User, reason: str, changeset: Changeset) -> None:
    """One field of many incidents, a correction each with the version that it has reached."""
    rows = list(changes)
    versions = dict(Incident.objects.filter(pk__in=[pk for pk, *_ in rows]).values_list("pk", "version"))
    made = (
        Correction(
            record_kind="incident", record_id=pk, field=field, before=before, after=after, by=by, reason=reason[:500],
            version=versions[pk], changeset=changeset, **more,
        )
        for pk, before, after, more in rows
    )  # fmt: skip
    Correction.objects.bulk_create(made, batch_size=2000)


# How evidence names the record that it is for.
TARGETS = {kind: kind for kind in ("incident", "claim", "statement", "participant")} | {"report": "about_report"}


def rules_behind(kind: str, ids: Collection[int], field: str) -> dict[int, str]:
    """By record, the parser's rule that read the field's value; none where a person's words stand behind it, or none at all."""
    if kind not in TARGETS:
        return {}
    target = TARGETS[kind]
    rows = _read_by_rule().filter(**{f"{target}__in": ids}, field=field)
    return dict(rows.order_by(target, "-start").values_list(target, "rule"))


def rules_of(held: Any, fields: Collection[str]) -> dict[str, str]:
    """By field of one record, the same."""
    kind = KINDS[type(held)]
    if kind not in TARGETS:
        return dict.fromkeys(fields, "")
    rows = _read_by_rule().filter(**{TARGETS[kind]: held}, field__in=fields)
    return dict.fromkeys(fields, "") | dict(rows.order_by("-start").values_list("field", "rule"))


def _read_by_rule() -> models.QuerySet[Evidence]:
    return Evidence.objects.exclude(rule__in=("", BY_A_PERSON))


def is_newest(correction: Correction) -> bool:
    same = Correction.objects.filter(
        record_kind=correction.record_kind, record_id=correction.record_id, field=correction.field
    )
    return not same.filter(pk__gt=correction.pk).exists()


def history(incident: Incident) -> models.QuerySet[Correction]:
    """All that happened to an incident, its claims, its participants and the roles of its reports, the newest first."""
    own = models.Q(record_kind="incident", record_id=incident.pk)
    claims = models.Q(record_kind="claim", record_id__in=incident.claims.values("pk"))
    parts = models.Q(record_kind="participant", record_id__in=incident.participants.values("pk"))
    links = models.Q(record_kind="link", field="role", record_id__in=incident.report_links.values("pk"))
    return Correction.objects.filter(own | claims | parts | links).select_related("by", "changeset").order_by("-id")
