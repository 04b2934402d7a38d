"""Doors to statements, reports, borders and crossing points."""

from __future__ import annotations

from django.db.models import QuerySet
from rest_framework import generics

from incidents.api import serializers as s
from incidents.api.correcting import BODIES, Correctable
from incidents.api.describing import described
from incidents.api.filtering import BorderListFilter, CrossingPointFilter
from incidents.api.flattened import FlatList
from incidents.api.reading import ShapedList, ShapedOne
from incidents.api.views import Door, One
from incidents.filters import ReportFilter, StatementFilter
from incidents.models import Border, CrossingPoint, Report, Statement


class Statements(Door):
    noun = "statement"
    orders = {"newest": ("-id",), "oldest": ("id",), "said": ("-date", "-id"), "said_first": ("date", "-id")}
    filterset_class = StatementFilter
    serializer_class = s.StatementSerializer

    def get_queryset(self) -> QuerySet[Statement]:
        return (
            Statement.objects.visible_to(self.request.user)
            .current()
            .select_related("speaker")
            .prefetch_related("about")
        )


class StatementList(Statements, FlatList, generics.ListAPIView):
    words = (*FlatList.words, "as_of")


class StatementDetail(ShapedOne, Correctable, One):
    noun = "statement"
    serializer_class = s.StatementSerializer
    body_class = BODIES["statement"]
    get_queryset = Statements.get_queryset


class BorderList(ShapedList, Door, generics.ListAPIView):
    """Every land border of the world, after Natural Earth: de-facto lines, not authoritative."""

    orders = {"code": ("code",), "longest": ("-length_km", "code")}
    filterset_class = BorderListFilter
    serializer_class = s.BorderSerializer
    queryset = Border.objects.all()


class BorderDetail(ShapedOne, One):
    queryset = Border.objects.prefetch_related("crossing_points")
    serializer_class = s.BorderDetailSerializer
    lookup_field = "code"


class CrossingPointList(ShapedList, Door, generics.ListAPIView):
    orders = {"oldest": ("id",), "name": ("name", "id")}
    filterset_class = CrossingPointFilter
    serializer_class = s.CrossingPointSerializer
    queryset = CrossingPoint.objects.all()


class CrossingPointDetail(ShapedOne, One):
    serializer_class = s.CrossingPointSerializer
    queryset = CrossingPoint.objects.all()


class Reports(FlatList, Door):
    noun = "report"
    words = (*FlatList.words, "as_of")
    orders = {
        "received": ("-received_at", "-id"),
        "received_first": ("received_at", "id"),
        "published": ("-published_on", "-id"),
    }
    filterset_class = ReportFilter
    serializer_class = s.ReportSerializer

    def get_queryset(self) -> QuerySet[Report]:
        return (
            Report.objects.visible_to(self.request.user)
            .select_related("source", "job", "original")
            .defer("original__content", "text")
        )


class ReportDetail(ShapedOne, Correctable, One):
    noun = "report"
    serializer_class = s.ReportDetailSerializer
    body_class = BODIES["report"]

    def get_queryset(self) -> QuerySet[Report]:
        return (
            Report.objects.visible_to(self.request.user)
            .select_related("source", "job", "original")
            .defer("original__content")
        )


for _view, _tag, _summary in (
    (StatementList, "statements", "Who said what"), (StatementDetail, "statements", "One statement"),
    (BorderList, "borders", "Land borders with their length"), (BorderDetail, "borders", "One border with its section as GeoJSON"),
    (CrossingPointList, "borders", "Crossing points"), (CrossingPointDetail, "borders", "One crossing point"),
    (ReportDetail, "reports", "One report with its text"),
):  # fmt: skip
    described(_view, _tag, _summary)
