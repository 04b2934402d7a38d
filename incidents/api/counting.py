"""Incidents counted: how many, by time, by facet, by square of the map; from the read model, with exact totals."""

from __future__ import annotations

from typing import Any

import numpy as np
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics, serializers
from rest_framework.request import Request

from incidents.api.asking import asked
from incidents.api.problems import BadParameter
from incidents.api.then import AS_OF, answering
from incidents.api.views import BUSY, REFUSALS, Incidents
from incidents.cube import codes
from incidents.cube.answers import ALL_FACETS, Answers, Histogram
from incidents.cube.question import Box, Question
from incidents.cube.stretches import MOST_BUCKETS, UNITS, Stretch, buckets, cut, unit_for
from incidents.cube.wire import JsonOfArrays

MOST_ASKED_FOR = 12_000  # buckets: thirty years by day
PARTS = ("certain", "families", "people", "types")


class Counting(Incidents, generics.GenericAPIView):
    """Answers of the read model: no pages, the filter's words."""

    pagination_class = None


class CountSerializer(serializers.Serializer):
    total = serializers.IntegerField()
    at_points = serializers.IntegerField(help_text="that stand at a point, alone or with a radius")
    no_place = serializers.IntegerField()
    no_date = serializers.IntegerField()
    first = serializers.DateField(allow_null=True, help_text="first day of any")
    last = serializers.DateField(allow_null=True)


class HistogramSerializer(serializers.Serializer):
    unit = serializers.ChoiceField(choices=UNITS)
    first = serializers.DateField(
        allow_null=True, help_text="first day of the first bucket; the others follow one unit after the other"
    )
    last = serializers.DateField(allow_null=True, help_text="last day of the last bucket")
    n = serializers.ListField(
        child=serializers.IntegerField(), help_text="incidents that may have happened in each bucket"
    )
    certain = serializers.ListField(child=serializers.IntegerField(), required=False, help_text="that surely did")
    people = serializers.ListField(
        child=serializers.FloatField(),
        required=False,
        help_text="least number of people of what happened; likely twins count once",
    )
    families = serializers.DictField(
        child=serializers.ListField(child=serializers.IntegerField()), required=False, help_text="n by family of types"
    )
    types = serializers.DictField(
        child=serializers.ListField(child=serializers.IntegerField()), required=False, help_text="n by event type"
    )
    uncertain = serializers.IntegerField(help_text="incidents that fit in no single bucket")
    no_date = serializers.IntegerField(help_text="incidents that are in none")


class FacetValueSerializer(serializers.Serializer):
    value = serializers.CharField()
    n = serializers.IntegerField()


FacetsSerializer = type(
    "FacetsSerializer", (serializers.Serializer,),
    {"total": serializers.IntegerField(), **{name: FacetValueSerializer(many=True) for name in ALL_FACETS}},
)  # fmt: skip


def documented(serializer: Any, summary: str, operation: str, **more: Any) -> Any:
    responses = {(200, "application/json"): serializer, **REFUSALS, **BUSY, **more.pop("responses", {})}
    return extend_schema(
        tags=["incidents"], summary=summary, operation_id=operation, responses=responses, filters=True, **more
    )  # fmt: skip


class IncidentCount(Counting):
    @documented(CountSerializer, "How many incidents a filter keeps", "incidents_count", parameters=[AS_OF])
    def get(self, request: Request) -> JsonOfArrays:
        question = asked(request, "as_of")
        with answering(request) as ask:
            totals, at_points = ask.totals(question), ask.in_view(question, WORLD)
        first, last = totals.dated or (None, None)
        told = {"total": totals.n, "at_points": at_points, "no_place": totals.no_place, "no_date": totals.no_date}
        return JsonOfArrays({**told, "first": first, "last": last})


WORLD = Box(-180.0, -90.0, 180.0, 90.0)


class IncidentHistogram(Counting):
    """By overlap: an incident counts in every bucket that it may have happened in."""

    @documented(
        HistogramSerializer, "Incidents over time", "incidents_histogram",
        parameters=[
            AS_OF,
            OpenApiParameter("unit", enum=UNITS, description=f"Length of a bucket; if not given the finest that makes at most {MOST_BUCKETS}."),
            OpenApiParameter("parts", {"type": "array", "items": {"type": "string", "enum": list(PARTS)}}, description="Which lists besides n; all if not given."),
        ],
    )  # fmt: skip
    def get(self, request: Request) -> JsonOfArrays:
        question = asked(request, "unit", "parts", "as_of")
        parts = _chosen(request, "parts", PARTS) or PARTS
        (unit,) = _chosen(request, "unit", UNITS)[:1] or ("",)
        with answering(request) as ask:
            return JsonOfArrays(_histogram(ask, question, unit, parts))


def _chosen(request: Request, name: str, allowed: tuple[str, ...]) -> list[str]:
    values = request.query_params.getlist(name)
    for value in values:
        if value not in allowed:
            raise BadParameter(name, f"{value!r} is none of the values.", list(allowed))
    return values


def _histogram(ask: Answers, question: Question, unit: str, parts: Any) -> dict[str, Any]:
    totals = ask.totals(question)
    if totals.dated is None:
        return {
            "unit": unit or "day",
            "first": None,
            "last": None,
            "n": [],
            "uncertain": 0,
            "no_date": totals.no_date,
            **_empty(parts),
        }
    stretch = _stretch(
        max(totals.dated[0], question.first or totals.dated[0]),
        min(totals.dated[1], question.last or totals.dated[1]),
        unit,
    )
    found = ask.histogram(question, stretch, people="people" in parts, types=bool({"families", "types"} & set(parts)))
    return {
        "unit": stretch.unit, "first": stretch.first, "last": stretch.last, "n": found.n.sum(axis=1),
        "uncertain": found.uncertain, "no_date": totals.no_date, **_parts(found, parts),
    }  # fmt: skip


def _stretch(first: Any, last: Any, unit: str) -> Stretch:
    if unit and buckets(first, last, unit) > MOST_ASKED_FOR:
        allowed = [one for one in UNITS if buckets(first, last, one) <= MOST_ASKED_FOR]
        raise BadParameter("unit", f"That makes more than {MOST_ASKED_FOR} buckets; give a shorter period.", allowed)
    return cut(first, last, unit or unit_for(first, last))


def _empty(parts: Any) -> dict[str, Any]:
    return {name: {} if name in ("families", "types") else [] for name in parts}


def _parts(found: Histogram, parts: Any) -> dict[str, Any]:
    told: dict[str, Any] = {}
    if "certain" in parts:
        told["certain"] = found.certain.sum(axis=1)
    if "people" in parts:
        told["people"] = found.people
    if "families" in parts:
        told["families"] = _named(codes.FAMILIES, found.by_family().n)
    if "types" in parts:
        told["types"] = _named(codes.COLUMNS, found.n)
    return told


def _named(names: tuple[str, ...], counts: Any) -> dict[str, list[int]]:
    return {names[at]: counts[:, at].tolist() for at in np.flatnonzero(counts.any(axis=0))}


class IncidentFacets(Counting):
    """Each facet is counted under all words but its own: a number is what choosing that value would give."""

    @documented(FacetsSerializer, "Incidents by every coded field", "incidents_facets", parameters=[AS_OF])
    def get(self, request: Request) -> JsonOfArrays:
        question = asked(request, "as_of")
        with answering(request) as ask:
            total, facets = ask.totals(question).n, ask.facets(question, ALL_FACETS)
        told = {name: [{"value": value, "n": n} for value, n in counts] for name, counts in facets.items()}
        return JsonOfArrays({"total": total, **told})
