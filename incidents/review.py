"""The one place where a person writes: every act is checked, done in one transaction, and kept as a Correction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from incidents.access import NEEDED, Act, Role, may
from incidents.editable import EDITABLE, plain
from incidents.models import (
    Actor,
    Claim,
    Correction,
    Incident,
    Participant,
    Place,
    Report,
    Statement,
    TwinSuggestion,
    User,
)

Record = Incident | Claim | Statement | Participant | Report | Actor | Place

WHERE_FIELDS = frozenset({"place", "border", "where_prec"})
# What a change of one field may drag along; each is a correction of its own that names the one it follows.
FOLLOWERS = {"date_start": ("date_end",), "date_end": ("date_prec",), "place": ("place_name",)}

KINDS: dict[type[models.Model], str] = {
    Incident: "incident", Claim: "claim", Statement: "statement", Participant: "participant",
    Report: "report", Actor: "actor", Place: "place",
}  # fmt: skip


class Refused(Exception):
    """The act is not allowed or its value makes no sense; `field` says where, the message what to do."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


@dataclass
class Conflict(Exception):
    """Somebody else saved first: both values, side by side, for the person to choose."""

    field: str
    theirs: Any
    yours: Any
    version: int

    def __str__(self) -> str:
        return f"{self.field} was changed meanwhile to “{self.theirs}”; yours is “{self.yours}”."


def _demand(by: User, act: Act) -> None:
    role = Role(by.role)
    if not may(role, act):
        raise Refused(f"This needs the role {NEEDED[act].label}; you are signed in as {role.label}.")


def _read(kind: str, field: str, value: Any) -> Any:
    if field not in EDITABLE[kind]:
        raise Refused(f"{field} of a {kind} cannot be changed; one can change {', '.join(EDITABLE[kind])}.", field)
    given = "" if value is None else ("true" if value is True else "false" if value is False else str(value))
    if "\x00" in given:
        raise Refused(f"{field}: zero bytes are no text.", field)
    try:
        return EDITABLE[kind][field](given)
    except ValueError as problem:
        raise Refused(f"{field}: {problem}.", field) from problem


def _check(record: Any) -> None:
    """The codebook's rules between fields."""
    if isinstance(record, Incident):
        if record.date_start and record.date_end and record.date_start > record.date_end:
            raise Refused("date_end: the last possible day is before the first one.", "date_end")
        if record.border and record.from_country and record.to_country:
            sides = {record.border.country_a, record.border.country_b}
            if not {record.from_country, record.to_country} <= sides | {""}:
                raise Refused(
                    f"border: the direction {record.from_country} → {record.to_country} does not cross {record.border.name}.",
                    "border",
                )
    if isinstance(record, Claim):
        if not record.kind:
            raise Refused("kind: say what the figure counts.", "kind")
        if record.low is None and record.high is None:
            raise Refused("low: a claim needs at least one end; withdraw it instead.", "low")
        if record.low is not None and record.high is not None and record.low > record.high:
            raise Refused("high: the upper end is below the lower one.", "high")


def _locked(record: Any) -> Any:
    """The record as it is now, held until the end of the transaction against other people and the machine."""
    return type(record).objects.select_for_update(no_key=True).get(pk=record.pk)


@transaction.atomic
def correct(
    *, record: Record, field: str, value: Any, by: User, reason: str = "", expected_version: int | None = None
) -> Correction | None:
    """Set one field; None when it had that value already. Raises Refused or, on a stale version, Conflict."""
    _demand(by, Act.CORRECT)
    kind = KINDS[type(record)]
    held = _locked(record)
    new = _read(kind, field, value)
    before, after = plain(getattr(held, field)), plain(new)
    if before == after:
        return None
    if expected_version is not None and _changed_since(kind, held, field, expected_version):
        raise Conflict(field, before, after, held.version)
    others = {name: plain(getattr(held, name)) for name in FOLLOWERS.get(field, ()) if isinstance(held, Incident)}
    setattr(held, field, new)
    _settle(held, field)
    _check(held)
    made = _save(held, kind, field, before, after, by, reason)
    for name, old in others.items():
        if plain(getattr(held, name)) != old:
            _keep(held, kind, name, old, plain(getattr(held, name)), by, f"follows {field}", follows=made)
    return made


def _changed_since(kind: str, held: Any, field: str, version: int) -> bool:
    """True when this very field was changed after the version that the person saw."""
    changes = Correction.objects.filter(record_kind=kind, record_id=held.pk, field=field)
    return changes.filter(version__gt=version).exists()


def _settle(held: Any, field: str) -> None:
    """Fields that follow another: the geometry follows the place, an end of a single day follows its start."""
    if not isinstance(held, Incident):
        return
    first, last = held.date_start, held.date_end
    if field == "date_start" and first and (last is None or last < first):
        held.date_end = first
    if field == "date_end" and first and last and held.date_prec == 1 and first < last:
        held.date_prec = 2
    if field == "place" and held.place:
        held.place_name = held.place.name
    if field in WHERE_FIELDS:
        held.locate()


def _save(held: Any, kind: str, field: str, before: Any, after: Any, by: User, reason: str, **more: Any) -> Correction:
    """The record as its next version, and the change in its history."""
    if hasattr(held, "version"):
        held.version += 1
    try:
        held.save()
    except IntegrityError as problem:
        raise Refused(f"{field}: there is such a {kind} already.", field) from problem
    return _keep(held, kind, field, before, after, by, reason, **more)


def _keep(held: Any, kind: str, field: str, before: Any, after: Any, by: User, reason: str, **more: Any) -> Correction:
    return Correction.objects.create(
        record_kind=kind, record_id=held.pk, field=field, before=before, after=after, by=by, reason=reason[:500],
        version=getattr(held, "version", 0), **more,
    )  # fmt: skip


STATUS_ACTS = {
    "machine": Act.CORRECT,
    "in_review": Act.CORRECT,
    "confirmed": Act.CONFIRM,
    "disputed": Act.CONFIRM,
    "rejected": Act.CORRECT,
    "withdrawn": Act.CORRECT,
}


@transaction.atomic
def set_status(*, incident: Incident, status: str, by: User, reason: str = "") -> Correction | None:
    """Confirm, dispute, reject, withdraw or reopen an incident."""
    if status not in STATUS_ACTS:
        raise Refused(f"status: give one of {', '.join(STATUS_ACTS)}.", "status")
    _demand(by, STATUS_ACTS[status])
    if status in ("rejected", "withdrawn") and not reason.strip():
        raise Refused("reason: say why, so that the next reader knows.", "reason")
    held = _locked(incident)
    if held.status == status:
        return None
    before, held.status = held.status, status
    return _save(held, "incident", "status", before, status, by, reason)


@transaction.atomic
def undo(*, correction: Correction, by: User) -> Correction:
    """Set the field back to what it was before this correction, and with it the fields that had followed.

    Only the newest change of a field can be undone.
    """
    _demand(by, Act.CORRECT)
    model = next((model for model, kind in KINDS.items() if kind == correction.record_kind), None)
    if model is None:
        raise Refused("A verdict is not undone; give another one.", correction.field)
    held: Any = model._default_manager.select_for_update(no_key=True).get(pk=correction.record_id)
    if not _is_newest(correction):
        raise Refused("This field was changed again since; undo the newer change first.", correction.field)
    followers = [one for one in correction.followers.order_by("id") if _is_newest(one)]
    for one in (correction, *followers):
        _set_back(held, one)
    if isinstance(held, Incident):
        held.locate()
    _check(held)
    kind = correction.record_kind
    made = _save(
        held, kind, correction.field, correction.after, correction.before, by, "undone", undoes=correction
    )  # fmt: skip
    for one in followers:
        _keep(held, kind, one.field, one.after, one.before, by, "undone", undoes=one, follows=made)
    return made


def _is_newest(correction: Correction) -> bool:
    same = Correction.objects.filter(
        record_kind=correction.record_kind, record_id=correction.record_id, field=correction.field
    )
    return not same.filter(pk__gt=correction.pk).exists()


def _set_back(held: Any, correction: Correction) -> None:
    if correction.field == "status":
        held.status = correction.before
    elif correction.field == "withdrawn":
        held.withdrawn_at = timezone.now() if correction.before else None
    else:
        setattr(held, correction.field, _read(correction.record_kind, correction.field, correction.before))


@transaction.atomic
def add_claim(*, incident: Incident, by: User, reason: str = "", **values: Any) -> Claim:
    """A figure entered by a person, without words of a report behind it."""
    _demand(by, Act.CORRECT)
    claim = Claim(incident=incident, **{name: _read("claim", name, value) for name, value in values.items()})
    _check(claim)
    claim.save()
    _keep(claim, "claim", "itself", None, plain(claim.kind), by, reason)
    return claim


@transaction.atomic
def withdraw(*, record: Claim | Statement, by: User, reason: str) -> Correction:
    """Take a claim or statement out of the count; it stays in the history."""
    _demand(by, Act.CORRECT)
    if not reason.strip():
        raise Refused("reason: say why, so that the next reader knows.", "reason")
    held = _locked(record)
    held.withdrawn_at = timezone.now()
    return _save(held, KINDS[type(record)], "withdrawn", False, True, by, reason)


@transaction.atomic
def judge_twin(*, twin: TwinSuggestion, verdict: str, by: User) -> TwinSuggestion:
    """same, related or different: kept, and not asked again. The records stay two."""
    _demand(by, Act.CORRECT)
    if verdict not in TwinSuggestion.Verdict.values or not verdict:
        raise Refused("verdict: give same, related or different.", "verdict")
    held = _locked(twin)
    before = held.verdict
    held.verdict, held.judged_by, held.judged_at = verdict, by, timezone.now()
    held.save()
    _keep(held, "twin", "verdict", before, verdict, by, "")
    return held  # type: ignore[no-any-return]


def history(incident: Incident) -> models.QuerySet[Correction]:
    """All that happened to an incident, its claims and participants, the newest first."""
    own = models.Q(record_kind="incident", record_id=incident.pk)
    claims = models.Q(record_kind="claim", record_id__in=incident.claims.values("pk"))
    parts = models.Q(record_kind="participant", record_id__in=incident.participants.values("pk"))
    return Correction.objects.filter(own | claims | parts).select_related("by").order_by("-id")
