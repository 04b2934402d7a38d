"""The API's doors: each asks, passes on and shows; no decision is made here."""

from __future__ import annotations

from typing import Any

from csp.constants import HEADER
from django.db.models import Prefetch, QuerySet
from django.utils.decorators import method_decorator
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import conditional_page
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import generics
from rest_framework.authentication import SessionAuthentication
from rest_framework.exceptions import MethodNotAllowed, NotFound
from rest_framework.permissions import SAFE_METHODS
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from incidents.access import Act
from incidents.api import serializers as s
from incidents.api.authentication import TokenAuthentication
from incidents.api.bodies import StorableJSONParser
from incidents.api.filtering import StrictFilterBackend, refuse_unknown
from incidents.api.limits import Rates
from incidents.api.pagination import KeysetPagination
from incidents.api.permissions import MayAct
from incidents.api.problems import ProblemSerializer, problem_response
from incidents.filters import IncidentFilter
from incidents.models import Claim, Incident

NOTHING = "default-src 'none'; frame-ancestors 'none'"  # an answer of the API is shown in no page and loads nothing
PROBLEM = OpenApiResponse(ProblemSerializer, description="what was wrong and what is allowed")
REFUSALS = {(status, "application/problem+json"): PROBLEM for status in (400, 401, 403)}
UNFIT_BODY = {(status, "application/problem+json"): PROBLEM for status in (413, 415)}
BUSY = {(503, "application/problem+json"): PROBLEM}
MISSING = {(404, "application/problem+json"): PROBLEM}
CONFLICTS = {(status, "application/problem+json"): PROBLEM for status in (409, 412, 422)}


class Door:
    """What every view of the API shares."""

    authentication_classes = [TokenAuthentication, SessionAuthentication]
    permission_classes = [MayAct]
    throttle_classes = [Rates]
    rate_headers: dict[str, str] = {}
    renderer_classes: list[type[Any]] = [JSONRenderer]
    parser_classes: list[type[Any]] = [StorableJSONParser]
    pagination_class = KeysetPagination
    filter_backends = [StrictFilterBackend]

    @method_decorator(gzip_page)
    @method_decorator(conditional_page)
    def dispatch(self, *args: Any, **kwargs: Any) -> Any:
        """Packed for who takes it so; 304 for who has it already."""
        return super().dispatch(*args, **kwargs)  # type: ignore[misc]

    def get_exception_handler(self) -> Any:
        return problem_response

    def finalize_response(self, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(*args, **kwargs)  # type: ignore[misc]
        for name, value in self.rate_headers.items():
            response[name] = value
        response[HEADER] = NOTHING
        return response


class Nowhere(Door, APIView):
    """What no other door answers, told as a problem to who may read here, whatever the verb."""

    schema = None
    acts = dict.fromkeys(("POST", "PUT", "PATCH", "DELETE"), Act.SEE)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        raise NotFound("There is nothing at this address.")


class One(Door, generics.RetrieveAPIView):
    """A single record; its address takes no filters, only what `words` names."""

    filter_backends: list[Any] = []
    words: frozenset[str] = frozenset()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if not hasattr(self, str(request.method).lower()):
            raise MethodNotAllowed(str(request.method))
        taken = set(self.words) - {"sort"} - ({"as_of"} if request.method not in SAFE_METHODS else set())
        refuse_unknown(request, taken)


def documented(tag: str, serializer: Any, summary: str, **extra: Any) -> Any:
    many = extra.pop("many", False)
    responses = {200: serializer, **REFUSALS, **({} if many else MISSING), **extra.pop("responses", {})}
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
            "claim-list",
            "participant-list",
            "source-list",
            "actor-list",
            "place-list",
            "border-list",
            "crossing-point-list",
            "codebook",
            "brief",
            "correction-list",
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
