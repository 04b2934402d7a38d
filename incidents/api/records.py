"""Doors to the records that stand beside incidents: claims, participants, sources, actors, places, corrections."""

from __future__ import annotations

from django.db.models import QuerySet
from rest_framework import generics

from incidents.api import beside as b
from incidents.api import words as w
from incidents.api.correcting import BODIES, Correctable
from incidents.api.describing import described
from incidents.api.flattened import FlatList
from incidents.api.reading import ShapedList, ShapedOne
from incidents.api.views import Door, One
from incidents.models import Actor, Claim, Correction, Participant, Place, Source

NEWEST = {"newest": ("-id",), "oldest": ("id",)}
BY_NAME = {"name": ("name", "id"), **NEWEST}


class List(ShapedList, Door, generics.ListAPIView):
    orders = NEWEST


class Claims(Door):
    noun = "claim"
    serializer_class = b.ClaimRowSerializer

    def get_queryset(self) -> QuerySet[Claim]:
        return Claim.objects.filter(withdrawn_at=None).select_related("attributed_to")


class ClaimList(Claims, FlatList, List):
    filterset_class = w.ClaimFilter


class ClaimDetail(Claims, ShapedOne, Correctable, One):
    body_class = BODIES["claim"]


class Participants(Door):
    noun = "participant"
    serializer_class = b.ParticipantRowSerializer

    def get_queryset(self) -> QuerySet[Participant]:
        return Participant.objects.select_related("actor")


class ParticipantList(Participants, FlatList, List):
    filterset_class = w.ParticipantFilter


class ParticipantDetail(Participants, ShapedOne, Correctable, One):
    body_class = BODIES["participant"]


class SourceList(List):
    orders = BY_NAME
    filterset_class = w.SourceFilter
    serializer_class = b.SourceSerializer
    queryset = Source.objects.all()


class SourceDetail(ShapedOne, One):
    serializer_class = b.SourceSerializer
    queryset = Source.objects.all()


class ActorList(List):
    noun = "actor"
    orders = BY_NAME
    filterset_class = w.ActorFilter
    serializer_class = b.ActorRowSerializer
    queryset = Actor.objects.all()


class ActorDetail(ShapedOne, Correctable, One):
    noun = "actor"
    serializer_class = b.ActorRowSerializer
    body_class = BODIES["actor"]
    queryset = Actor.objects.all()


class PlaceList(List):
    """Places of the gazetteer, and those that editors made."""

    noun = "place"
    orders = BY_NAME
    filterset_class = w.PlaceFilter
    serializer_class = b.PlaceSerializer
    queryset = Place.objects.all()


class PlaceDetail(ShapedOne, Correctable, One):
    noun = "place"
    serializer_class = b.PlaceSerializer
    body_class = BODIES["place"]
    queryset = Place.objects.all()


class CorrectionList(List):
    """All that people and the parser changed, field by field."""

    filterset_class = w.CorrectionFilter
    serializer_class = b.CorrectionSerializer
    queryset = Correction.objects.select_related("by")


class CorrectionDetail(ShapedOne, One):
    serializer_class = b.CorrectionSerializer
    queryset = Correction.objects.select_related("by")


for _view, _tag, _summary in (
    (ClaimList, "claims", "Figures, each as one source puts it"), (ClaimDetail, "claims", "One claim"),
    (ParticipantList, "participants", "Who took part in which incident"), (ParticipantDetail, "participants", "One participant"),
    (SourceList, "sources", "Agencies, papers, ministries"), (SourceDetail, "sources", "One source"),
    (ActorList, "actors", "Who moves, acts, suffers and speaks"), (ActorDetail, "actors", "One actor"),
    (PlaceList, "places", "Named places"), (PlaceDetail, "places", "One place"),
    (CorrectionList, "corrections", "What was changed, by whom and why"), (CorrectionDetail, "corrections", "One correction"),
):  # fmt: skip
    described(_view, _tag, _summary)
