"""What the database holds of a report's records, as reconcile compares it: values now, and which of them are a person's word."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from incidents.models import Claim, Correction, Incident, Participant, Place, Report, Statement
from incidents.reconcile import Held, HeldPart
from incidents.wanted import Value, entry

INCIDENT_FIELDS = (
    "event_type", "modality", "date_start", "date_end", "date_prec", "part_of_day", "lasted",
    "from_country", "to_country", "place_name", "where_prec",
)  # fmt: skip
STATEMENT_FIELDS = ("cue", "kind", "content", "affiliation", "date", "medium", "position")
CLAIM_FIELDS = ("kind", "low", "high", "comparator", "basis", "unit")
REPORT_FIELDS = ("published_on", "language", "headline", "dateline", "byline", "take")
Span = tuple[int, int]


def number_typed(value: Decimal) -> str:
    """A number as the history keeps it, whoever wrote it: "7", not the column's "7.000"."""
    return f"{value.normalize():f}"


def corrected_fields(kind: str, pk: int) -> frozenset[str]:
    """Fields whose present value is a person's word: set by a person, or kept by one against the machine.

    A person's change that was undone counts as if it had never been made.
    """
    theirs: dict[str, bool] = {}
    before: dict[int, bool] = {}  # by correction of a person: whether the field was a person's word until then
    rows = Correction.objects.filter(record_kind=kind, record_id=pk).order_by("id")
    for key, field, by, undoes in rows.values_list("id", "field", "by", "undoes"):
        if by is not None:
            before[key] = theirs.get(field, False)
        theirs[field] = before.get(undoes, True) if by is not None else False
    return frozenset(field for field, is_theirs in theirs.items() if is_theirs)


def machine_values(kind: str, pk: int) -> dict[str, Any]:
    """What the machine had read, as the history keeps it, in each field that a person's word replaced."""
    read: dict[str, Any] = {}
    rows = Correction.objects.filter(record_kind=kind, record_id=pk).order_by("id")
    for field, by, before, after in rows.values_list("field", "by", "before", "after"):
        if by is None:
            read[field] = after
        else:
            read.setdefault(field, before)
    return read


def is_touched(kind: str, pk: int) -> bool:
    """True when a person ever changed the record."""
    theirs = Correction.objects.filter(record_kind=kind, record_id=pk, by__isnull=False)
    return theirs.exclude(field="incident").exists()  # put elsewhere, it says what the machine made it say


def _theirs(kind: str, pk: int) -> dict[str, Any]:
    """What people did to a record, for Held."""
    corrected = corrected_fields(kind, pk)
    read = machine_values(kind, pk) if corrected else {}
    return {
        "corrected": corrected,
        "machine": {name: value for name, value in read.items() if name in corrected},
        "touched": is_touched(kind, pk),
    }


def held_incident(incident: Incident, report: Report) -> Held:
    """The incident with the claims and participants that the machine read from this report."""
    claims = [held_claim(one) for one in Claim.objects.read_of(incident).filter(report=report).exclude(key="")]
    parts = [_held_part(one) for one in Participant.objects.read_of(incident).select_related("actor")]
    parts += [HeldPart(0, actor, role, touched=True, removed=True) for actor, role in removed_parts(incident)]
    theirs = _theirs("incident", incident.pk)
    theirs["touched"] |= (
        incident.status not in ("machine", "withdrawn")
        or incident.merged_into_id is not None
        or any(is_touched("claim", pk) for pk in Claim.objects.read_of(incident).values_list("pk", flat=True))
        or any(part.touched for part in parts)
    )
    if {"place", "place_name"} & theirs["corrected"]:
        theirs["corrected"] |= {"place"}
        theirs["machine"] = _with_entry(theirs["machine"])
    return Held(
        pk=incident.pk,
        key=incident.key,
        values={
            **{name: getattr(incident, name) for name in INCIDENT_FIELDS},
            "border": incident.border_id,
            "place": place_entry(incident.place),
        },
        spans=tuple(incident.evidence.filter(field="itself").values_list("start", "end")),
        withdrawn=incident.status == "withdrawn",
        returns=incident.status == "withdrawn" and not theirs["touched"],
        claims=tuple(claims),
        parts=tuple(parts),
        **theirs,
    )


def place_entry(place: Place | None) -> str | None:
    return entry(place.geonames_id, place.name, place.kind, place.country) if place else None


def _with_entry(machine: dict[str, Any]) -> dict[str, Any]:
    """A place of the history is a row's number; its name alone is no second question."""
    if "place" not in machine:
        return machine
    row = Place.objects.filter(pk=machine["place"]).first() if machine["place"] else None
    return {name: value for name, value in machine.items() if name != "place_name"} | {"place": place_entry(row)}


def held_statement(statement: Statement) -> Held:
    values: dict[str, Value] = {name: getattr(statement, name) for name in STATEMENT_FIELDS}
    values["speaker"] = statement.speaker.typed if statement.speaker else None
    spans = tuple(statement.evidence.filter(field="content").values_list("start", "end"))
    return _held(statement, "statement", values, spans)


def held_claim(claim: Claim) -> Held:
    values: dict[str, Value] = {name: getattr(claim, name) for name in CLAIM_FIELDS}
    values["attributed_to"] = claim.attributed_to.typed if claim.attributed_to else None
    return _held(claim, "claim", values, tuple(claim.evidence.filter(field="itself").values_list("start", "end")))


def _held(one: Claim | Statement, kind: str, values: dict[str, Value], spans: tuple[Span, ...]) -> Held:
    theirs = _theirs(kind, one.pk)
    withdrawn = one.withdrawn_at is not None
    returns = withdrawn and "withdrawn" not in theirs["corrected"]
    return Held(one.pk, one.key, values, spans=spans, withdrawn=withdrawn, returns=returns, **theirs)


def _held_part(part: Participant) -> HeldPart:
    actor, role = read_as(part)
    return HeldPart(part.pk, actor, role, is_touched("participant", part.pk))


def removed_parts(incident: Incident) -> set[tuple[str, str]]:
    """(actor, role) of the participants that people took out, as the machine read them."""
    gone: set[str] = set()
    told = Correction.objects.filter(record_kind="incident", record_id=incident.pk, field="participant")
    for before, after in told.filter(by__isnull=False).order_by("id").values_list("before", "after"):
        gone = (gone | {before}) - {after}
    named = (words.removesuffix(")").rpartition(" (") for words in gone if words)
    return {(actor, role) for actor, _, role in named}


def read_as(part: Participant) -> tuple[str, str]:
    """(actor, role) as the machine read them, whatever a person has made of them since."""
    first: dict[str, str] = {}
    rows = Correction.objects.filter(record_kind="participant", record_id=part.pk).order_by("id")
    for field, before in rows.values_list("field", "before"):
        first.setdefault(field, before)
    return first.get("actor", part.actor.typed), first.get("role", part.role)


def held_report(report: Report) -> Held:
    """The report's own fields."""
    values: dict[str, Value] = {name: getattr(report, name) for name in REPORT_FIELDS}
    values["source"] = report.source.name if report.source else None
    return Held(report.pk, "report", values, **_theirs("report", report.pk))


def held_of(report: Report) -> tuple[list[Held], list[Held]]:
    """The incidents and statements that the machine read from this report before."""
    incidents = [held_incident(one, report) for one in report.machine_incidents.select_related("place")]
    return incidents, [held_statement(one) for one in report.statements.exclude(key="").select_related("speaker")]
