"""One incident: read by everybody, corrected by editors, through the one place where a person writes."""

from __future__ import annotations

import json
import re
from typing import Any

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from incidents import review
from incidents.api import rendered
from incidents.api.bodies import StorableJSONParser
from incidents.api.filtering import refuse_unknown_fields
from incidents.api.serializers import IncidentDetailSerializer
from incidents.api.then import AS_OF, answering, moment_of
from incidents.api.views import MISSING, PROBLEM, REFUSALS, UNFIT_BODY, IncidentOne, documented
from incidents.models import choices

TAG = re.compile(r'(?:W/)?"(\d{1,9})"')
ETAG = OpenApiParameter(
    "ETag", OpenApiTypes.STR, "header", response=[200], description="the incident's version, quoted"
)
IF_MATCH = OpenApiParameter(
    "If-Match", OpenApiTypes.STR, "header", description="the ETag you saw: a field changed since is not overwritten"
)
OVERTAKEN = {(412, "application/problem+json"): PROBLEM}
# As of a time it comes as the list of then has it: what it rests on is kept for the present alone.
NOW_OR_THEN = {200: {"anyOf": [{"$ref": f"#/components/schemas/{name}"} for name in ("IncidentDetail", "Incident")]}}
CONFLICT = {(409, "application/problem+json"): PROBLEM}


class Overtaken(APIException):
    """Somebody else saved the same field since the version that the client saw."""

    status_code = status.HTTP_409_CONFLICT
    default_code = "conflict"


class Stale(APIException):
    """The same, where the client asked for it with If-Match."""

    status_code = status.HTTP_412_PRECONDITION_FAILED
    default_code = "stale"


class IncidentCorrection(serializers.Serializer):
    """Any of the fields; each one that changes becomes a correction with the reason. `null` empties a field."""

    event_type = serializers.ChoiceField(choices=choices.event_types(), required=False)
    modality = serializers.ChoiceField(choices=choices.modalities(), required=False)
    status = serializers.ChoiceField(choices=choices.statuses(), required=False)
    date_start = serializers.DateField(required=False, allow_null=True)
    date_end = serializers.DateField(required=False, allow_null=True)
    date_prec = serializers.ChoiceField(choices=choices.date_precisions(), required=False, allow_null=True)
    part_of_day = serializers.ChoiceField(choices=choices.parts_of_day(), required=False, allow_blank=True)
    lasted = serializers.BooleanField(required=False)
    border = serializers.RegexField(r"^[A-Z]{2}-[A-Z]{2}$", required=False, allow_null=True, help_text="e.g. AF-TJ")
    from_country = serializers.RegexField(r"^([A-Z]{2})?$", required=False, allow_blank=True, help_text="ISO code")
    to_country = serializers.RegexField(r"^([A-Z]{2})?$", required=False, allow_blank=True, help_text="ISO code")
    place = serializers.IntegerField(
        required=False, allow_null=True, min_value=1, max_value=2**62, help_text="number of a place"
    )
    place_name = serializers.CharField(required=False, allow_blank=True, max_length=200)
    where_prec = serializers.ChoiceField(choices=choices.where_precisions(), required=False, allow_null=True)
    reason = serializers.CharField(required=False, allow_blank=True, max_length=500, help_text="why, for the history")
    version = serializers.IntegerField(
        required=False,
        min_value=1,
        max_value=2**31 - 1,
        help_text="the version you saw: a field changed since is not overwritten",
    )


class IncidentDetail(IncidentOne):
    """With claims, statements, reports and the words that every value rests on."""

    parser_classes = [StorableJSONParser]
    words = frozenset({"as_of"})

    @documented(
        "incidents",
        IncidentDetailSerializer,
        "One incident with all it rests on",
        parameters=[ETAG, AS_OF],
        responses=NOW_OR_THEN,
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response | HttpResponse:
        if moment_of(request):
            return self._then(request)
        return self._told()

    def _then(self, request: Request) -> HttpResponse:
        """As the list of then has it, with the incident that it was part of; not yet known: 404."""
        pk = self.kwargs["pk"]
        with answering(request) as ask:
            held = get_object_or_404(self.get_queryset(), pk=pk)
            (body,) = rendered.objects(ask, [pk])
        merged = json.dumps({"merged_into": held.merged_into_id}).encode()
        return HttpResponse(
            body[:-1] + b"," + merged[1:], content_type="application/json", headers={"ETag": f'"{held.version}"'}
        )

    def _told(self) -> Response:
        incident = self.get_object()
        return Response(self.get_serializer(incident).data, headers={"ETag": f'"{incident.version}"'})

    @extend_schema(
        tags=["incidents"],
        summary="Correct fields of an incident",
        request=IncidentCorrection,
        parameters=[ETAG, IF_MATCH],
        responses={
            200: IncidentDetailSerializer,
            **CONFLICT,
            **OVERTAKEN,
            **UNFIT_BODY,
            **REFUSALS,
            **MISSING,
        },
    )
    def patch(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        incident = self.get_object()
        refuse_unknown_fields(request.data, set(IncidentCorrection().fields))
        body = IncidentCorrection(data=request.data)
        body.is_valid(raise_exception=True)
        given = dict(body.validated_data)
        reason, version, new_status = given.pop("reason", ""), given.pop("version", None), given.pop("status", None)
        matched = version_of(request.headers.get("If-Match", ""))
        title = f"Changed incident #{incident.pk} by the API"
        try:
            with review.act(by=request.user, kind="correct", title=title, reason=reason) as one_act:
                review.correct_all(
                    record=incident, values=given, by=request.user, reason=reason, expected_version=matched or version, changeset=one_act,
                )  # fmt: skip
                if new_status:
                    review.set_status(
                        incident=incident, status=new_status, by=request.user, reason=reason, changeset=one_act
                    )
        except review.Refused as refused:
            raise ValidationError(
                {refused.field or "body": str(refused).removeprefix(f"{refused.field}: ")}
            ) from refused
        except review.Conflict as conflict:
            kind = Stale if matched else Overtaken
            raise kind(f"{conflict} The version is now {conflict.version}.") from conflict
        return self._told()


def version_of(tags: str) -> int | None:
    """The version that an If-Match names; None where there is none, or any will do. 412 where it is no version of ours."""
    if tags.strip() in ("", "*"):
        return None
    tag = TAG.fullmatch(tags.strip())
    if tag is None:
        raise Stale(f"If-Match: {tags} is no version of an incident; send back the ETag that came with it.")
    return int(tag[1])
