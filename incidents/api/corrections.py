"""One incident: read by everybody, corrected by editors, through the one place where a person writes."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request

from incidents import review
from incidents.api import rendered
from incidents.api.correcting import Correctable, CorrectionBody, given, told_as_problems, version_of
from incidents.api.describing import described
from incidents.api.flat import FLAT, flat_rows
from incidents.api.including import INCLUDES
from incidents.api.once import once
from incidents.api.reading import ShapedOne, answered
from incidents.api.shaping import FORMS, chosen, listed
from incidents.api.then import AS_OF, answering, moment_of
from incidents.api.views import IncidentOne
from incidents.models import Incident, choices


class IncidentCorrection(CorrectionBody):
    """As the other corrections, and `status`, which confirms, disputes, rejects, withdraws or reopens."""

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


class IncidentDetail(ShapedOne, Correctable, IncidentOne):
    """With claims, statements, reports and the words that every value rests on."""

    noun = "incident"
    words = ("fields", "include", "form", "as_of")
    body_class = IncidentCorrection

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._then(request) if moment_of(request) else super().retrieve(request)

    def _then(self, request: Request) -> HttpResponse:
        """As the list of then has it, with the incident that it was part of; not yet known: 404."""
        pk = self.kwargs["pk"]
        with answering(request) as ask:
            held = get_object_or_404(self.get_queryset(), pk=pk)
            if chosen(request, "form", FORMS) == "flat":
                (body,) = flat_rows([pk], (), request.build_absolute_uri)
            else:
                body = {**json.loads(next(rendered.objects(ask, [pk]))), "merged_into": held.merged_into_id}
        wanted = listed(request, "fields", list(body)) or body
        return answered({name: body[name] for name in wanted}, held)

    def refuse_unknown_names(self) -> None:
        if chosen(self.request, "form", FORMS) == "nested":
            return super().refuse_unknown_names()
        listed(self.request, "fields", FLAT)
        listed(self.request, "include", INCLUDES[self.noun])

    def told(self, record: Incident, status: int = 200) -> HttpResponse:
        if chosen(self.request, "form", FORMS) == "nested":
            return super().told(record, status)
        wanted = listed(self.request, "fields", FLAT)
        (row,) = flat_rows([record.pk], wanted, self.request.build_absolute_uri)
        return answered(self.with_included([record], [row])[0], record, status)

    @once
    def patch(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        incident = self.get_object()
        self.refuse_unknown_names()
        values = given(IncidentCorrection, request)
        reason, version, new_status = values.pop("reason", ""), values.pop("version", None), values.pop("status", None)
        matched = version_of(request.headers.get("If-Match", ""))
        title = f"Changed incident #{incident.pk} by the API"
        with (
            told_as_problems(matched=bool(matched)),
            review.act(by=request.user, kind="correct", title=title, reason=reason) as one_act,
        ):
            review.correct_all(
                record=incident, values=values, by=request.user, reason=reason, expected_version=matched or version, changeset=one_act,
            )  # fmt: skip
            if new_status:
                review.set_status(
                    incident=incident, status=new_status, by=request.user, reason=reason, changeset=one_act
                )
        return self.told(self.get_object())


described(IncidentDetail, "incidents", "One incident with all it rests on", AS_OF)
