"""The one place where a person writes: every act is checked, done in one transaction, and kept as a Correction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib.gis.geos import Point
from django.db import models, transaction
from django.utils import timezone

from incidents.access import NEEDED, Act, Role, may
from incidents.models import (
    Actor,
    Border,
    Claim,
    Correction,
    Incident,
    Participant,
    Place,
    Report,
    Statement,
    TwinSuggestion,
    User,
    choices,
)
from incidents.records import locate, source_named

Record = Incident | Claim | Statement | Participant | Report | Actor | Place

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


# --- values -----------------------------------------------------------------------------------------------------------


def _text(longest: int) -> Callable[[str], str]:
    def read(value: str) -> str:
        if len(value) > longest:
            raise ValueError(f"at most {longest} characters")
        return value.strip()

    return read


def _one_of(table: Callable[[], Sequence[tuple[Any, str]]], *, empty: bool = False) -> Callable[[str], Any]:
    def read(value: str) -> Any:
        if empty and value == "":
            return ""
        for code, _label in table():
            if str(code) == str(value):
                return code
        raise ValueError("give one of " + ", ".join(str(code) for code, _label in table()))

    return read


def _prec(table: Callable[[], Sequence[tuple[int, str]]]) -> Callable[[str], int | None]:
    choose = _one_of(table)
    return lambda value: None if value == "" else choose(value)


def _day(value: str) -> dt.date | None:
    if value == "":
        return None
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise ValueError("give a day as 2021-07-05") from None


def _flag(value: str) -> bool:
    if str(value).lower() in ("true", "on", "1", "yes"):
        return True
    if str(value).lower() in ("false", "off", "0", "no", ""):
        return False
    raise ValueError("give true or false")


def _number(value: str) -> Decimal | None:
    if value == "":
        return None
    try:
        number = Decimal(str(value).replace(",", "").replace("\u202f", ""))
    except InvalidOperation:
        raise ValueError("give a number, or nothing for an open end") from None
    if not number.is_finite() or not 0 <= number < Decimal(10) ** 11:
        raise ValueError("give a number from 0 to 99,999,999,999")
    return number


def _country(value: str) -> str:
    code = value.strip().upper()
    if code and not (len(code) == 2 and code.isalpha()):
        raise ValueError("give a two-letter country code, for example TJ")
    return code


def _border(value: str) -> Border | None:
    code = "-".join(sorted(value.strip().upper().split("-"))) if value else ""
    if not code:
        return None
    border = Border.objects.filter(code=code).first()
    if border is None:
        raise ValueError("give the code of a land border, for example AF-TJ")
    return border


def _place(value: str) -> Place | None:
    if value == "":
        return None
    place = Place.objects.filter(pk=int(value)).first() if str(value).isdigit() else None
    if place is None:
        raise ValueError("choose a place of the list")
    return place


def _actor(value: str) -> Actor | None:
    name = value.strip()
    if not name:
        return None
    if len(name) > 200:
        raise ValueError("at most 200 characters")
    return Actor.objects.filter(name__iexact=name).first() or Actor.objects.create(name=name)


def _point(value: str) -> Point | None:
    if value == "":
        return None
    try:
        lat, lon = (float(part) for part in value.split(","))
    except ValueError:
        raise ValueError("give latitude,longitude, for example 37.18,68.77") from None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise ValueError("latitude is from -90 to 90, longitude from -180 to 180")
    return Point(lon, lat, srid=4326)


EDITABLE: dict[str, dict[str, Callable[[str], Any]]] = {
    "incident": {
        "event_type": _one_of(choices.event_types), "modality": _one_of(choices.modalities),
        "date_start": _day, "date_end": _day, "date_prec": _prec(choices.date_precisions),
        "part_of_day": _one_of(choices.parts_of_day, empty=True), "lasted": _flag,
        "border": _border, "from_country": _country, "to_country": _country,
        "place": _place, "place_name": _text(200), "where_prec": _prec(choices.where_precisions),
    },
    "claim": {
        "kind": _one_of(choices.claim_kinds), "low": _number, "high": _number,
        "comparator": _one_of(choices.comparators), "basis": _one_of(choices.bases), "unit": _text(200),
        "attributed_to": _actor, "credibility": _one_of(choices.credibilities),
    },
    "statement": {
        "speaker": _actor, "affiliation": _text(200), "cue": _text(60), "kind": _one_of(choices.statement_kinds),
        "content": _text(100_000), "date": _day, "medium": _one_of(choices.media, empty=True),
    },
    "participant": {"role": _one_of(choices.actor_roles), "actor": _actor},
    "report": {
        "source": lambda value: source_named(value) if value.strip() else None, "published_on": _day,
        "language": _text(8), "headline": _text(500), "byline": _text(200), "dateline": _text(120),
    },
    "actor": {"name": _text(200), "sector": _one_of(choices.sectors, empty=True), "country": _country},
    "place": {"name": _text(200), "country": _country, "point": _point},
}  # fmt: skip

WHERE_FIELDS = frozenset({"place", "border", "where_prec"})


def plain(value: Any) -> Any:
    """A value as the history keeps it: what a person would type to set it again."""
    if isinstance(value, Border):
        return value.code
    if isinstance(value, Place):
        return str(value.pk)
    if isinstance(value, Point):
        return f"{value.y:g},{value.x:g}"
    if isinstance(value, models.Model):
        return str(getattr(value, "name", value.pk))
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value


# --- acts -------------------------------------------------------------------------------------------------------------


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
        if record.low is None and record.high is None:
            raise Refused("low: a claim needs at least one end; withdraw it instead.", "low")
        if record.low is not None and record.high is not None and record.low > record.high:
            raise Refused("high: the upper end is below the lower one.", "high")


def _locked(record: Any) -> Any:
    return type(record).objects.select_for_update().get(pk=record.pk)


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
    if (
        expected_version is not None
        and getattr(held, "version", expected_version) != expected_version
        and _changed_since(kind, held, field, expected_version)
    ):
        raise Conflict(field, before, after, held.version)
    setattr(held, field, new)
    _settle(held, field)
    _check(held)
    return _save(held, kind, field, before, after, by, reason)


def _changed_since(kind: str, held: Any, field: str, version: int) -> bool:
    """True when this very field was changed after the version that the person saw."""
    steps = held.version - version
    newest = (
        Correction.objects.filter(record_kind=kind, record_id=held.pk)
        .order_by("-id")
        .values_list("field", flat=True)[:steps]
    )
    return field in list(newest)


def _settle(held: Any, field: str) -> None:
    """Fields that follow another: the geometry follows the place, an end of a single day follows its start."""
    if not isinstance(held, Incident):
        return
    if field == "date_start" and held.date_start and (held.date_end is None or held.date_end < held.date_start):
        held.date_end = held.date_start
    if (
        field == "date_end"
        and held.date_end
        and held.date_start
        and held.date_prec == 1
        and held.date_start < held.date_end
    ):
        held.date_prec = 2
    if field == "place" and held.place:
        held.place_name = held.place.name
    if field in WHERE_FIELDS:
        locate(held)


def _save(
    held: Any, kind: str, field: str, before: Any, after: Any, by: User, reason: str, undoes: Correction | None = None
) -> Correction:
    if hasattr(held, "version"):
        held.version += 1
    held.save()
    return Correction.objects.create(
        record_kind=kind,
        record_id=held.pk,
        field=field,
        before=before,
        after=after,
        by=by,
        reason=reason[:500],
        undoes=undoes,
    )


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
    """Set the field back to what it was before this correction; only the newest change of a field can be undone."""
    _demand(by, Act.CORRECT)
    newest = Correction.objects.filter(
        record_kind=correction.record_kind, record_id=correction.record_id, field=correction.field
    ).order_by("-id")[0]
    if newest.pk != correction.pk:
        raise Refused("This field was changed again since; undo the newer change first.", correction.field)
    model = next(model for model, kind in KINDS.items() if kind == correction.record_kind)
    held: Any = model._default_manager.select_for_update().get(pk=correction.record_id)
    if correction.field == "status":
        held.status = correction.before
    elif correction.field == "withdrawn":
        held.withdrawn_at = None
    else:
        setattr(held, correction.field, _read(correction.record_kind, correction.field, correction.before))
        _settle(held, correction.field)
        _check(held)
    return _save(
        held, correction.record_kind, correction.field, correction.after, correction.before, by, "undone", correction
    )


@transaction.atomic
def add_claim(*, incident: Incident, by: User, reason: str = "", **values: Any) -> Claim:
    """A figure entered by a person, without words of a report behind it."""
    _demand(by, Act.CORRECT)
    claim = Claim(incident=incident, **{name: _read("claim", name, value) for name, value in values.items()})
    _check(claim)
    claim.save()
    Correction.objects.create(
        record_kind="claim",
        record_id=claim.pk,
        field="itself",
        before=None,
        after=plain(claim.kind),
        by=by,
        reason=reason[:500],
    )
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
    Correction.objects.create(
        record_kind="twin", record_id=held.pk, field="verdict", before=before, after=verdict, by=by
    )
    return held  # type: ignore[no-any-return]


def history(incident: Incident) -> models.QuerySet[Correction]:
    """All that happened to an incident, its claims and participants, the newest first."""
    own = models.Q(record_kind="incident", record_id=incident.pk)
    claims = models.Q(record_kind="claim", record_id__in=incident.claims.values("pk"))
    parts = models.Q(record_kind="participant", record_id__in=incident.participants.values("pk"))
    return Correction.objects.filter(own | claims | parts).select_related("by").order_by("-id")
