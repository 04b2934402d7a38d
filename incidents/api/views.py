"""The API's doors: each asks, passes on and shows; no decision is made here."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_view
from rest_framework import generics
from rest_framework.authentication import SessionAuthentication
from rest_framework.permissions import SAFE_METHODS
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from incidents.api import serializers as s
from incidents.api.authentication import TokenAuthentication
from incidents.api.bodies import StorableJSONParser
from incidents.api.filtering import BorderListFilter, CrossingPointFilter, StrictFilterBackend, refuse_unknown
from incidents.api.pagination import KeysetPagination
from incidents.api.permissions import MayAct
from incidents.api.problems import ProblemSerializer, problem_response
from incidents.filters import IncidentFilter, ReportFilter, StatementFilter
from incidents.models import Border, Claim, CrossingPoint, Incident, Report, Statement

PROBLEM = OpenApiResponse(ProblemSerializer, description="what was wrong and what is allowed")
REFUSALS = {(status, "application/problem+json"): PROBLEM for status in (400, 401, 403)}
UNFIT_BODY = {(status, "application/problem+json"): PROBLEM for status in (413, 415)}
BUSY = {(503, "application/problem+json"): PROBLEM}
MISSING = {(404, "application/problem+json"): PROBLEM}


class Door:
    """What every view of the API shares."""

    authentication_classes = [TokenAuthentication, SessionAuthentication]
    permission_classes = [MayAct]
    renderer_classes: list[type[Any]] = [JSONRenderer]
    parser_classes: list[type[Any]] = [StorableJSONParser]
    pagination_class = KeysetPagination
    filter_backends = [StrictFilterBackend]

    def get_exception_handler(self) -> Any:
        return problem_response


class One(Door, generics.RetrieveAPIView):
    """A single record; its address takes no filters, only what `words` names."""

    filter_backends: list[Any] = []
    words: frozenset[str] = frozenset()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        refuse_unknown(request, set(self.words) if request.method in SAFE_METHODS else set())


def documented(tag: str, serializer: Any, summary: str, **extra: Any) -> Any:
    many = extra.pop("many", False)
    responses = {200: serializer(many=many), **REFUSALS, **({} if many else MISSING), **extra.pop("responses", {})}
    return extend_schema(tags=[tag], summary=summary, responses=responses, **extra)


class Root(Door, APIView):
    """Where everything is."""

    @extend_schema(tags=["start"], summary="The addresses of this API", responses={200: dict[str, str], **REFUSALS})
    def get(self, request: Request) -> Response:
        refuse_unknown(request, set())
        names = [
            "incident-list",
            "incident-geojson",
            "incident-count",
            "incident-histogram",
            "incident-facets",
            "changes",
            "statement-list",
            "statement-changes",
            "report-list",
            "border-list",
            "crossing-point-list",
            "codebook",
            "brief",
        ]
        lists = {name: reverse(f"api:{name}", request=request) for name in names}
        return Response(lists | {"openapi": reverse("api:openapi", request=request)})


def with_parts(incidents: QuerySet[Incident]) -> QuerySet[Incident]:
    """With what stands in their bodies beside their own fields."""
    claims = Prefetch("claims", Claim.objects.filter(withdrawn_at=None).select_related("attributed_to"))
    return incidents.prefetch_related("participants__actor", claims)


class Incidents(Door):
    keyset = ("-date_start", "-id")
    filterset_class = IncidentFilter
    serializer_class = s.IncidentSerializer

    def get_queryset(self) -> QuerySet[Incident]:
        return with_parts(Incident.objects.visible_to(self.request.user))


class IncidentOne(One):
    serializer_class = s.IncidentDetailSerializer

    def get_queryset(self) -> QuerySet[Incident]:
        return Incident.objects.visible_to(self.request.user)


class Statements(Door):
    keyset = ("-id",)
    filterset_class = StatementFilter
    serializer_class = s.StatementSerializer

    def get_queryset(self) -> QuerySet[Statement]:
        return (
            Statement.objects.visible_to(self.request.user)
            .current()
            .select_related("speaker")
            .prefetch_related("about")
        )


@extend_schema_view(get=documented("statements", s.StatementSerializer, "Who said what", many=True))
class StatementList(Statements, generics.ListAPIView):
    pass


@extend_schema_view(get=documented("statements", s.StatementSerializer, "One statement"))
class StatementDetail(One):
    serializer_class = s.StatementSerializer
    get_queryset = Statements.get_queryset


class Borders(Door):
    keyset = ("code",)
    filterset_class = BorderListFilter
    serializer_class = s.BorderSerializer
    queryset = Border.objects.all()


@extend_schema_view(get=documented("borders", s.BorderSerializer, "Land borders with their length", many=True))
class BorderList(Borders, generics.ListAPIView):
    """Every land border of the world, after Natural Earth: de-facto lines, not authoritative."""


@extend_schema_view(get=documented("borders", s.BorderDetailSerializer, "One border with its section as GeoJSON"))
class BorderDetail(One):
    queryset = Border.objects.prefetch_related("crossing_points")
    serializer_class = s.BorderDetailSerializer
    lookup_field = "code"


@extend_schema_view(get=documented("borders", s.CrossingPointSerializer, "Crossing points", many=True))
class CrossingPointList(Door, generics.ListAPIView):
    keyset = ("id",)
    filterset_class = CrossingPointFilter
    serializer_class = s.CrossingPointSerializer
    queryset = CrossingPoint.objects.all()


class Reports(Door):
    keyset = ("-received_at", "-id")
    filterset_class = ReportFilter
    serializer_class = s.ReportSerializer

    def get_queryset(self) -> QuerySet[Report]:
        return (
            Report.objects.visible_to(self.request.user)
            .select_related("source", "job", "original")
            .defer("original__content", "text")
        )


@extend_schema_view(get=documented("reports", s.ReportDetailSerializer, "One report with its text"))
class ReportDetail(One):
    serializer_class = s.ReportDetailSerializer

    def get_queryset(self) -> QuerySet[Report]:
        return (
            Report.objects.visible_to(self.request.user)
            .select_related("source", "job", "original")
            .defer("original__content")
        )
