"""What the database holds of a report's records, as reconcile compares it: values now, and which of them are a person's word."""

from __future__ import annotations

from decimal import Decimal

from incidents.models import Claim, Correction, Incident, Participant, Report, Statement
from incidents.reconcile import Held

INCIDENT_FIELDS = (
    "event_type", "modality", "date_start", "date_end", "date_prec", "part_of_day", "lasted",
    "from_country", "to_country", "place_name", "where_prec",
)  # fmt: skip
STATEMENT_FIELDS = ("cue", "kind", "content", "affiliation", "date", "medium", "position")
CLAIM_FIELDS = ("kind", "low", "high", "comparator", "basis", "unit")
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


def is_touched(kind: str, pk: int) -> bool:
    """True when a person ever changed the record."""
    return Correction.objects.filter(record_kind=kind, record_id=pk, by__isnull=False).exists()


def held_incident(incident: Incident) -> Held:
    claims = incident.claims.values_list("pk", flat=True)
    parts = incident.participants.values_list("pk", flat=True)
    touched = (
        incident.status not in ("machine", "withdrawn")
        or incident.merged_into_id is not None
        or is_touched("incident", incident.pk)
        or any(is_touched("claim", pk) for pk in claims)
        or any(is_touched("participant", pk) for pk in parts)
    )
    return Held(
        pk=incident.pk,
        key=incident.key,
        values={**{name: getattr(incident, name) for name in INCIDENT_FIELDS}, "border": incident.border_id},
        corrected=corrected_fields("incident", incident.pk),
        spans=tuple(incident.evidence.filter(field="itself").values_list("start", "end")),
        touched=touched,
    )


def held_statement(statement: Statement) -> Held:
    return Held(
        pk=statement.pk,
        key=statement.key,
        values={name: getattr(statement, name) for name in STATEMENT_FIELDS},
        corrected=corrected_fields("statement", statement.pk),
        spans=tuple(statement.evidence.filter(field="content").values_list("start", "end")),
        touched=is_touched("statement", statement.pk),
    )


def held_claim(claim: Claim) -> Held:
    return Held(
        pk=claim.pk,
        key=claim.key,
        values={name: getattr(claim, name) for name in CLAIM_FIELDS},
        corrected=corrected_fields("claim", claim.pk),
        spans=tuple(claim.evidence.filter(field="itself").values_list("start", "end")),
        touched=is_touched("claim", claim.pk),
    )


def read_as(part: Participant) -> tuple[str, str]:
    """(actor, role) as the machine read them, whatever a person has made of them since."""
    first: dict[str, str] = {}
    rows = Correction.objects.filter(record_kind="participant", record_id=part.pk).order_by("id")
    for field, before in rows.values_list("field", "before"):
        first.setdefault(field, before)
    return first.get("actor", part.actor.typed), first.get("role", part.role)


def held_of(report: Report) -> tuple[list[Held], list[Held]]:
    """The incidents and statements that the machine read from this report before."""
    incidents = [held_incident(one) for one in report.machine_incidents.all()]
    return incidents, [held_statement(one) for one in report.statements.exclude(key="")]
