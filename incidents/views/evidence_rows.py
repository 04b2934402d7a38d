"""The words that records rest on, as rows of a file: one for each value of an incident, its claims, participants and statements."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse

from incidents.exports.table import Row, Words
from incidents.models import About, Evidence

EVIDENCE_COLUMNS = (
    "id", "incident", "record", "record_id", "field", "words", "start", "end", "report", "rule", "reason", "parser_version",
    "report_address", "record_address",
)  # fmt: skip
RECORDS = ("claim", "participant", "statement", "incident")
BATCH = 1_000


def evidence_of(incidents: QuerySet[Any]) -> QuerySet[Evidence]:
    """All that these incidents rest on, the statements about them included."""
    ids = incidents.order_by().values("pk")
    said = About.objects.filter(incident__in=ids).values("statement")
    of_parts = Q(claim__incident__in=ids) | Q(participant__incident__in=ids) | Q(statement__in=said)
    return Evidence.objects.filter(Q(incident__in=ids) | of_parts)


def evidence_rows(evidence: QuerySet[Evidence], absolute: Callable[[str], str]) -> Iterator[Row]:
    told = evidence.select_related("claim", "participant", "report").defer("report__text")
    with transaction.atomic():
        for one in told.iterator(chunk_size=BATCH):
            yield _row(one, absolute)


def _row(one: Evidence, absolute: Callable[[str], str]) -> Row:
    kind = next(name for name in RECORDS if getattr(one, f"{name}_id"))
    incident = one.incident_id or getattr(getattr(one, kind), "incident_id", None)
    report = absolute(reverse("report", args=[one.report_id]))
    link = f"{report}?evidence={one.pk}"
    record = absolute(reverse("incident", args=[incident])) if incident else f"{report}#statement{one.statement_id}"
    values = (
        one.pk, incident, kind, getattr(one, f"{kind}_id"), one.field, one.words, one.start, one.end, one.report_id, one.rule, one.reason,
        one.parser_version, report, record,
    )  # fmt: skip
    words = Words(f"{kind} {one.field}", one.words)
    return Row(one.pk, link, one.report.received_at, values, lambda: words, kind)
