"""Records that people worked on, as evaluation cases: the reports' texts and gold in the codebook's form."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from incidents.models import Claim, Correction, Evidence, Incident, Report, Statement

JUDGED = ("confirmed", "disputed", "rejected", "withdrawn")
Gold = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """One report as an evaluation case; `judged` of its `incidents` were judged by a person."""

    report: Report
    gold: Gold
    judged: int
    incidents: int

    @property
    def name(self) -> str:
        return f"report-{self.report.pk}.txt"


def reports_worked_on() -> QuerySet[Report]:
    """Reports with a text of which a person corrected or judged a record."""
    judged = Incident.objects.filter(Q(status__in=JUDGED) | Q(_corrected("incident")), reports=OuterRef("pk"))
    claims = Claim.objects.filter(_corrected("claim"), report=OuterRef("pk"))
    said = Statement.objects.filter(_corrected("statement"), report=OuterRef("pk"))
    worked_on = Q(Exists(judged)) | Q(Exists(claims)) | Q(Exists(said))
    return Report.objects.exclude(text="").filter(worked_on).select_related("source").order_by("pk")


def _corrected(kind: str) -> Exists:
    return Exists(Correction.objects.filter(by__isnull=False, record_kind=kind, record_id=OuterRef("pk")))


def case_of(report: Report) -> Case:
    """The report with its records as they stand now, a person's values where there are any."""
    theirs = report.incidents.filter(merged_into=None)
    judged = theirs.filter(Q(status__in=JUDGED) | Q(_corrected("incident"))).count()
    standing = theirs.exclude(status__in=("rejected", "withdrawn")).select_related("place").order_by("pk")
    gold = {
        "text": f"report-{report.pk}.txt", "sha256": hashlib.sha256(report.text.encode()).hexdigest(),
        "report_date": _day(report.published_on), "agency": report.source.name if report.source else "",
        "dateline_place": report.dateline,
        "incidents": [_incident(f"i{n}", one, report) for n, one in enumerate(standing, 1)],
        "statements": [_statement(one) for one in report.statements.filter(withdrawn_at=None).select_related("speaker")],
    }  # fmt: skip
    return Case(report, gold, judged, theirs.count())


def write_cases(folder: Path, *, complete_only: bool = False) -> Iterator[Case]:
    """Each case as it is written: texts, gold/ and manifest.jsonl, which `evaluate` reads.

    complete_only: only reports all of whose incidents a person judged.
    """
    (folder / "texts").mkdir(parents=True, exist_ok=True)
    (folder / "gold").mkdir(exist_ok=True)
    with (folder / "manifest.jsonl").open("w", encoding="utf-8") as manifest:
        for report in reports_worked_on().iterator(chunk_size=200):
            case = case_of(report)
            if complete_only and case.judged < case.incidents:
                continue
            (folder / "texts" / case.name).write_bytes(report.text.encode())
            gold = json.dumps(case.gold, ensure_ascii=False, indent=1)
            (folder / "gold" / f"report-{report.pk}.json").write_text(gold + "\n", encoding="utf-8")
            manifest.write(json.dumps(_listed(case), ensure_ascii=False) + "\n")
            yield case


def _listed(case: Case) -> Gold:
    return {
        "file": f"texts/{case.name}", "published": _day(case.report.published_on), "source": case.gold["agency"],
        "language": case.report.language, "judged": case.judged, "incidents": case.incidents,
    }  # fmt: skip


def _incident(number: str, one: Incident, report: Report) -> Gold:
    link = one.report_links.filter(report=report).first()
    place = one.place
    point = place.point if place else None
    claims = one.claims.filter(report=report, withdrawn_at=None).select_related("attributed_to")
    return {
        "id": number, "event_type": one.event_type, "modality": one.modality, "role": link.role if link else "primary",
        "date_start": _day(one.date_start), "date_end": _day(one.date_end), "date_prec": one.date_prec,
        "part_of_day": one.part_of_day, "lasted": one.lasted, "border": one.border_id or "",
        "from_country": one.from_country, "to_country": one.to_country,
        "place": {"name": one.place_name, "lat": point.y if point else None, "lon": point.x if point else None},
        "where_prec": one.where_prec,
        "actors": [{"name": part.actor.name, "role": part.role} for part in one.participants.select_related("actor")],
        "claims": [_claim(claim) for claim in claims],
        "evidence": _words(one.evidence.filter(report=report), "itself"),
        "date_evidence": next(iter(_words(one.evidence.filter(report=report), "date_start")), ""),
    }  # fmt: skip


def _claim(one: Claim) -> Gold:
    return {
        "kind": one.kind, "low": _number(one.low), "high": _number(one.high), "comparator": one.comparator, "basis": one.basis,
        "unit": one.unit, "attributed_to": one.attributed_to.name if one.attributed_to else "",
        "evidence": next(iter(_words(one.evidence.all(), "itself")), ""),
    }  # fmt: skip


def _statement(one: Statement) -> Gold:
    return {
        "speaker": one.speaker.name if one.speaker else "", "affiliation": one.affiliation, "cue": one.cue, "kind": one.kind,
        "content": one.content, "date": _day(one.date), "medium": one.medium,
    }  # fmt: skip


def _words(evidence: QuerySet[Evidence], field: str) -> list[str]:
    found = evidence.filter(field=field).order_by("start").values_list("words", flat=True)
    return list(dict.fromkeys(found))


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def _number(value: Decimal | None) -> float | int | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
