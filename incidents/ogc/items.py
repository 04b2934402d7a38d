"""Features of a collection, page by page, and one by its number."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from rest_framework.request import Request

from incidents.api.problems import BadParameter
from incidents.ogc.collection import Asked, Page
from incidents.ogc.collection import Collection as Held
from incidents.ogc.cql2 import condition_of
from incidents.ogc.crs import Crs, crs_of
from incidents.ogc.document import MOST, USUAL
from incidents.ogc.doors import GEOJSON, JSON, Door, collection_of, link
from incidents.ogc.windows import box_of, period_of

OF_THE_STANDARD = ("limit", "cursor", "bbox", "bbox-crs", "datetime", "crs", "filter", "filter-lang", "filter-crs")


class Items(Door):
    def allowed(self, collection: str, **_kwargs: Any) -> Collection[str]:
        return [*OF_THE_STANDARD, *collection_of(collection).words()]

    def get(self, request: Request, collection: str) -> HttpResponse:
        held = collection_of(collection)
        asked = asked_of(request, held)
        page = held.page(asked)
        return _answer(_written(page, _links(request, held, page)), asked.crs)


class Item(Door):
    words = ("crs",)

    def get(self, request: Request, collection: str, key: str) -> HttpResponse:
        held, crs = collection_of(collection), crs_of("crs", request.query_params.get("crs"))
        feature = held.one(key, request.user, request.build_absolute_uri, crs)
        if feature is None:
            raise Http404(f"There is no such feature in {held.title}.")
        links = [
            link(request, "self", GEOJSON, "This feature", "item", collection=held.id, key=key),
            link(request, "collection", JSON, held.title, "collection", collection=held.id),
        ]
        return _answer(feature[:-1] + b',"links":' + json.dumps(links).encode() + b"}", crs)


def asked_of(request: Request, held: Held) -> Asked:
    query = request.query_params
    words = query.copy()
    for name in (*OF_THE_STANDARD, "f"):
        words.pop(name, None)
    first, last = period_of(query.get("datetime"))
    if first or last:
        _refuse_two_periods(words)
    return Asked(
        words, request.build_absolute_uri, _limit(query.get("limit")), query.get("cursor", ""), crs_of("crs", query.get("crs")),
        box_of(query.get("bbox"), crs_of("bbox-crs", query.get("bbox-crs"))), first, last, query.get("filter", ""),
        _condition(query, held),
    )  # fmt: skip


def _refuse_two_periods(words: Any) -> None:
    if {"from", "to"} & words.keys():
        raise BadParameter("datetime", "Give datetime, or from and to, not both.")


def _condition(query: Any, held: Held) -> Any:
    if query.get("filter-lang", "cql2-text") != "cql2-text":
        raise BadParameter("filter-lang", "There is no such filter language here.", ["cql2-text"])
    crs = crs_of("filter-crs", query.get("filter-crs"))
    return condition_of(query["filter"], held, crs) if "filter" in query else None


def _limit(text: str | None) -> int:
    """More than the most is the most, as the standard has it."""
    if text is None:
        return USUAL
    if not (text.isascii() and text.isdigit() and int(text[:9])):
        raise BadParameter("limit", f"{text!r} is not a whole number from 1.")
    return min(int(text[:9]), MOST)


def _links(request: Request, held: Held, page: Page) -> list[dict[str, str]]:
    here = {"rel": "self", "type": GEOJSON, "title": "This page", "href": request.build_absolute_uri()}
    links = [here, link(request, "collection", JSON, held.title, "collection", collection=held.id)]
    if page.cursor:
        kept = [(name, value) for name, values in request.query_params.lists() for value in values if name != "cursor"]
        address = request.build_absolute_uri(request.path) + "?" + urlencode([*kept, ("cursor", page.cursor)])
        links.append({"rel": "next", "type": GEOJSON, "title": "The next page", "href": address})
    return links


def _written(page: Page, links: list[dict[str, str]]) -> bytes:
    now = dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    head = (now, page.total, len(page.features), json.dumps(links).encode(), b",".join(page.features))
    return (
        b'{"type":"FeatureCollection","timeStamp":"%b","numberMatched":%d,"numberReturned":%d,"links":%b,"features":[%b]}'
        % head
    )


def _answer(body: bytes, crs: Crs) -> HttpResponse:
    return HttpResponse(body, content_type=GEOJSON, headers={"Content-Crs": f"<{crs.uri}>"})
