"""Incidents of a filter, page by page: numbers and total from the read model, bodies kept until their incident changes."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request

from incidents.api import rendered
from incidents.api import serializers as s
from incidents.api.asking import asked
from incidents.api.geojson import MEDIA_TYPE, FeatureCollectionSerializer, GeoJSONRenderer
from incidents.api.problems import BadParameter
from incidents.api.seen import SEEN
from incidents.api.then import AS_OF, answering
from incidents.api.views import BUSY, REFUSALS, Incidents
from incidents.cube import codes
from incidents.cube.answers import Mark, Order
from incidents.keyset import Keyset, written

JSON = "application/json"


class Listing(Incidents, generics.ListAPIView):
    """Newest first, those without a date last; the order and the cursor are the ones of `keyset`."""

    def list(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        question, pages = asked(request, "seen", "as_of"), self.pagination_class()
        limit = pages.limit_of(request)
        after = mark_of(request.query_params.get("cursor", ""))
        with answering(request) as ask:
            total = ask.totals(question).n
            page = ask.page(question, Order.NEWEST, limit, after)
            is_geojson = request.accepted_renderer.format == GeoJSONRenderer.format
            bodies = list((rendered.features if is_geojson else rendered.objects)(ask, page.ids))
        following = pages.next_url_of(request, cursor_of(page.after)) if page.after else None
        if is_geojson:
            return HttpResponse(_collection(total, following, bodies), content_type=MEDIA_TYPE)
        return HttpResponse(_page(total, following, bodies), content_type=JSON)


def mark_of(cursor: str) -> Mark | None:
    if not cursor:
        return None
    try:
        day, number = Keyset(Incidents.keyset).read(cursor)
        mark = Mark(None if day is None else codes.day_number(dt.date.fromisoformat(day)), int(number))
        number.to_bytes(8, signed=True)
        return mark
    except (AttributeError, OverflowError, TypeError, ValueError) as error:
        raise BadParameter("cursor", "This is no cursor of ours; take it from `next` unchanged.") from error


def cursor_of(mark: Mark) -> str:
    return written([None if mark.value is None else codes.day_of(int(mark.value)), mark.id])


def _page(total: int, following: str | None, bodies: list[bytes]) -> bytes:
    return b'{"total":%d,"next":%b,"results":[%b]}' % (total, json.dumps(following).encode(), b",".join(bodies))


def _collection(total: int, following: str | None, bodies: list[bytes]) -> bytes:
    links = [{"rel": "next", "type": MEDIA_TYPE, "href": following}] if following else []
    head = (total, len(bodies), json.dumps(links).encode(), b",".join(bodies))
    return b'{"type":"FeatureCollection","numberMatched":%d,"numberReturned":%d,"links":%b,"features":[%b]}' % head


class IncidentList(Listing):
    """The same words filter the page, the map and this list. `format=geojson` gives a FeatureCollection."""

    renderer_classes = [JSONRenderer, GeoJSONRenderer]

    @extend_schema(
        tags=["incidents"],
        summary="Incidents of a filter",
        parameters=[SEEN, AS_OF],
        responses={
            (200, JSON): s.IncidentSerializer(many=True),
            (200, MEDIA_TYPE): FeatureCollectionSerializer,
            **REFUSALS,
            **BUSY,
        },
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.list(request)


class IncidentGeoJSON(Listing):
    """A FeatureCollection; incidents known only by country have no geometry."""

    renderer_classes = [GeoJSONRenderer]

    @extend_schema(
        tags=["incidents"],
        summary="Incidents of a filter, as GeoJSON",
        operation_id="incidents_geojson",
        parameters=[SEEN, AS_OF],
        responses={(200, MEDIA_TYPE): FeatureCollectionSerializer, **REFUSALS, **BUSY},
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.list(request)
