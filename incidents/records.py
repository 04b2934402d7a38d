"""The one place where the machine writes records: a plan becomes rows with evidence, in one transaction, under the job's lease."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db import connection, models, transaction
from django.db.models import Q
from django.utils import timezone

from incidents import homes, reconcile
from incidents.held import corrected_fields, held_of, held_report, is_touched, number_typed
from incidents.models import (
    About,
    Actor,
    Border,
    Claim,
    Correction,
    Evidence,
    Incident,
    Participant,
    Place,
    Report,
    ReportIncident,
    Statement,
)
from incidents.models.evidence import BY_A_PERSON
from incidents.named import actor_named, locate, place_of, source_named
from incidents.parsing.drafts import Reading
from incidents.reconcile import Change, Held, IncidentStep, Plan, Step
from incidents.twins import suggest_twins
from incidents.wanted import Value, WantedClaim, WantedReport, WantedStatement, Words

POINTERS = frozenset({"place", "speaker", "attributed_to"})  # the plan names them, a row of their own stands for them
WRITERS = 0x626F72646572  # the one lock of all machine writes, "border" in ASCII


def plan_for(report: Report, reading: Reading) -> Plan:
    """What applying this reading would do; also the preview of a re-reading."""
    return reconcile.plan(reading, *held_of(report), held_report(report))


def alone() -> None:
    """Wait for other workers to commit, until the end of this transaction.

    Two workers that write at once would not see each other's copies and twins, and might wait for each other's actors.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [WRITERS])


@transaction.atomic
def apply(report: Report, reading: Reading) -> Plan:
    """Write a reading: afterwards the report's records say what it says, except where a person said otherwise."""
    alone()
    report = _locked(report)
    plan = plan_for(report, reading)
    version = reading.parser_version
    if plan.report:
        _write_report(report, plan.report, reading)
    by_key = {step.wanted.key: _write_incident(report, step, version) for step in plan.incidents}
    for statement in plan.statements:
        _write_statement(report, statement, by_key, version)
    for gone in plan.gone_incidents:
        _withdraw_incident(gone, version)
    for gone in plan.gone_statements:
        _withdraw_statement(gone, version)
    suggest_twins(report)
    return plan


def _locked(report: Report) -> Report:
    """The report as it is now, it and its records held still: a person who saves meanwhile waits, and is not overwritten."""
    for rows in (
        Incident.objects.filter(read_from=report),
        Claim.objects.filter(report=report),
        Statement.objects.filter(report=report),
        Participant.objects.filter(Q(incident__read_from=report) | Q(home__read_from=report)),
    ):
        list(rows.order_by("pk").select_for_update(no_key=True, of=("self",)).values_list("pk"))
    return Report.objects.select_for_update(no_key=True, of=("self",)).get(pk=report.pk)


def _log(record: models.Model, changes: Iterable[Change], version: str) -> None:
    """Keep the machine's changes in the history, as one new version of the record."""
    rows = [
        Correction(
            record_kind=_kind(record), record_id=record.pk, field=c.field, before=_kept(c.before), after=_kept(c.after),
            parser_version=version, version=getattr(record, "version", 0) + 1,
        )
        for c in changes
    ]  # fmt: skip
    if rows and hasattr(record, "version"):
        record.version += 1
    Correction.objects.bulk_create(rows)


def _kind(record: models.Model) -> str:
    return "link" if isinstance(record, ReportIncident) else type(record).__name__.lower()


def _kept(value: Any) -> Any:
    return number_typed(value) if isinstance(value, Decimal) else value


def _write_evidence(report: Report, target: Mapping[str, Any], words: Iterable[Words], version: str) -> None:
    """Exactly these words for this record; rows that already say so stay, and so do those that a person chose."""
    rows = Evidence.objects.filter(report=report, **target)
    chosen = set(rows.filter(rule=BY_A_PERSON).values_list("field", flat=True))
    wanted = {(w.start, w.end, w.field, w.rule[:60], w.reason[:300]) for w in words if w.field not in chosen}
    held = {(e.start, e.end, e.field, e.rule, e.reason): e.pk for e in rows.exclude(field__in=chosen)}
    Evidence.objects.filter(pk__in=[pk for key, pk in held.items() if key not in wanted]).delete()
    Evidence.objects.bulk_create(
        Evidence(
            report=report, start=start, end=end, field=name, rule=rule, reason=reason,
            words=report.text[start:end], parser_version=version, **target,
        )
        for start, end, name, rule, reason in sorted(wanted - held.keys())
    )  # fmt: skip


def _write_report(report: Report, step: Step[WantedReport], reading: Reading) -> None:
    frame, kept = reading.frame, step.held.corrected if step.held else frozenset()
    for change in step.changes:
        setattr(report, change.field, source_named(str(change.after)) if change.field == "source" else change.after)
    report.published_time, report.published_zone = frame.report_time, frame.zone
    report.notes = list(dict.fromkeys([*report.notes, *reading.notes]))
    report.parser_version, report.parsed_at = reading.parser_version, timezone.now()
    report.save()
    words = [one for one in step.wanted.words if one.field not in kept]
    _write_evidence(report, {"about_report": report}, words, reading.parser_version)


def _changed(record: models.Model, step: Step[Any], version: str) -> dict[str, Value]:
    """The plain fields to be set; those of a record that stood before are logged."""
    if step.held is None:
        return {name: value for name, value in step.wanted.values.items() if name not in POINTERS}
    own = [change for change in step.changes if change.field not in POINTERS]
    _log(record, own, version)
    return {change.field: change.after for change in own}


def _write_incident(report: Report, step: IncidentStep, version: str) -> Incident:
    wanted, held = step.wanted, step.held
    incident = Incident.objects.get(pk=held.pk) if held else Incident(read_from=report, key=wanted.key)
    for name, value in _changed(incident, step, version).items():
        if name == "border":
            incident.border = Border.objects.filter(code=value).first() if value else None
        else:
            setattr(incident, name, value)
    if held is None or "place" not in held.corrected:
        _point_to(incident, "place", place_of(wanted.place), version)
    locate(incident)
    if held and held.returns:
        _log(incident, [Change("status", "withdrawn", "machine")], version)
        incident.status = "machine"
    incident.confidence, incident.parser_version = wanted.confidence, version
    incident.save()
    _write_evidence(report, {"incident": incident}, wanted.words, version)
    _write_parts(report, incident, step, version)
    _write_claims(report, incident, step, version)
    _write_link(report, incident, wanted.report_role, version)
    homes.gather(incident.survivor)
    return incident


def _write_link(report: Report, incident: Incident, role: str, version: str) -> None:
    """As what the report tells of it, unless a person said as what."""
    link = ReportIncident.objects.read_of(incident).filter(report=report).select_for_update(no_key=True).first()
    if link is None:
        homes.send_home(ReportIncident.objects.filter(report=report, incident=incident))
        ReportIncident.objects.create(report=report, incident=incident, role=role)
    elif link.role != role and "role" not in corrected_fields("link", link.pk):
        _log(link, [Change("role", link.role, role)], version)
        link.role = role
        link.save(update_fields=["role"])


def _write_parts(report: Report, incident: Incident, step: IncidentStep, version: str) -> None:
    """One row a part; one that a person changed still stands for what the machine read there."""
    for part, held in step.parts:
        if held and held.removed:
            continue
        if held:
            row = Participant.objects.get(pk=held.pk)
        else:
            same = {"incident": incident, "actor": actor_named(part.who), "role": part.role}
            homes.send_home(Participant.objects.filter(**same))
            row, _new = Participant.objects.get_or_create(**same)
        _write_evidence(report, {"participant": row}, part.words, version)
    for gone in step.gone_parts:
        _log(incident, [Change("participant", f"{gone.actor} ({gone.role})", None)], version)
        incident.save(update_fields=["version"])
        Participant.objects.filter(pk=gone.pk).delete()


def _write_claims(report: Report, incident: Incident, step: IncidentStep, version: str) -> None:
    for claim in step.claims:
        _write_claim(report, incident, claim, version)
    for gone in step.gone_claims:
        _set_withdrawn(Claim.objects.get(pk=gone.pk), True, version)


def _write_claim(report: Report, incident: Incident, step: Step[WantedClaim], version: str) -> None:
    wanted, held = step.wanted, step.held
    claim = Claim.objects.get(pk=held.pk) if held else Claim(incident=incident, report=report, key=wanted.key)
    for name, value in _changed(claim, step, version).items():
        setattr(claim, name, value)
    if held is None or "attributed_to" not in held.corrected:
        _point_to(claim, "attributed_to", actor_named(wanted.attributed_to) if wanted.attributed_to else None, version)
    claim.save()
    if held and held.returns:
        _set_withdrawn(claim, False, version)
    _write_evidence(report, {"claim": claim}, wanted.words, version)


def _point_to(record: models.Model, field: str, row: Actor | Place | None, version: str) -> None:
    """The record's field now names this row; a record that stood before keeps the change in its history."""
    before = getattr(record, field)
    if record.pk and before != row:
        _log(record, [Change(field, _name_of(before), _name_of(row))], version)
    setattr(record, field, row)


def _name_of(row: Actor | Place | None) -> str | None:
    return row.typed if isinstance(row, Actor) else str(row.pk) if row else None


def _set_withdrawn(record: Claim | Statement, is_gone: bool, version: str) -> None:
    _log(record, [Change("withdrawn", not is_gone, is_gone)], version)
    record.withdrawn_at = timezone.now() if is_gone else None
    record.save(update_fields=["withdrawn_at", "version"])


def _write_statement(report: Report, step: Step[WantedStatement], by_key: Mapping[str, Incident], version: str) -> None:
    wanted, held = step.wanted, step.held
    statement = Statement.objects.get(pk=held.pk) if held else Statement(report=report, key=wanted.key)
    for name, value in _changed(statement, step, version).items():
        setattr(statement, name, value)
    if held is None or "speaker" not in held.corrected:
        _point_to(statement, "speaker", actor_named(wanted.speaker) if wanted.speaker else None, version)
    statement.parser_version = version
    statement.save()
    if held and held.returns:
        _set_withdrawn(statement, False, version)
    _write_evidence(report, {"statement": statement}, wanted.words, version)
    _write_about(statement, [by_key[key] for key in wanted.about if key in by_key])


def _write_about(statement: Statement, incidents: Iterable[Incident]) -> None:
    """About these and no others, save those that a person named."""
    keep = {pk for one in incidents for pk in _link_about(statement, one)}
    for gone in statement.about_links.exclude(pk__in=keep):
        if not is_touched("about", gone.pk):
            gone.delete()


def _link_about(statement: Statement, incident: Incident) -> list[int]:
    held = list(About.objects.read_of(incident).filter(statement=statement).values_list("pk", flat=True))
    if held:
        return held
    homes.send_home(About.objects.filter(statement=statement, incident=incident))
    made = About.objects.create(statement=statement, incident=incident)
    homes.gather(incident.survivor)
    return [made.pk]


def _withdraw_incident(held: Held, version: str) -> None:
    incident = Incident.objects.get(pk=held.pk)
    _log(incident, [Change("status", incident.status, "withdrawn")], version)
    incident.status = "withdrawn"
    incident.save(update_fields=["status", "version", "updated_at"])


def _withdraw_statement(held: Held, version: str) -> None:
    _set_withdrawn(Statement.objects.get(pk=held.pk), True, version)
