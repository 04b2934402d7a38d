"""Incidents of a filter, page by page: numbers and total from the read model, bodies kept until their incident changes."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Any

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request

from incidents.api import serializers as s
from incidents.api import shaped
from incidents.api.asking import asked
from incidents.api.flat import in_either_form
from incidents.api.geojson import MEDIA_TYPE, FeatureCollectionSerializer, GeoJSONRenderer
from incidents.api.problems import BadParameter
from incidents.api.seen import SEEN
from incidents.api.then import AS_OF, answering
from incidents.api.views import BUSY, REFUSALS, Incidents
from incidents.cube import codes
from incidents.cube.answers import Mark, Order
from incidents.keyset import Keyset, NotOurs, written

JSON = "application/json"


class Listing(Incidents, generics.ListAPIView):
    """Newest first, those without a date last, if not asked otherwise; the order and the cursor are the ones of `keyset`."""

    def list(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        question, pages = asked(request, "seen", "as_of", *shaped.WORDS), self.pagination_class()
        is_geojson = request.accepted_renderer.format == GeoJSONRenderer.format
        shape, order = shaped.shape_of(request, may_be_flat=not is_geojson), shaped.order_of(request)
        limit = pages.limit_of(request)
        after = mark_of(request.query_params.get("cursor", ""), order)
        with answering(request) as ask:
            total = ask.totals(question).n
            page = ask.page(question, order, limit, after)
            bodies = list(shape.features(ask, page.ids) if is_geojson else shape.objects(ask, page.ids))
        following = pages.next_url_of(request, cursor_of(page.after, order)) if page.after else None
        if is_geojson:
            return _tagged(_collection(total, following, bodies), MEDIA_TYPE)
        return _tagged(_page(total, following, bodies), JSON)


BY_DAY = (Order.NEWEST, Order.OLDEST)


def mark_of(cursor: str, order: Order = Order.NEWEST) -> Mark | None:
    """Where the cursor says that a page of this order starts; a cursor of another order is none of ours."""
    if not cursor:
        return None
    try:
        value, number, *named = Keyset(("value", "id", *named_in(order))).read(cursor)
        if named != named_in(order) or isinstance(value, str) != (order in BY_DAY and value is not None):
            raise NotOurs(cursor)
        number.to_bytes(8, signed=True)
        return Mark(codes.day_number(dt.date.fromisoformat(value)) if isinstance(value, str) else value, int(number))
    except (AttributeError, OverflowError, TypeError, ValueError) as error:
        raise BadParameter("cursor", "This is no cursor of ours; take it from `next` unchanged.") from error


def cursor_of(mark: Mark, order: Order = Order.NEWEST) -> str:
    value = codes.day_of(int(mark.value)) if order in BY_DAY and mark.value is not None else mark.value
    return written([value, mark.id, *named_in(order)])


def named_in(order: Order) -> list[str]:
    """What the cursors of an order end with, so that none is taken for another's."""
    return [] if order is Order.NEWEST else [order.value]


def _tagged(body: bytes, media_type: str) -> HttpResponse:
    """With a tag by the quickest hash that processors know; a thousand incidents are 600 kB."""
    tag = hashlib.sha1(body, usedforsecurity=False).hexdigest()
    return HttpResponse(body, content_type=media_type, headers={"ETag": f'"{tag}"'})


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
        parameters=[SEEN, AS_OF, *shaped.parameters()],
        responses={
            (200, JSON): in_either_form(s.IncidentSerializer, many=True),
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
        parameters=[SEEN, AS_OF, *shaped.parameters(may_be_flat=False)],
        responses={(200, MEDIA_TYPE): FeatureCollectionSerializer, **REFUSALS, **BUSY},
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.list(request)
