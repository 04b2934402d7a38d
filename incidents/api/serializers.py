"""Records as JSON, in the codebook's words."""

from __future__ import annotations

from typing import Any

from django.contrib.gis.geos import GEOSGeometry
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from incidents.held import corrected_fields
from incidents.models import (
    Actor,
    Border,
    Claim,
    CrossingPoint,
    Evidence,
    Incident,
    Job,
    Participant,
    Report,
    ReportIncident,
    ReportLink,
    Statement,
)
from incidents.parsing.confidence import field_confidences
from incidents.resting import evidence_of

CONFIDENCES = {
    "type": "object",
    "additionalProperties": {"type": "number", "minimum": 0, "maximum": 1},
    "description": "how often what the same rule read proved right, of type, date, border, direction and where; "
    "a field that a person set is left out",
}
GEOMETRY = {"type": ["object", "null"], "description": "GeoJSON geometry (RFC 7946), longitude first"}
DECIMALS = 5


def geojson_of(geometry: GEOSGeometry | None) -> dict[str, Any] | None:
    """A point or a border's section, rounded to about a metre."""
    if geometry is None:
        return None
    return {"type": geometry.geom_type, "coordinates": _rounded(geometry.coords)}


def _rounded(coords: Any) -> Any:
    if isinstance(coords[0], float):
        return [round(part, DECIMALS) for part in coords]
    return [_rounded(part) for part in coords]


class ActorSerializer(serializers.ModelSerializer):
    class Meta:
        model = Actor
        fields = ["id", "name", "sector", "country"]


class ParticipantSerializer(serializers.ModelSerializer):
    actor = ActorSerializer(read_only=True)

    class Meta:
        model = Participant
        fields = ["actor", "role"]


class ClaimSerializer(serializers.ModelSerializer):
    """One figure as one source puts it; `attributed_to` is empty where the agency speaks in its own voice."""

    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)
    attributed_to = ActorSerializer(allow_null=True, read_only=True)

    class Meta:
        model = Claim
        fields = [
            "id", "incident", "report", "kind", "low", "high", "comparator", "basis", "unit", "attributed_to",
            "credibility",
        ]  # fmt: skip


class EvidenceSerializer(serializers.ModelSerializer):
    """The exact words; `start` and `end` count code points in the report's text."""

    fits = serializers.BooleanField(read_only=True, help_text="false where the report no longer says these words there")

    class Meta:
        model = Evidence
        fields = [
            "report", "start", "end", "words", "field", "rule", "reason", "incident", "claim", "statement",
            "participant", "fits",
        ]  # fmt: skip


class IncidentSerializer(serializers.ModelSerializer):
    border = serializers.CharField(source="border_id", allow_null=True, read_only=True)
    actors = ParticipantSerializer(source="participants", many=True, read_only=True)
    claims = serializers.SerializerMethodField()
    geometry = serializers.SerializerMethodField()
    confidence = serializers.FloatField(
        allow_null=True, read_only=True, help_text="null only with as_of, where its report was read again since"
    )

    class Meta:
        model = Incident
        fields = [
            "id", "event_type", "modality", "status", "date_start", "date_end", "date_prec", "part_of_day", "lasted",
            "border", "from_country", "to_country", "place_name", "where_prec", "geometry", "radius_km", "confidence",
            "actors", "claims", "version", "created_at", "updated_at",
        ]  # fmt: skip

    @extend_schema_field(ClaimSerializer(many=True))
    def get_claims(self, incident: Incident) -> list[Any]:
        standing = [claim for claim in incident.claims.all() if claim.withdrawn_at is None]
        return ClaimSerializer(standing, many=True).data

    @extend_schema_field(
        {"allOf": [GEOMETRY], "description": "Point, or MultiLineString of the section; null if unknown"}
    )
    def get_geometry(self, incident: Incident) -> dict[str, Any] | None:
        return geojson_of(incident.geometry)


class ReportLinkSerializer(serializers.ModelSerializer):
    headline = serializers.CharField(source="report.headline", read_only=True)
    source = serializers.CharField(source="report.source.name", default="", read_only=True)

    class Meta:
        model = ReportIncident
        fields = ["report", "role", "headline", "source"]


class StatementSerializer(serializers.ModelSerializer):
    speaker = ActorSerializer(allow_null=True, read_only=True)
    about = serializers.PrimaryKeyRelatedField(many=True, read_only=True)

    class Meta:
        model = Statement
        fields = [
            "id", "report", "speaker", "affiliation", "cue", "kind", "content", "date", "medium", "position", "about",
        ]  # fmt: skip


class IncidentDetailSerializer(IncidentSerializer):
    """With everything it rests on."""

    reports = ReportLinkSerializer(source="report_links", many=True, read_only=True)
    statements = serializers.SerializerMethodField()
    evidence = serializers.SerializerMethodField()
    merged_into = serializers.PrimaryKeyRelatedField(allow_null=True, read_only=True)
    split_from = serializers.PrimaryKeyRelatedField(allow_null=True, read_only=True)
    merged = serializers.PrimaryKeyRelatedField(many=True, read_only=True, help_text="incidents merged into this one")
    field_confidence = serializers.SerializerMethodField()

    class Meta(IncidentSerializer.Meta):
        fields = [
            *IncidentSerializer.Meta.fields,
            "field_confidence",
            "merged_into",
            "merged",
            "split_from",
            "reports",
            "statements",
            "evidence",
        ]

    @extend_schema_field(StatementSerializer(many=True))
    def get_statements(self, incident: Incident) -> list[Any]:
        standing = incident.statements.filter(withdrawn_at=None).select_related("speaker").prefetch_related("about")
        return StatementSerializer(standing, many=True).data

    @extend_schema_field(EvidenceSerializer(many=True))
    def get_evidence(self, incident: Incident) -> list[Any]:
        return EvidenceSerializer(evidence_of(incident), many=True).data

    @extend_schema_field(CONFIDENCES)
    def get_field_confidence(self, incident: Incident) -> dict[str, float]:
        theirs = corrected_fields("incident", incident.pk)
        rules: dict[str, str] = {}
        for field, rule in (
            incident.evidence.exclude(rule="").order_by("report_id", "start", "id").values_list("field", "rule")
        ):
            if field not in theirs:
                rules.setdefault(field, rule)
        return {question: round(share, 3) for question, share in field_confidences(rules).items()}


class JobSerializer(serializers.ModelSerializer):
    class Meta:
        model = Job
        fields = ["state", "stage", "attempts", "error", "queued_at", "finished_at"]


class ReportSerializer(serializers.ModelSerializer):
    source = serializers.CharField(source="source.name", default="", read_only=True)
    sha256 = serializers.CharField(source="original.sha256", read_only=True)
    filename = serializers.CharField(source="original.filename", read_only=True)
    job = JobSerializer(
        allow_null=True, read_only=True, help_text="null only with as_of: how far its reading was is not kept"
    )

    class Meta:
        model = Report
        fields = [
            "id", "headline", "source", "published_on", "published_time", "published_zone", "language", "dateline",
            "received_at", "sha256", "filename", "job", "parser_version",
        ]  # fmt: skip


class NearDuplicateSerializer(serializers.ModelSerializer):
    """That two reports tell the same words; `later` came after `earlier`."""

    class Meta:
        model = ReportLink
        fields = ["earlier", "later", "kind", "similarity", "reason"]


class ReportDetailSerializer(ReportSerializer):
    incidents = serializers.PrimaryKeyRelatedField(many=True, read_only=True)
    statements = serializers.SerializerMethodField()
    near_duplicates = serializers.SerializerMethodField()

    class Meta(ReportSerializer.Meta):
        fields = [
            *ReportSerializer.Meta.fields, "byline", "take", "notes", "text", "near_duplicates", "incidents", "statements",
        ]  # fmt: skip

    @extend_schema_field({"type": "array", "items": {"type": "integer"}})
    def get_statements(self, report: Report) -> list[int]:
        return list(report.statements.filter(withdrawn_at=None).values_list("pk", flat=True))

    @extend_schema_field(NearDuplicateSerializer(many=True))
    def get_near_duplicates(self, report: Report) -> list[Any]:
        links = ReportLink.objects.filter(earlier=report) | ReportLink.objects.filter(later=report)
        return NearDuplicateSerializer(links.order_by("earlier", "later"), many=True).data


class BorderSerializer(serializers.ModelSerializer):
    class Meta:
        model = Border
        fields = ["code", "name", "names", "country_a", "country_b", "length_km", "disputed"]


class CrossingPointSerializer(serializers.ModelSerializer):
    border = serializers.CharField(source="border_id", read_only=True)
    lat = serializers.FloatField(source="point.y", read_only=True)
    lon = serializers.FloatField(source="point.x", read_only=True)

    class Meta:
        model = CrossingPoint
        fields = ["id", "name", "names", "kind", "border", "country", "lat", "lon", "source"]


class BorderDetailSerializer(BorderSerializer):
    section = serializers.SerializerMethodField()
    crossing_points = CrossingPointSerializer(many=True, read_only=True)

    class Meta(BorderSerializer.Meta):
        fields = [*BorderSerializer.Meta.fields, "section", "crossing_points"]

    @extend_schema_field(GEOMETRY)
    def get_section(self, border: Border) -> dict[str, Any] | None:
        return geojson_of(border.section)
