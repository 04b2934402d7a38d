"""Incidents by CSV: what each line would do, or, without `preview`, the lines as one act."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

from django.conf import settings
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import generics, serializers, status
from rest_framework.exceptions import ValidationError
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response

from incidents.access import Act
from incidents.api.acting import ActSerializer
from incidents.api.beside import ANYTHING
from incidents.api.bodies import StorableJSONParser, refuse_too_large
from incidents.api.correcting import LONGEST_REASON, told_as_problems
from incidents.api.filtering import refuse_unknown, refuse_unknown_fields
from incidents.api.once import PARAMETER, once
from incidents.api.shaping import chosen
from incidents.api.views import CONFLICTS, REFUSALS, UNFIT_BODY, Door
from incidents.importing.lines import STATES, Line, lines_of, tally_of
from incidents.importing.sheet import MOST, Unreadable, read
from incidents.importing.writing import one_at_a_time, write

LONGEST_NAME = 120


class CSVParser(BaseParser):
    """The lines as they come, as the one field of a body."""

    media_type = "text/csv"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> dict[str, Any]:
        refuse_too_large(parser_context, settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
        return {"csv": stream.read()}


class Lines(serializers.Serializer):
    csv = serializers.CharField(
        trim_whitespace=False, help_text=f"lines in the columns of our files, the first names them; {MOST:,} at most"
    )


@extend_schema_field(ANYTHING)
class AnyValue(serializers.JSONField):
    """As the history keeps it."""


class CellChangeSerializer(serializers.Serializer):
    column = serializers.CharField()
    before = AnyValue()
    after = AnyValue()


class CellErrorSerializer(serializers.Serializer):
    column = serializers.CharField()
    message = serializers.CharField(help_text="what is wrong, and what would do")


class LineSerializer(serializers.Serializer):
    line = serializers.IntegerField(source="number", help_text="in the file, whose head is line 1")
    state = serializers.ChoiceField(choices=STATES)
    incident = serializers.IntegerField(allow_null=True, help_text="that is here already")
    same_as = serializers.IntegerField(allow_null=True, help_text="an earlier line that says the same")
    changes = CellChangeSerializer(many=True)
    errors = CellErrorSerializer(many=True, source="wrongs", help_text="why it is left out")


class ImportSerializer(serializers.Serializer):
    """Of each line what it would do, or did."""

    new = serializers.IntegerField()
    changed = serializers.IntegerField()
    same = serializers.IntegerField()
    wrong = serializers.IntegerField()
    lines = LineSerializer(many=True)
    act = ActSerializer(allow_null=True, help_text="what was done, to be undone as one; null: nothing")


class Imports(Door, generics.GenericAPIView):
    """The rules of the page: new and changed lines are written as one act, wrong ones are left out and told with the reason."""

    acts = {"POST": Act.CORRECT}
    serializer_class = Lines
    parser_classes = [StorableJSONParser, CSVParser]
    filter_backends: list[Any] = []
    pagination_class = None

    @extend_schema(
        tags=["incidents"], summary="Import incidents by CSV", operation_id="imports_create",
        request={"application/json": Lines, "text/csv": OpenApiTypes.STR},
        parameters=[
            OpenApiParameter("preview", enum=["true", "false"], description="true: say what each line would do, and write nothing"),
            OpenApiParameter("name", {"type": "string", "minLength": 1, "maxLength": LONGEST_NAME}, description="of the file, for the act's title"),
            OpenApiParameter("reason", {"type": "string", "minLength": 1, "maxLength": LONGEST_REASON}, description="why, for the history"),
            PARAMETER,
        ],
        responses={200: ImportSerializer, 201: ImportSerializer, **CONFLICTS, **UNFIT_BODY, **REFUSALS},
    )  # fmt: skip
    @once
    def post(self, request: Request) -> Response:
        refuse_unknown(request, {"preview", "name", "reason"}, of_every=set())
        is_preview = chosen(request, "preview", ("false", "true")) == "true"
        name, reason = _words(request, "name", LONGEST_NAME), _words(request, "reason", LONGEST_REASON)
        with told_as_problems(), nullcontext() if is_preview else one_at_a_time():
            lines, done = _lines(request), None
            if not is_preview:
                done = write(lines, by=request.user, name=name or "lines over the API", reason=reason)
        told = ImportSerializer({**tally_of(lines), "lines": lines, "act": done})
        return Response(told.data, status=status.HTTP_201_CREATED if done else status.HTTP_200_OK)


def _words(request: Request, name: str, most: int) -> str:
    words = str(request.query_params.get(name, ""))
    if len(words) > most:
        raise ValidationError({name: f"{len(words)} characters; {most} is the most."})
    return words


def _lines(request: Request) -> list[Line]:
    """Problems of the file as a whole are the body's."""
    refuse_unknown_fields(request.data, {"csv"})
    content = request.data.get("csv", b"")
    if not isinstance(content, bytes):
        body = Lines(data=request.data)
        body.is_valid(raise_exception=True)
        content = body.validated_data["csv"].encode()
    try:
        return lines_of(read(content))
    except Unreadable as problem:
        raise ValidationError({"csv": str(problem)}) from problem
