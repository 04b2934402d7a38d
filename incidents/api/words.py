"""Filters of the lists that only the API has, in the words of the pages' filters."""

from __future__ import annotations

from typing import Any

import django_filters as df
from django.db.models import Q, QuerySet

from incidents.cube.question import Box
from incidents.cube.rows import area
from incidents.filters import YES, BBoxFilter, BorderFilter, CountryFilter, NumberFilter, PeriodForm
from incidents.models import Actor, Claim, Correction, Participant, Place, Source, choices


def number(field: str, words: str) -> NumberFilter:
    return NumberFilter(field_name=field, help_text=f"number of {words}")


def part(field: str, words: str) -> df.CharFilter:
    return df.CharFilter(field_name=field, lookup_expr="icontains", max_length=200, help_text=f"part of {words}")


class ClaimFilter(df.FilterSet):
    incident = number("incident_id", "its incident")
    report = number("report_id", "its report")
    kind = df.MultipleChoiceFilter(choices=choices.claim_kinds, help_text="what the figure is of")
    comparator = df.MultipleChoiceFilter(choices=choices.comparators, help_text="exact, over, about …")
    basis = df.MultipleChoiceFilter(choices=choices.bases, help_text="of what it happened, or so far")
    credibility = df.TypedMultipleChoiceFilter(choices=choices.credibilities, coerce=int, help_text="1 to 6")
    unit = part("unit", "what the figure counts")
    attributed_to = part("attributed_to__name", "the name of who says so")
    border = BorderFilter(field_name="incident__border", help_text="code of a land border, AF-TJ")
    at_least = df.NumberFilter(
        field_name="low", lookup_expr="gte", min_value=0, max_value=10**11, help_text="lower end, at least"
    )
    at_most = df.NumberFilter(
        field_name="high", lookup_expr="lte", min_value=0, max_value=10**11, help_text="upper end, at most"
    )

    class Meta:
        model = Claim
        fields: list[str] = []


class ParticipantFilter(df.FilterSet):
    incident = number("incident_id", "its incident")
    actor = number("actor_id", "its actor")
    role = df.MultipleChoiceFilter(choices=choices.actor_roles, help_text="as what it took part")
    sector = df.MultipleChoiceFilter(field_name="actor__sector", choices=choices.sectors, help_text="of the actor")
    country = CountryFilter(field_name="actor__country", help_text="ISO code of the actor's country")

    class Meta:
        model = Participant
        fields: list[str] = []


class SourceFilter(df.FilterSet):
    country = CountryFilter(help_text="ISO code of its country")
    reliability = df.MultipleChoiceFilter(choices=choices.reliabilities, help_text="A to F")
    q = part("name", "its name")

    class Meta:
        model = Source
        fields: list[str] = []


class ActorFilter(df.FilterSet):
    country = CountryFilter(help_text="ISO code of its country")
    sector = df.MultipleChoiceFilter(choices=choices.sectors, help_text="military, police, civilians …")
    kind = df.MultipleChoiceFilter(choices=choices.actor_kinds, help_text="force, group, office, person or people")
    q = part("name", "its name")

    class Meta:
        model = Actor
        fields: list[str] = []


class PlaceFilter(df.FilterSet):
    country = CountryFilter(help_text="ISO code of its country")
    kind = df.CharFilter(max_length=20, help_text="city, district, province, river …")
    bbox = BBoxFilter(method="within", help_text="west,south,east,north in degrees")
    q = df.CharFilter(method="named", max_length=200, help_text="beginning of its name, or one of its names in full")

    class Meta:
        model = Place
        fields: list[str] = []

    def named(self, queryset: QuerySet[Place], _name: str, value: str) -> QuerySet[Place]:
        return queryset.filter(Q(name__istartswith=value) | Q(names__contains=[value]))

    def within(
        self, queryset: QuerySet[Place], _name: str, value: tuple[float, float, float, float]
    ) -> QuerySet[Place]:
        found = Q()
        for half in Box(*value).halves():
            found |= Q(point__intersects=area(half))
        return queryset.filter(found)


class CorrectionFilter(df.FilterSet):
    record_kind = df.MultipleChoiceFilter(choices=Correction.Kind.choices, help_text="kind of the record")
    record_id = number("record_id", "the record, beside its kind")
    field = df.CharFilter(max_length=40, help_text="name of the field")
    by = df.CharFilter(field_name="by__username", max_length=150, help_text="account of who changed it")
    machine = df.TypedChoiceFilter(
        choices=YES, coerce=lambda v: v == "true", method="by_machine", help_text="true: only the parser's"
    )
    act = number("changeset_id", "the act")

    class Meta:
        model = Correction
        form = PeriodForm
        fields: list[str] = []

    def by_machine(self, queryset: QuerySet[Correction], _name: str, value: Any) -> QuerySet[Correction]:
        return queryset.filter(by__isnull=bool(value))


CorrectionFilter.base_filters["from"] = df.DateFilter(
    field_name="at__date", lookup_expr="gte", label="From", help_text="first day"
)
CorrectionFilter.base_filters["to"] = df.DateFilter(
    field_name="at__date", lookup_expr="lte", label="To", help_text="last day"
)
