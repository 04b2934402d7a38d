"""What stands beside incidents as JSON: claims and participants by themselves, sources, actors, places, corrections."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from incidents.api.serializers import ActorSerializer, ClaimSerializer
from incidents.models import Actor, Claim, Correction, Participant, Place, Source

ANYTHING = {"description": "the value as one would type it; null: none"}


class ClaimRowSerializer(ClaimSerializer):
    class Meta:
        model = Claim
        fields = [*ClaimSerializer.Meta.fields, "version"]


class ParticipantRowSerializer(serializers.ModelSerializer):
    """That an actor took part in an incident, and as what."""

    actor = ActorSerializer(read_only=True)

    class Meta:
        model = Participant
        fields = ["id", "incident", "actor", "role"]


class SourceSerializer(serializers.ModelSerializer):
    class Meta:
        model = Source
        fields = ["id", "name", "country", "reliability", "note"]


class ActorRowSerializer(serializers.ModelSerializer):
    class Meta:
        model = Actor
        fields = ["id", "name", "sector", "country", "kind"]


class PlaceSerializer(serializers.ModelSerializer):
    lat = serializers.FloatField(source="point.y", default=None, allow_null=True, read_only=True)
    lon = serializers.FloatField(source="point.x", default=None, allow_null=True, read_only=True)

    class Meta:
        model = Place
        fields = ["id", "name", "names", "kind", "country", "admin1", "lat", "lon", "radius_km", "population", "geonames_id", "source"]  # fmt: skip


class CorrectionSerializer(serializers.ModelSerializer):
    """One field of one record changed: by a person, or by the parser where `by` is empty."""

    by = serializers.CharField(source="by.username", default="", help_text="the account; empty for the machine")
    act = serializers.IntegerField(
        source="changeset_id", allow_null=True, read_only=True, help_text="all that one act of a person changed has this number"
    )  # fmt: skip
    before = serializers.SerializerMethodField()
    after = serializers.SerializerMethodField()

    class Meta:
        model = Correction
        fields = [
            "id", "at", "record_kind", "record_id", "field", "before", "after", "reason", "by", "act", "parser_version", "rule", "version",
            "follows", "undoes",
        ]  # fmt: skip

    @extend_schema_field(ANYTHING)
    def get_before(self, correction: Correction) -> Any:
        return correction.before

    @extend_schema_field(ANYTHING)
    def get_after(self, correction: Correction) -> Any:
        return correction.after
