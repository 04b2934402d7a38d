"""What belongs to records, asked for many of them at once: by noun and name, how to find it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from incidents.api import beside as b
from incidents.api import serializers as s
from incidents.models import About, Claim, Correction, Evidence, Incident, Participant, ReportIncident, Statement

Ids = Sequence[int]
Parts = Mapping[int, list[Any]]


def _grouped(pairs: Iterable[tuple[int, Any]]) -> Parts:
    found = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found


def _by(rows: Any, serializer: Any, key: str) -> Parts:
    """Each row under the number that it names."""
    held = list(rows)
    return _grouped((getattr(row, key), told) for row, told in zip(held, serializer(held, many=True).data, strict=True))


def _participants(ids: Ids) -> Parts:
    return _by(
        Participant.objects.filter(incident__in=ids).select_related("actor"), b.ParticipantRowSerializer, "incident_id"
    )


def _claims(field: str) -> Callable[[Ids], Parts]:
    def find(ids: Ids) -> Parts:
        held = Claim.objects.filter(**{f"{field}__in": ids}, withdrawn_at=None).select_related("attributed_to")
        return _by(held, s.ClaimSerializer, field)

    return find


def _statements(ids: Ids) -> Parts:
    links = About.objects.filter(incident__in=ids, statement__withdrawn_at=None).order_by("statement_id")
    pairs = list(links.values_list("incident_id", "statement_id"))
    held = (
        Statement.objects.filter(pk__in={statement for _, statement in pairs})
        .select_related("speaker")
        .prefetch_related("about")
    )
    told = {one["id"]: one for one in s.StatementSerializer(held, many=True).data}
    return _grouped((incident, told[statement]) for incident, statement in pairs)


def _statements_of_reports(ids: Ids) -> Parts:
    held = Statement.objects.current().filter(report__in=ids).select_related("speaker").prefetch_related("about")
    return _by(held, s.StatementSerializer, "report_id")


def _reports(ids: Ids) -> Parts:
    links = ReportIncident.objects.filter(incident__in=ids).select_related("report__source").order_by("report_id")
    return _by(links.defer("report__text"), s.ReportLinkSerializer, "incident_id")


def _incidents_of_reports(ids: Ids) -> Parts:
    links = ReportIncident.objects.filter(report__in=ids).order_by("incident_id")
    return _grouped((one.report_id, {"incident": one.incident_id, "role": one.role}) for one in links)


def _evidence_of_incidents(ids: Ids) -> Parts:
    """Its own words and those of its claims and participants."""
    theirs = Q(incident__in=ids) | Q(claim__incident__in=ids) | Q(participant__incident__in=ids)
    of = Coalesce("incident_id", "claim__incident_id", "participant__incident_id")
    held = (
        Evidence.objects.filter(theirs)
        .annotate(of=of)
        .select_related("report")
        .order_by("report_id", "start", "end", "id")
    )
    return _by(held, s.EvidenceSerializer, "of")


def _evidence(field: str) -> Callable[[Ids], Parts]:
    def find(ids: Ids) -> Parts:
        held = Evidence.objects.filter(**{f"{field}__in": ids}).select_related("report").order_by("start", "end", "id")
        return _by(held, s.EvidenceSerializer, f"{field}_id")

    return find


def _corrections(kind: str) -> Callable[[Ids], Parts]:
    def find(ids: Ids) -> Parts:
        held = Correction.objects.filter(record_kind=kind, record_id__in=ids).select_related("by")
        return _by(held, b.CorrectionSerializer, "record_id")

    return find


def _tags(ids: Ids) -> Parts:
    through = Incident.tags.through.objects.filter(incident__in=ids).order_by("tag__name")
    return _grouped(through.values_list("incident_id", F("tag__name")))


def _merged(ids: Ids) -> Parts:
    return _grouped(Incident.objects.filter(merged_into__in=ids).order_by("pk").values_list("merged_into", "pk"))


INCLUDES: Mapping[str, Mapping[str, Callable[[Ids], Parts]]] = {
    "incident": {
        "claims": _claims("incident_id"), "participants": _participants, "statements": _statements, "reports": _reports,
        "evidence": _evidence_of_incidents, "corrections": _corrections("incident"), "tags": _tags, "merged": _merged,
    },
    "claim": {"evidence": _evidence("claim"), "corrections": _corrections("claim")},
    "statement": {"evidence": _evidence("statement"), "corrections": _corrections("statement")},
    "participant": {"evidence": _evidence("participant"), "corrections": _corrections("participant")},
    "report": {
        "links": _incidents_of_reports, "claims": _claims("report_id"), "said": _statements_of_reports,
        "evidence": _evidence("about_report"), "corrections": _corrections("report"),
    },
    "actor": {"corrections": _corrections("actor")},
    "place": {"corrections": _corrections("place")},
}  # fmt: skip


def included(noun: str, names: Iterable[str], ids: Ids) -> dict[str, Parts]:
    """By name, what belongs to each of the records; one question a name, a few where it has parts itself."""
    return {name: INCLUDES[noun][name](ids) for name in names}
