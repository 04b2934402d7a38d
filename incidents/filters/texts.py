"""Which statements and reports."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_filters as df
from django.db.models import QuerySet

from incidents.filters.fields import WORDS, BorderFilter, CountryFilter, NumberFilter
from incidents.filters.periods import DAYS, PeriodForm
from incidents.models import JobState, Report, Statement, choices
from incidents.search.finding import reports_with, statements_with


class StatementFilter(df.FilterSet):
    speaker = df.CharFilter(
        field_name="speaker__name", lookup_expr="icontains", max_length=200, help_text="part of the name"
    )
    speaker_country = CountryFilter(field_name="speaker__country", help_text="ISO code of the speaker's country")
    kind = df.MultipleChoiceFilter(choices=choices.statement_kinds, help_text="direct, indirect or mixed")
    medium = df.MultipleChoiceFilter(choices=choices.media, help_text="where it was said")
    report = NumberFilter(field_name="report_id", help_text="number of its report")
    incident = NumberFilter(field_name="about", help_text="number of an incident it is about")
    border = BorderFilter(method="by_border", help_text="code of a land border, AF-TJ")
    q = df.CharFilter(method="by_words", max_length=200, help_text=f"{WORDS} of its content or speaker")

    class Meta:
        model = Statement
        form = PeriodForm
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        kept = super().filter_queryset(queryset)
        return _published_between(kept, "report__published_on", self.form.cleaned_data)

    def by_border(self, qs: QuerySet[Any], _name: str, code: str) -> QuerySet[Any]:
        return qs.filter(report__incidents__border=code).distinct()

    def by_words(self, qs: QuerySet[Any], _name: str, words: str) -> QuerySet[Any]:
        return qs.filter(pk__in=statements_with(words))

    def leave(self, qs: QuerySet[Any], _name: str, _value: date) -> QuerySet[Any]:
        return qs


class ReportFilter(df.FilterSet):
    state = df.MultipleChoiceFilter(field_name="job__state", choices=JobState.choices, help_text="state of its reading")
    stuck = df.ChoiceFilter(choices=[("true", "yes")], method="by_stuck", help_text="true: due, but no worker takes it")
    source = df.CharFilter(
        field_name="source__name", lookup_expr="icontains", max_length=120, help_text="part of the source's name"
    )
    language = df.CharFilter(max_length=8, help_text="language code, en")
    q = df.CharFilter(method="by_words", max_length=200, help_text=f"{WORDS} of its text, headline or source")

    class Meta:
        model = Report
        form = PeriodForm
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return _published_between(super().filter_queryset(queryset), "published_on", self.form.cleaned_data)

    def by_words(self, qs: QuerySet[Any], _name: str, words: str) -> QuerySet[Any]:
        return qs.filter(pk__in=reports_with(words))

    def by_stuck(self, qs: QuerySet[Any], _name: str, _yes: str) -> QuerySet[Any]:
        return qs.stuck()  # type: ignore[attr-defined, no-any-return]

    def leave(self, qs: QuerySet[Any], _name: str, _value: date) -> QuerySet[Any]:
        return qs


for _filter in (StatementFilter, ReportFilter):
    _filter.base_filters["from"] = df.DateFilter(
        method="leave", label="From", input_formats=DAYS, help_text="first day of publication"
    )
    _filter.base_filters["to"] = df.DateFilter(
        method="leave", label="To", input_formats=DAYS, help_text="last day of publication"
    )


def _published_between(qs: QuerySet[Any], field: str, cleaned: dict[str, Any]) -> QuerySet[Any]:
    if first := cleaned.get("from"):
        qs = qs.filter(**{f"{field}__gte": first})
    if last := cleaned.get("to"):
        qs = qs.filter(**{f"{field}__lte": last})
    return qs
