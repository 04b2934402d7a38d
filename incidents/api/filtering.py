"""How the API applies the project's filters, and filters for the two tables that only the API lists."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from typing import Any

import django_filters as df
from django.db.models import Q, QuerySet
from django.forms import DateField, Field, Form
from django.http import QueryDict
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.request import Request

from incidents.api.problems import BadParameter
from incidents.filters import YES, BorderFilter, CountryFilter
from incidents.models import Border, CrossingPoint

OF_EVERY_LIST = {"limit", "cursor", "format"}
MOST_NAMED = 40
ISO_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$", re.ASCII)


class StrictFilterBackend(DjangoFilterBackend):
    """A misspelt parameter or value is an error that names what is allowed, never a silently wider answer."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: Any) -> QuerySet[Any]:
        filterset = self.get_filterset(request, queryset, view)
        allowed = (set(filterset.form.fields) if filterset else set()) | set(getattr(view, "words", ()))
        refuse_unknown(request, allowed)
        if filterset is None:
            return queryset
        refuse_loose_dates(request.query_params, filterset.form)
        return kept_by(filterset)


def kept_by(filterset: df.FilterSet) -> QuerySet[Any]:
    """The rows that its words keep; a word that cannot be read is refused with what is allowed."""
    if not filterset.is_valid():
        name, messages = next(iter(filterset.errors.items()))
        said = " ".join(str(message).removeprefix(f"{name}: ") for message in messages)
        raise BadParameter(name, said, allowed_values(filterset.form.fields.get(name)))
    return filterset.qs


def refuse_unknown(request: Request, allowed: set[str], of_every: Set[str] = OF_EVERY_LIST) -> None:
    known = allowed | of_every
    for name, values in request.query_params.lists():
        if name not in known:
            raise BadParameter(name, "There is no such parameter here.", sorted(known))
        if "" in values:
            raise BadParameter(name, "It is empty. Give a value, or leave it out.")
        if any("\x00" in value for value in values):
            raise BadParameter(name, "Null characters are not allowed.")


def refuse_loose_dates(query: QueryDict, form: Form) -> None:
    """Forms of the page read 05/07/2021 as well; here a day has one spelling."""
    for name, field in form.fields.items():
        refuse_loose_date(query, name, field)


def refuse_loose_date(query: QueryDict, name: str, field: Field) -> None:
    if isinstance(field, DateField) and not ISO_DAY.match(query.get(name, "2000-01-01")):
        raise BadParameter(name, "Give a day as 2021-07-05.")


def refuse_unknown_fields(body: Mapping[str, Any], allowed: set[str]) -> None:
    """The same for the fields of a body."""
    for name in body:
        if name not in allowed:
            raise BadParameter(name, "There is no such field here.", sorted(allowed))


def allowed_values(field: Field | None) -> list[str]:
    choices = getattr(field, "choices", ())
    return [str(value) for value, _ in list(choices)[:MOST_NAMED] if value not in ("", None)]


class BorderListFilter(df.FilterSet):
    country = CountryFilter(method="of_country", help_text="ISO code of a country: its borders")
    disputed = df.TypedChoiceFilter(
        choices=YES, coerce=lambda value: value == "true", help_text="whether the course is disputed"
    )
    q = df.CharFilter(method="named", help_text="part of the name")

    class Meta:
        model = Border
        fields: list[str] = []

    def of_country(self, queryset: QuerySet[Border], name: str, value: str) -> QuerySet[Border]:
        return queryset.filter(Q(country_a=value) | Q(country_b=value))

    def named(self, queryset: QuerySet[Border], name: str, value: str) -> QuerySet[Border]:
        return queryset.filter(Q(name__icontains=value) | Q(names__icontains=value))


class CrossingPointFilter(df.FilterSet):
    border = BorderFilter(field_name="border_id", help_text="code of a land border, AF-TJ")
    country = CountryFilter(help_text="ISO code of the country that it stands in")
    kind = df.CharFilter(max_length=20, help_text="crossing, post, bridge …")
    q = df.CharFilter(method="named", help_text="part of a name")

    class Meta:
        model = CrossingPoint
        fields: list[str] = []

    def named(self, queryset: QuerySet[CrossingPoint], name: str, value: str) -> QuerySet[CrossingPoint]:
        return queryset.filter(Q(name__icontains=value) | Q(names__icontains=value))
