"""The one place where the machine writes records: a plan becomes rows with evidence, in one transaction, under the job's lease."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.gis.geos import Point
from django.db import transaction
from django.utils import timezone

from incidents import reconcile
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
    Source,
    Statement,
    TwinSuggestion,
)
from incidents.parsing.drafts import Reading, Where, Who
from incidents.parsing.knowledge.event_types import load_event_types
from incidents.reconcile import Change, Held, Plan, Step, WantedClaim, WantedIncident, WantedStatement, Words

INCIDENT_FIELDS = (
    "event_type", "modality", "date_start", "date_end", "date_prec", "part_of_day", "lasted",
    "border", "from_country", "to_country", "place_name", "where_prec",
)  # fmt: skip
STATEMENT_FIELDS = ("cue", "kind", "content", "affiliation", "date", "medium", "position")
REPORT_FIELDS = ("source", "published_on", "published_time", "published_zone", "language", "dateline", "byline", "take")


# --- what is held -----------------------------------------------------------------------------------------------------


def corrected_fields(kind: str, pk: int) -> frozenset[str]:
    """Fields whose present value is a person's word."""
    by_person: dict[str, bool] = {}
    rows = Correction.objects.filter(record_kind=kind, record_id=pk).order_by("id")
    for field, by, undoes in rows.values_list("field", "by", "undoes__by"):
        by_person[field] = by is not None and undoes is None
    return frozenset(field for field, person in by_person.items() if person)


def _is_touched(kind: str, pk: int) -> bool:
    return Correction.objects.filter(record_kind=kind, record_id=pk, by__isnull=False).exists()


def held_incident(incident: Incident) -> Held:
    values = {name: getattr(incident, name) for name in INCIDENT_FIELDS if name != "border"}
    claims = incident.claims.values_list("pk", flat=True)
    parts = incident.participants.values_list("pk", flat=True)
    touched = (
        incident.status not in ("machine", "withdrawn")
        or incident.merged_into_id is not None
        or _is_touched("incident", incident.pk)
        or any(_is_touched("claim", pk) for pk in claims)
        or any(_is_touched("participant", pk) for pk in parts)
    )
    return Held(
        pk=incident.pk,
        key=incident.key,
        values={**values, "border": incident.border_id},
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
        touched=_is_touched("statement", statement.pk),
    )


def plan_for(report: Report, reading: Reading) -> Plan:
    """What applying this reading would do; also the preview of a re-reading."""
    incidents = [held_incident(one) for one in report.machine_incidents.all()]
    statements = [held_statement(one) for one in report.statements.exclude(key="")]
    return reconcile.plan(reading, incidents, statements)


# --- writing ----------------------------------------------------------------------------------------------------------


@transaction.atomic
def apply(report: Report, reading: Reading) -> Plan:
    """Write a reading: afterwards the report's records say what it says, except where a person said otherwise."""
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
    _suggest_twins(report)
    return plan


def _log(kind: str, pk: int, changes: Iterable[Change], version: str) -> None:
    Correction.objects.bulk_create(
        Correction(
            record_kind=kind, record_id=pk, field=c.field, before=c.before, after=c.after, parser_version=version
        )
        for c in changes
    )


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


def _frame_words(span: Any, name: str, reason: str) -> Words:
    return Words(span.start, span.end, name, "frame", reason)


def source_named(name: str) -> Source:
    return Source.objects.get_or_create(name=name.strip()[:120])[0]


def actor_named(who: Who) -> Actor:
    """The actor of that neutral name and country; sector and kind are filled in when first known."""
    actor, _new = Actor.objects.get_or_create(
        name=who.name[:200], country=who.country[:2], defaults={"sector": who.sector[:3], "kind": who.kind[:10]}
    )
    return actor


def place_of(where: Where | None) -> Place | None:
    """The gazetteer's place, found by its GeoNames number or by name, country and kind; made where it is new."""
    if where is None or where.lat is None or where.lon is None:
        return None
    made = {"point": Point(where.lon, where.lat, srid=4326), "radius_km": where.radius_km, "source": "parser"}
    if where.geonames_id:
        defaults = {
            "name": where.name[:200],
            "country": where.country,
            "kind": where.kind,
            **made,
            "source": "GeoNames",
        }
        return Place.objects.get_or_create(geonames_id=where.geonames_id, defaults=defaults)[0]
    key = {"name": where.name[:200], "country": where.country, "kind": where.kind[:20], "geonames_id": None}
    return Place.objects.get_or_create(**key, defaults=made)[0]


# Kilometres that stand for "somewhere in this district / province" where the gazetteer has no radius of its own.
RADIUS_KM = {2: 25.0, 3: 40.0, 4: 120.0}


def locate(incident: Incident) -> None:
    """The honest geometry of what the incident's fields say; a country alone gets none."""
    incident.geometry, incident.radius_km = None, None
    place, prec = incident.place, incident.where_prec
    if place and place.point and prec in (1, 2, 3, 4, 7):
        incident.geometry = place.point
        incident.radius_km = None if prec == 1 else (place.radius_km or RADIUS_KM.get(prec, 100.0))
    elif incident.border and prec == 5:
        incident.geometry = incident.border.section


def _write_incident(report: Report, step: Step[WantedIncident], version: str) -> Incident:
    wanted, held = step.wanted, step.held
    if held is None:
        incident = Incident(read_from=report, key=wanted.key, parser_version=version)
        changed = dict(wanted.values)
    else:
        incident = Incident.objects.select_for_update().get(pk=held.pk)
        changed = {change.field: change.after for change in step.changes}
        _log("incident", incident.pk, step.changes, version)
    kept = held.corrected if held else frozenset()
    for name, value in changed.items():
        if name == "border":
            incident.border = Border.objects.filter(code=value).first() if value else None
        else:
            setattr(incident, name, value)
    if not kept & {"place", "place_name", "where_prec", "border", "geometry"}:
        incident.place = place_of(wanted.place)
        locate(incident)
    if held and incident.status == "withdrawn" and not held.touched:
        _log("incident", incident.pk, [Change("status", "withdrawn", "machine")], version)
        incident.status = "machine"
    incident.confidence, incident.parser_version = wanted.confidence, version
    if held and step.changes:
        incident.version += 1
    incident.save()
    _write_evidence(report, {"incident": incident}, wanted.words, version)
    _write_parts(report, incident, wanted, version)
    _write_claims(report, incident, wanted.claims, version)
    link, _new = ReportIncident.objects.get_or_create(
        report=report, incident=incident, defaults={"role": wanted.report_role}
    )
    if link.role != wanted.report_role and "role" not in kept:
        link.role = wanted.report_role
        link.save(update_fields=["role"])
    return incident


def _write_parts(report: Report, incident: Incident, wanted: WantedIncident, version: str) -> None:
    keep = set()
    for part in wanted.parts:
        row, _new = Participant.objects.get_or_create(incident=incident, actor=actor_named(part.who), role=part.role)
        keep.add(row.pk)
        _write_evidence(report, {"participant": row}, part.words, version)
    for gone in incident.participants.exclude(pk__in=keep):
        if not _is_touched("participant", gone.pk):
            _log("incident", incident.pk, [Change("participant", f"{gone.actor.name} ({gone.role})", None)], version)
            gone.delete()


def _write_claims(report: Report, incident: Incident, claims: Iterable[WantedClaim], version: str) -> None:
    keep = set()
    for wanted in claims:
        claim = Claim.objects.filter(incident=incident, report=report, key=wanted.key).first()
        if claim is None:
            claim = Claim(incident=incident, report=report, key=wanted.key)
        kept = corrected_fields("claim", claim.pk) if claim.pk else frozenset()
        before = {name: getattr(claim, name) for name in wanted.values}
        for name, value in wanted.values.items():
            if name not in kept:
                setattr(claim, name, value)
        if "attributed_to" not in kept:
            claim.attributed_to = actor_named(wanted.attributed_to) if wanted.attributed_to else None
        if "withdrawn_at" not in kept:
            claim.withdrawn_at = None
        if claim.pk:
            differs = [Change(n, before[n], v) for n, v in wanted.values.items() if n not in kept and before[n] != v]
            _log("claim", claim.pk, differs, version)
        claim.save()
        keep.add(claim.pk)
        _write_evidence(report, {"claim": claim}, wanted.words, version)
    for gone in incident.claims.filter(report=report, withdrawn_at=None).exclude(key="").exclude(pk__in=keep):
        if not _is_touched("claim", gone.pk):
            gone.withdrawn_at = timezone.now()
            gone.save(update_fields=["withdrawn_at"])
            _log("claim", gone.pk, [Change("withdrawn", False, True)], version)


def _write_statement(report: Report, step: Step[WantedStatement], by_key: Mapping[str, Incident], version: str) -> None:
    wanted, held = step.wanted, step.held
    kept = held.corrected if held else frozenset()
    if held is None:
        statement = Statement(report=report, key=wanted.key)
        changed = dict(wanted.values)
    else:
        statement = Statement.objects.get(pk=held.pk)
        changed = {change.field: change.after for change in step.changes}
        _log("statement", statement.pk, step.changes, version)
    for name, value in changed.items():
        setattr(statement, name, value)
    if "speaker" not in kept:
        statement.speaker = actor_named(wanted.speaker) if wanted.speaker else None
    if "withdrawn_at" not in kept:
        statement.withdrawn_at = None
    statement.parser_version = version
    statement.save()
    _write_evidence(report, {"statement": statement}, wanted.words, version)
    statement.about.set([by_key[key] for key in wanted.about if key in by_key])


def _withdraw_incident(held: Held, version: str) -> None:
    incident = Incident.objects.select_for_update().get(pk=held.pk)
    if incident.status == "withdrawn":
        return
    _log("incident", held.pk, [Change("status", incident.status, "withdrawn")], version)
    incident.status = "withdrawn"
    incident.version += 1
    incident.save(update_fields=["status", "version", "updated_at"])


def _withdraw_statement(held: Held, version: str) -> None:
    done = Statement.objects.filter(pk=held.pk, withdrawn_at=None).update(withdrawn_at=timezone.now())
    if done:
        _log("statement", held.pk, [Change("withdrawn", False, True)], version)


# --- twins ------------------------------------------------------------------------------------------------------------


def facts_of(incident: Incident) -> reconcile.Facts:
    families = {kind.code: kind.family for kind in load_event_types()}
    claims = incident.claims.filter(withdrawn_at=None).values_list("low", "high")
    numbers = frozenset((None if a is None else float(a), None if b is None else float(b)) for a, b in claims)
    return reconcile.Facts(
        event_type=incident.event_type, family=families.get(incident.event_type, ""), border=incident.border_id or "",
        first=incident.date_start, last=incident.date_end, from_country=incident.from_country,
        to_country=incident.to_country, place=incident.place_name, numbers=numbers,
    )  # fmt: skip


def _suggest_twins(report: Report) -> None:
    """Likely twins in other reports are linked as suggestions; a verdict once given is never asked again."""
    for incident in report.machine_incidents.current().filter(border__isnull=False, date_start__isnull=False):
        mine = facts_of(incident)
        others = (
            Incident.objects.current().filter(border=incident.border).between(incident.date_start, incident.date_end)
        )
        for other in others.exclude(read_from=report)[:200]:
            twin = reconcile.likely_twin(mine, facts_of(other))
            if twin:
                first, second = sorted((incident, other), key=lambda one: one.pk)
                row, new = TwinSuggestion.objects.get_or_create(
                    first=first, second=second, defaults={"score": twin.score, "reasons": list(twin.reasons)}
                )
                if not new and not row.verdict and row.score != twin.score:
                    row.score, row.reasons = twin.score, list(twin.reasons)
                    row.save(update_fields=["score", "reasons"])
