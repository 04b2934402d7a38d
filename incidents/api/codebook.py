"""The codebook for machines: the same words as its page."""

from __future__ import annotations

from dataclasses import asdict

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from incidents.api.filtering import refuse_unknown
from incidents.api.views import REFUSALS, Door
from incidents.parsing.knowledge.codebook import codebook


class CodeSerializer(serializers.Serializer):
    code = serializers.CharField()
    label = serializers.CharField()
    words = serializers.CharField(help_text="what it means")
    rule = serializers.CharField(help_text="when to choose it, and when another")
    example = serializers.CharField()
    family = serializers.CharField(allow_blank=True, help_text="of an event type: its group")


class CodeTableSerializer(serializers.Serializer):
    name = serializers.CharField()
    title = serializers.CharField()
    words = serializers.CharField()
    fields = serializers.ListField(child=serializers.CharField(), help_text="columns and fields that hold these codes")
    codes = CodeSerializer(many=True)


class Codebook(Door, APIView):
    """Every code of the records."""

    pagination_class = None

    @extend_schema(tags=["start"], summary="What every code means", operation_id="codebook", responses={200: CodeTableSerializer(many=True), **REFUSALS})  # fmt: skip
    def get(self, request: Request) -> Response:
        refuse_unknown(request, set())
        return Response([asdict(table) for table in codebook()])
