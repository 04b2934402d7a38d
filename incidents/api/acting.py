"""Acts of editors beside correcting fields: merge, unmerge, split, bring back, withdraw, undo, and one act over many incidents."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema_view
from rest_framework import generics, serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from incidents import review
from incidents.access import Act
from incidents.api import serializers as s
from incidents.api.asking import asked
from incidents.api.beside import ClaimRowSerializer
from incidents.api.correcting import Why, given, told_as_problems
from incidents.api.describing import acts
from incidents.api.filtering import refuse_unknown
from incidents.api.lists import Statements
from incidents.api.once import once
from incidents.api.reading import answered
from incidents.api.records import Claims
from incidents.api.views import Door, Incidents
from incidents.cube.rows import rows as rows_of
from incidents.editable import EDITABLE
from incidents.models import Changeset, Incident

NUMBER = {"min_value": 1, "max_value": 2**62}


class Numbers(serializers.ListField):
    child = serializers.IntegerField(**NUMBER)


class Merge(Why):
    others = Numbers(min_length=1, max_length=50, help_text="incidents that become part of this one")
    choices = serializers.DictField(
        child=serializers.IntegerField(**NUMBER), required=False, help_text="field: the incident whose value it takes"
    )


class Split(Why):
    claims = Numbers(required=False, max_length=200, help_text="claims that tell of another incident")
    reports = Numbers(
        required=False, max_length=200, help_text="reports that tell of another incident, with all that they say"
    )


class Restore(Why):
    version = serializers.IntegerField(min_value=1, max_value=2**31 - 1, help_text="whose values stand again")


class Nothing(serializers.Serializer):
    """No field is needed."""


class Reason(serializers.Serializer):
    reason = serializers.CharField(max_length=500, help_text="why, for the history")


class ActSerializer(serializers.ModelSerializer):
    by = serializers.CharField(source="by.username", read_only=True)

    class Meta:
        model = Changeset
        fields = ["id", "at", "by", "kind", "title", "reason", "undoes"]


class Doing(Door, generics.GenericAPIView):
    """POST does it to the record of the address."""

    acts = {"POST": Act.CORRECT}
    filter_backends: list[Any] = []
    pagination_class = None

    def asked_with(self, body: type[serializers.Serializer]) -> dict[str, Any]:
        refuse_unknown(self.request, set())
        return given(body, self.request)


class OfIncident(Doing):
    serializer_class = s.IncidentDetailSerializer

    def get_queryset(self) -> Any:
        return Incident.objects.visible_to(self.request.user)

    def told(self, incident: Incident, status: int = 200) -> HttpResponse:
        fresh = self.get_queryset().get(pk=incident.pk)
        return answered(self.get_serializer(fresh).data, fresh, status)

    def found(self, numbers: list[int], name: str) -> list[Incident]:
        held = {one.pk: one for one in self.get_queryset().filter(pk__in=numbers)}
        if missing := [str(pk) for pk in numbers if pk not in held]:
            raise ValidationError({name: f"There is no incident {', '.join(missing)}."})
        return [held[pk] for pk in numbers]


@extend_schema_view(post=acts("incidents", "Merge others into an incident", Merge, s.IncidentDetailSerializer))
class MergeIncident(OfIncident):
    @once
    def post(self, request: Request, pk: int) -> HttpResponse:
        survivor, told = self.get_object(), self.asked_with(Merge)
        others, choices = self.found(told["others"], "others"), told.get("choices", {})
        if unknown := sorted(choices.keys() - EDITABLE["incident"].keys()):
            raise ValidationError(
                {"choices": f"{', '.join(unknown)}: give fields of {', '.join(EDITABLE['incident'])}."}
            )
        with told_as_problems():
            review.merge(
                survivor=survivor, others=others, by=request.user, reason=told.get("reason", ""), choices=choices
            )
        return self.told(survivor)


@extend_schema_view(
    post=acts("incidents", "Let a merged incident stand alone again", Nothing, s.IncidentDetailSerializer)
)
class UnmergeIncident(OfIncident):
    @once
    def post(self, request: Request, pk: int) -> HttpResponse:
        incident, _ = self.get_object(), self.asked_with(Nothing)
        with told_as_problems():
            review.unmerge(incident=incident, by=request.user)
        return self.told(incident)


@extend_schema_view(
    post=acts("incidents", "Take claims and reports out into a new incident", Split, s.IncidentDetailSerializer, 201)
)
class SplitIncident(OfIncident):
    @once
    def post(self, request: Request, pk: int) -> HttpResponse:
        incident, told = self.get_object(), self.asked_with(Split)
        claims = list(incident.claims.filter(pk__in=told.get("claims", [])))
        links = incident.report_links.filter(report__in=told.get("reports", [])).select_related("report")
        reports = [link.report for link in links]
        for name, held in (("claims", claims), ("reports", reports)):
            if len(held) < len(set(told.get(name, []))):
                raise ValidationError({name: "Some of these are not this incident's."})
        with told_as_problems():
            made = review.split(
                incident=incident, claims=claims, reports=reports, by=request.user, reason=told.get("reason", "")
            )
        response = self.told(made, 201)
        response["Location"] = reverse("api:incident-detail", args=[made.pk], request=request)
        return response


@extend_schema_view(post=acts("incidents", "Bring back a version of an incident", Restore, s.IncidentDetailSerializer))
class RestoreIncident(OfIncident):
    @once
    def post(self, request: Request, pk: int) -> HttpResponse:
        incident, told = self.get_object(), self.asked_with(Restore)
        with told_as_problems():
            review.restore(incident=incident, version=told["version"], by=request.user, reason=told.get("reason", ""))
        return self.told(incident)


class Withdrawing(Doing):
    """The record counts no longer; it stays in the history."""

    @once
    def post(self, request: Request, pk: int) -> HttpResponse:
        record, told = self.get_object(), self.asked_with(Reason)
        with told_as_problems():
            review.withdraw(record=record, by=request.user, reason=told["reason"])
        return answered(self.get_serializer(record).data, record)


@extend_schema_view(post=acts("claims", "Withdraw a claim", Reason, ClaimRowSerializer))
class WithdrawClaim(Withdrawing):
    serializer_class = ClaimRowSerializer
    get_queryset = Claims.get_queryset


@extend_schema_view(post=acts("statements", "Withdraw a statement", Reason, s.StatementSerializer))
class WithdrawStatement(Withdrawing):
    serializer_class = s.StatementSerializer
    get_queryset = Statements.get_queryset


@extend_schema_view(post=acts("corrections", "Take a whole act back, or do it again", Nothing, ActSerializer))
class UndoAct(Doing):
    """An undoing is an act too: undo that, and the first one stands again."""

    serializer_class = ActSerializer
    queryset = Changeset.objects.all()

    @once
    def post(self, request: Request, pk: int) -> Response:
        changeset, _ = self.get_object(), self.asked_with(Nothing)
        with told_as_problems():
            undone = review.undo_changeset(changeset=changeset, by=request.user)
        return Response(self.get_serializer(undone).data)


DOES = {
    "accept": ("status", "confirmed"), "reject": ("status", "rejected"), "withdraw": ("status", "withdrawn"), "dispute": ("status", "disputed"),
    "reopen": ("status", "machine"), "status": ("status", ""), "event_type": ("event_type", ""), "tag": ("tag", ""), "untag": ("untag", ""),
}  # fmt: skip


class BulkAct(Why):
    do = serializers.ChoiceField(choices=list(DOES))
    value = serializers.CharField(required=False, max_length=60, help_text="the status, the type or the tag")
    least = serializers.FloatField(
        required=False, min_value=0, max_value=1, help_text="leaves out what the machine is less sure of"
    )
    seen = serializers.IntegerField(
        required=False, min_value=0, max_value=2**31 - 1,
        help_text="how many would change, as an answer without it said: if there are still so many, it is done; without it nothing is",
    )  # fmt: skip

    def change(self, told: dict[str, Any]) -> review.Change:
        field, value = DOES[told["do"]]
        return review.Change(field, value or told.get("value", ""), told.get("least"))


class RefusedSerializer(serializers.Serializer):
    incident = serializers.IntegerField()
    why = serializers.CharField()


class BulkSerializer(serializers.Serializer):
    would = serializers.IntegerField(help_text="incidents that would change, or have changed")
    same = serializers.IntegerField(help_text="that are so already")
    unsure = serializers.IntegerField(help_text="that the machine is not sure enough of")
    refused = RefusedSerializer(many=True, help_text="that cannot take it, and why")
    act = ActSerializer(allow_null=True, help_text="what was done, to be undone as one; null: nothing yet")


@extend_schema_view(
    post=acts(
        "incidents",
        "One act over the incidents of a filter",
        BulkAct,
        BulkSerializer,
        operation_id="incidents_bulk",
        filters=True,
    )
)
class BulkIncidents(Incidents, generics.GenericAPIView):
    """The words of the address choose the incidents. Without `seen` it only says what would happen."""

    acts = {"POST": Act.BULK}
    pagination_class = None

    @once
    def post(self, request: Request) -> Response:
        chosen = rows_of(asked(request)).visible_to(request.user)  # type: ignore[attr-defined]
        told = given(BulkAct, request)
        change, done = BulkAct().change(told), None
        with told_as_problems():
            found = review.outlook(chosen, change)
            if "seen" in told:
                self._refuse_other(len(found.would), told["seen"])
                done = review.change_many(chosen, change, by=request.user, reason=told.get("reason", "")).changeset
        refused = [{"incident": pk, "why": why} for pk, why in found.refused]
        body = {"would": len(found.would), "same": found.same, "unsure": found.unsure, "refused": refused, "act": done}
        return Response(BulkSerializer(body).data)

    def _refuse_other(self, would: int, seen: int) -> None:
        if would != seen:
            raise ValidationError(
                {"seen": f"Since you looked the list has changed: now it would be {would}. Look again."}
            )
