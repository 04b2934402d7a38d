"""Which incidents: the words, and the question that they ask."""

from __future__ import annotations

import functools
from typing import Any

import django_filters as df
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from incidents.cube.question import Box, Question, Scope
from incidents.cube.rows import keep
from incidents.filters.fields import (
    WORDS,
    YES,
    BBoxFilter,
    BorderFilter,
    CountryFilter,
    DirectionFilter,
    NumberFilter,
    NumbersFilter,
)
from incidents.filters.periods import DAYS, PeriodForm, reversed_days
from incidents.filters.told import given, told_of
from incidents.models import Incident, choices
from incidents.parsing.knowledge.event_types import load_event_types


def families() -> list[tuple[str, str]]:
    return [(name, name) for name in dict.fromkeys(kind.family for kind in load_event_types())]


def one_or_more(codes: Any, words: str) -> df.MultipleChoiceFilter:
    return df.MultipleChoiceFilter(choices=codes, help_text=words)


class IncidentFilter(df.FilterSet):
    """Dates count by overlap: an incident that may have happened in the period is in."""

    border = BorderFilter(help_text="code of a land border, AF-TJ")
    country = CountryFilter(help_text="ISO code of a country on either side")
    from_country = CountryFilter(help_text="ISO code of the country it moved or fired from")
    to_country = CountryFilter(help_text="ISO code of the country it moved or fired to")
    direction = DirectionFilter(help_text='both at once, "AF>TJ"')
    event_type = one_or_more(choices.event_types, "one or more event types")
    family = one_or_more(families, "one or more families of types")
    modality = one_or_more(choices.modalities, "said to be actual, ordered, …")
    status = one_or_more(choices.statuses, "state of review")
    certain_only = df.TypedChoiceFilter(
        choices=YES,
        coerce=lambda v: v == "true",
        help_text="true: only incidents that surely lie in the period",
    )
    date_prec = df.TypedMultipleChoiceFilter(
        choices=choices.date_precisions, coerce=int, help_text="one or more precisions of the time, 1 to 5"
    )
    part_of_day = one_or_more(choices.parts_of_day, "one or more parts of the day")
    lasted = df.TypedChoiceFilter(
        choices=YES,
        coerce=lambda v: v == "true",
        help_text="true: went on through all its days; false: happened some time in them",
    )
    ids = NumbersFilter(help_text="numbers of incidents, 12,15")
    bbox = BBoxFilter(help_text="west,south,east,north in degrees")
    actor = df.CharFilter(max_length=200, help_text="part of a participant's name")
    actor_role = one_or_more(
        choices.actor_roles, "as what a participant took part; with other words of actors: the same one"
    )
    actor_sector = one_or_more(choices.sectors, "one or more sectors of a participant")
    actor_kind = one_or_more(choices.actor_kinds, "force, group, office, person or people")
    actor_country = CountryFilter(help_text="ISO code of a participant's country")
    claim_kind = one_or_more(choices.claim_kinds, "what a figure of it is of")
    claim_basis = one_or_more(choices.bases, "new, or so far; with other words of claims: of the same figure")
    claim_comparator = one_or_more(choices.comparators, "how a figure is put: exact, over, about …")
    place = df.CharFilter(max_length=200, help_text="part of a place's name")
    report = NumberFilter(help_text="number of a report that tells of it")
    role = df.ChoiceFilter(choices=choices.report_roles, help_text="as what a report tells it")
    where = df.ChoiceFilter(choices=[("any", "on the map"), ("none", "no place")], help_text="none: without a place")
    when = df.ChoiceFilter(choices=[("any", "dated"), ("none", "no date")], help_text="none: without a date")
    where_prec = df.TypedMultipleChoiceFilter(
        choices=choices.where_precisions, coerce=int, help_text="one or more precisions of the place, 1 to 7"
    )
    min_confidence = df.NumberFilter(min_value=0, max_value=1, help_text="0 to 1")
    tag = df.CharFilter(max_length=60, help_text="a tag that editors gave it")
    q = df.CharFilter(max_length=200, help_text=f"{WORDS} of its reports, places or actors")

    class Meta:
        model = Incident
        form = PeriodForm
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return keep(queryset, self.question())

    def question(self, scope: Scope = Scope.LIST) -> Question:
        """What the words ask for; they must be valid."""
        return _question(self.form.cleaned_data, scope)


# "from" is a Python word, so the two ends of the period are declared by name.
IncidentFilter.base_filters["from"] = df.DateFilter(label="From", input_formats=DAYS, help_text="first day, 2021-07-03")
IncidentFilter.base_filters["to"] = df.DateFilter(label="To", input_formats=DAYS, help_text="last day, 2021-07-05")

ONE = ("border", "country", "from_country", "to_country", "where", "when", "direction")
MANY = ("event_type", "family", "modality", "status", "where_prec", "date_prec", "part_of_day")


def _question(words: dict[str, Any], scope: Scope) -> Question:
    return Question(
        scope=scope,
        **{name: words[name] for name in ONE},
        **{name: frozenset(words[name]) for name in MANY},
        lasted=None if words["lasted"] == "" else words["lasted"],
        least_confidence=None if words["min_confidence"] is None else float(words["min_confidence"]),
        box=Box(*words["bbox"]) if words["bbox"] else None,
        first=words["from"],
        last=words["to"],
        certain_only=bool(words["certain_only"]),
        asked=tuple((name, str(value)) for name, value in given(words).items()),
        told=told_of(words),
    )


@functools.cache
def incident_words() -> dict[str, forms.Field]:
    """Each word that incidents are filtered by, with the field that reads it."""
    return dict(IncidentFilter().form.fields)


@functools.cache
def _no_words() -> dict[str, Any]:
    return {
        name: field.clean(field.widget.value_from_datadict(QueryDict(), {}, name))
        for name, field in incident_words().items()
    }  # type: ignore[arg-type]


def question_of(query: QueryDict, scope: Scope) -> Question:
    """As `IncidentFilter`, reading only the words that are there: a form of 37 fields takes longer than the answer.

    ValidationError tells of each word that cannot be read.
    """
    words, wrong = dict(_no_words()), {}
    for name in query.keys() & incident_words().keys():
        field = incident_words()[name]
        try:
            words[name] = field.clean(field.widget.value_from_datadict(query, {}, name))  # type: ignore[arg-type]
        except forms.ValidationError as problem:
            wrong[name] = problem
    if out_of_order := reversed_days(words["from"], words["to"]):
        wrong["to"] = forms.ValidationError(out_of_order)
    if wrong:
        raise forms.ValidationError(wrong)
    return _question(words, scope)
