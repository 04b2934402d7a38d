"""The one place where the machine writes records: a plan becomes rows with evidence, in one transaction, under the job's lease."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone

from incidents import reconcile
from incidents.held import corrected_fields, held_claim, held_of, is_touched, number_typed, read_as
from incidents.models import (
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
from incidents.named import actor_named, crossing_of, place_of, source_named
from incidents.parsing.drafts import Reading
from incidents.parsing.evidence import Span
from incidents.reconcile import Change, Held, Plan, Step
from incidents.twins import suggest_twins
from incidents.wanted import WantedClaim, WantedIncident, WantedStatement, Words

WRITERS = 0x626F72646572  # the one lock of all machine writes, "border" in ASCII


def plan_for(report: Report, reading: Reading) -> Plan:
    """What applying this reading would do; also the preview of a re-reading."""
    return reconcile.plan(reading, *held_of(report))


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
    _write_report(report, reading)
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
        Participant.objects.filter(incident__read_from=report),
    ):
        list(rows.order_by("pk").select_for_update(no_key=True, of=("self",)).values_list("pk"))
    return Report.objects.select_for_update(no_key=True, of=("self",)).get(pk=report.pk)


def _log(record: models.Model, changes: Iterable[Change], version: str) -> None:
    """Keep the machine's changes in the history, as one new version of the record."""
    rows = [
        Correction(
            record_kind=type(record).__name__.lower(), record_id=record.pk, field=c.field, before=_kept(c.before), after=_kept(c.after),
            parser_version=version, version=getattr(record, "version", 0) + 1,
        )
        for c in changes
    ]  # fmt: skip
    if rows and hasattr(record, "version"):
        record.version += 1
    Correction.objects.bulk_create(rows)


def _kept(value: Any) -> Any:
    return number_typed(value) if isinstance(value, Decimal) else value


def _write_evidence(report: Report, target: Mapping[str, Any], words: Iterable[Words], version: str) -> None:
    """Exactly these words for this record; rows that already say so stay."""
    wanted = {(w.start, w.end, w.field, w.rule[:60], w.reason[:300]) for w in words}
    held = {(e.start, e.end, e.field, e.rule, e.reason): e.pk for e in Evidence.objects.filter(report=report, **target)}
    Evidence.objects.filter(pk__in=[pk for key, pk in held.items() if key not in wanted]).delete()
    Evidence.objects.bulk_create(
        Evidence(
            report=report, start=start, end=end, field=name, rule=rule, reason=reason,
            words=report.text[start:end], parser_version=version, **target,
        )
        for start, end, name, rule, reason in sorted(wanted - held.keys())
    )  # fmt: skip


def _write_report(report: Report, reading: Reading) -> None:
    frame = reading.frame
    kept = corrected_fields("report", report.pk)
    values: dict[str, Any] = {
        "source": source_named(frame.agency) if frame.agency else report.source,
        "published_on": frame.report_date or report.published_on,
        "published_time": frame.report_time,
        "published_zone": frame.zone,
        "dateline": frame.dateline_place[:120],
        "byline": frame.byline[:200],
        "take": frame.take[:40],
        "language": reading.language or report.language,
    }
    for name, value in values.items():
        if name not in kept:
            setattr(report, name, value)
    if frame.headline:
        report.headline = " ".join(frame.headline.of(report.text).split())[:500]
    report.notes = list(dict.fromkeys([*report.notes, *reading.notes]))
    report.parser_version, report.parsed_at = reading.parser_version, timezone.now()
    report.save()
    words = []
    if frame.report_date_span and "published_on" not in kept:
        words.append(_frame_words(frame.report_date_span, "published_on", frame.report_date_reason))
    if frame.agency_span and "source" not in kept:
        words.append(_frame_words(frame.agency_span, "source", ""))
    if frame.dateline_span:
        words.append(_frame_words(frame.dateline_span, "dateline", ""))
    _write_evidence(report, {"about_report": report}, words, reading.parser_version)


def _frame_words(span: Span, name: str, reason: str) -> Words:
    return Words(span.start, span.end, name, "frame", reason)


def _write_incident(report: Report, step: Step[WantedIncident], version: str) -> Incident:
    wanted, held = step.wanted, step.held
    if held is None:
        incident = Incident(read_from=report, key=wanted.key)
        changed = dict(wanted.values)
    else:
        incident = Incident.objects.get(pk=held.pk)
        changed = {change.field: change.after for change in step.changes}
        _log(incident, step.changes, version)
    for name, value in changed.items():
        if name == "border":
            incident.border = Border.objects.filter(code=value).first() if value else None
        else:
            setattr(incident, name, value)
    if held is None or not held.corrected & {"place", "place_name"}:
        _point_to(incident, "place", place_of(wanted.place), version)
    incident.locate()
    incident.crossing_point = crossing_of(incident)
    if held and incident.status == "withdrawn" and not held.touched:
        _log(incident, [Change("status", "withdrawn", "machine")], version)
        incident.status = "machine"
    incident.confidence, incident.parser_version = wanted.confidence, version
    incident.save()
    _write_evidence(report, {"incident": incident}, wanted.words, version)
    _write_parts(report, incident, wanted, version)
    _write_claims(report, incident, wanted.claims, version)
    ReportIncident.objects.update_or_create(report=report, incident=incident, defaults={"role": wanted.report_role})
    return incident


def _write_parts(report: Report, incident: Incident, wanted: WantedIncident, version: str) -> None:
    """One row a part; one that a person changed still stands for what the machine read there."""
    held = {read_as(part): part for part in incident.participants.select_related("actor")}
    keep = set()
    for part in wanted.parts:
        actor = actor_named(part.who)
        row = held.get((actor.typed, part.role))
        if row is None:
            row, _new = Participant.objects.get_or_create(incident=incident, actor=actor, role=part.role)
        keep.add(row.pk)
        _write_evidence(report, {"participant": row}, part.words, version)
    for gone in incident.participants.exclude(pk__in=keep):
        if not is_touched("participant", gone.pk):
            _log(incident, [Change("participant", f"{gone.actor.typed} ({gone.role})", None)], version)
            incident.save(update_fields=["version"])
            gone.delete()


def _write_claims(report: Report, incident: Incident, claims: Iterable[WantedClaim], version: str) -> None:
    rows = {claim.pk: claim for claim in incident.claims.filter(report=report).exclude(key="")}
    held = [held_claim(claim) for claim in rows.values()]
    keep = set()
    for wanted in claims:
        match = _claim_of(wanted, [one for one in held if one.pk not in keep])
        claim = rows[match.pk] if match else Claim(incident=incident, report=report, key=wanted.key)
        keep.add(_write_claim(report, claim, wanted, match, version))
    for gone in held:
        if gone.pk not in keep and not gone.touched and rows[gone.pk].withdrawn_at is None:
            _set_withdrawn(rows[gone.pk], True, version)


def _claim_of(wanted: WantedClaim, held: list[Held]) -> Held | None:
    """The held claim of the same words: by its key, or by the figure's own place in the text."""
    same = [one for one in held if one.key == wanted.key]
    mine = [(w.start, w.end) for w in wanted.words if w.field == "itself"]
    near = [one for one in held if any(a < d and c < b for a, b in mine for c, d in one.spans)]
    return next(iter([*same, *near]), None)


def _write_claim(report: Report, claim: Claim, wanted: WantedClaim, held: Held | None, version: str) -> int:
    kept = held.corrected if held else frozenset()
    if held is None:
        changed = dict(wanted.values)
    else:
        steps = reconcile.changes(wanted.values, held)
        changed = {change.field: change.after for change in steps}
        _log(claim, steps, version)
    for name, value in changed.items():
        setattr(claim, name, value)
    if "attributed_to" not in kept:
        _point_to(claim, "attributed_to", actor_named(wanted.attributed_to) if wanted.attributed_to else None, version)
    claim.save()
    if claim.withdrawn_at and "withdrawn" not in kept:
        _set_withdrawn(claim, False, version)
    _write_evidence(report, {"claim": claim}, wanted.words, version)
    return claim.pk


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
    kept = held.corrected if held else frozenset()
    if held is None:
        statement = Statement(report=report, key=wanted.key)
        changed = dict(wanted.values)
    else:
        statement = Statement.objects.get(pk=held.pk)
        changed = {change.field: change.after for change in step.changes}
        _log(statement, step.changes, version)
    for name, value in changed.items():
        setattr(statement, name, value)
    if "speaker" not in kept:
        _point_to(statement, "speaker", actor_named(wanted.speaker) if wanted.speaker else None, version)
    statement.parser_version = version
    statement.save()
    if statement.withdrawn_at and "withdrawn" not in kept:
        _set_withdrawn(statement, False, version)
    _write_evidence(report, {"statement": statement}, wanted.words, version)
    statement.about.set([by_key[key] for key in wanted.about if key in by_key])


def _withdraw_incident(held: Held, version: str) -> None:
    incident = Incident.objects.get(pk=held.pk)
    if incident.status == "withdrawn":
        return
    _log(incident, [Change("status", incident.status, "withdrawn")], version)
    incident.status = "withdrawn"
    incident.save(update_fields=["status", "version", "updated_at"])


def _withdraw_statement(held: Held, version: str) -> None:
    statement = Statement.objects.get(pk=held.pk)
    if statement.withdrawn_at is None:
        _set_withdrawn(statement, True, version)
