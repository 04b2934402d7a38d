"""The situation brief of a filter, as its content: sentences, each with its footnotes, figures and drawings."""

from __future__ import annotations

from django.http import JsonResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.request import Request

from incidents.api.asking import asked
from incidents.api.views import BUSY, REFUSALS, Incidents
from incidents.brief.writing import written


class BriefContent(Incidents, generics.GenericAPIView):
    """Made now, from the records as they stand. The same as a page, PDF or Markdown is at /brief/ with the same words."""

    pagination_class = None

    @extend_schema(
        tags=["incidents"], summary="The situation brief of a filter", operation_id="brief", filters=True,
        responses={(200, "application/json"): OpenApiTypes.OBJECT, **REFUSALS, **BUSY},
    )  # fmt: skip
    def get(self, request: Request) -> JsonResponse:
        asked(request)
        return JsonResponse(written(request.query_params).told())
