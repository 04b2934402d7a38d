"""Which incidents, statements and reports: one set of filter words for page, map, timeline, API and export."""

from __future__ import annotations

import functools
from datetime import date
from typing import Any

import django_filters as df
from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.http import QueryDict
from django_filters.constants import EMPTY_VALUES

from incidents.cube.question import Box, Question, Scope
from incidents.cube.rows import keep
from incidents.models import Border, Incident, JobState, Report, Statement, choices
from incidents.parsing.knowledge.event_types import load_event_types
from incidents.search.finding import incidents_with, reports_with, statements_with


class BBoxField(forms.CharField):
    """ "west,south,east,north" in degrees; west may be greater than east, across the antimeridian."""

    form = "bbox: give west,south,east,north in degrees, for example 67.3,36.7,75.2,39.5"

    def clean(self, value: Any) -> tuple[float, float, float, float] | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            west, south, east, north = (float(part) for part in text.split(","))
        except ValueError:
            raise forms.ValidationError(self.form) from None
        inside = -180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90
        if not inside:
            raise forms.ValidationError(self.form)
        return west, south, east, north


class BBoxFilter(df.Filter):
    field_class = BBoxField


class DirectionField(forms.CharField):
    form = 'direction: give two country codes from>to, for example "AF>TJ"'

    def clean(self, value: Any) -> tuple[str, str] | None:
        text = super().clean(value).upper().replace("→", ">")
        if not text:
            return None
        start, arrow, end = text.partition(">")
        if not arrow or not all(len(code) == 2 and code.isascii() and code.isalpha() for code in (start, end)):
            raise forms.ValidationError(self.form)
        return start, end


class DirectionFilter(df.Filter):
    field_class = DirectionField


class PeriodForm(forms.Form):
    """Days from `from` to `to`, in this order."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if wrong := _reversed(cleaned.get("from"), cleaned.get("to")):
            self.add_error("to", wrong)
        return cleaned


def _reversed(first: date | None, last: date | None) -> str:
    return f"to: the last day is before the first, {first}" if first and last and first > last else ""


def families() -> list[tuple[str, str]]:
    return [(name, name) for name in dict.fromkeys(kind.family for kind in load_event_types())]


class BorderField(forms.CharField):
    def clean(self, value: Any) -> str:
        text: str = super().clean(value).upper()
        code = "-".join(sorted(text.split("-"))) if text.count("-") == 1 else text
        if code and not Border.objects.filter(code=code).exists():
            raise forms.ValidationError(
                f'border: no land border has the code "{text[:20]}"; give two codes such as AF-TJ'
            )
        return code


class BorderFilter(df.Filter):
    field_class = BorderField


class NumbersInput(forms.TextInput):
    """ "1,2" and "1" beside "2" are the same; a form of boxes to tick gives the second."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return ",".join(data.getlist(name)) if hasattr(data, "getlist") else data.get(name)


class NumbersField(forms.CharField):
    widget = NumbersInput
    form = "ids: give numbers of incidents, for example 12,15"

    def clean(self, value: Any) -> list[int]:
        parts = [part for part in super().clean(value).split(",") if part]
        if not all(part.isascii() and part.isdigit() and len(part) < 19 for part in parts):
            raise forms.ValidationError(self.form)
        return [int(part) for part in parts]


class NumbersFilter(df.Filter):
    field_class = NumbersField

    def filter(self, qs: QuerySet[Any], value: list[int]) -> QuerySet[Any]:
        return qs.filter(pk__in=value) if value else qs


class NumberField(forms.IntegerField):
    """The number of a record, in digits alone."""

    def to_python(self, value: Any) -> int | None:
        text = str(value or "").strip()
        if text and not (text.isascii() and text.isdigit()):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(text)  # type: ignore[no-any-return]


class NumberFilter(df.Filter):
    field_class = NumberField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, min_value=0, max_value=2**63 - 1, **kwargs)


class CountryField(forms.CharField):
    def clean(self, value: Any) -> str:
        text: str = super().clean(value).upper()
        if text and not (len(text) == 2 and text.isascii() and text.isalpha()):
            raise forms.ValidationError('give a two-letter country code (ISO 3166-1), for example "TJ"')
        return text


class CountryFilter(df.Filter):
    field_class = CountryField


# Words that are no columns of an incident: SQL finds their incidents, the rest of the question is asked of those.
TOLD = ("ids", "actor", "place", "report", "role", "tag", "q")
WORDS = 'words, "whole phrases", -without, one OR other, begin*'
YES = [("true", "yes"), ("false", "no")]


class IncidentFilter(df.FilterSet):
    """Dates count by overlap: an incident that may have happened in the period is in."""

    border = BorderFilter(field_name="border_id", help_text="code of a land border, AF-TJ")
    country = CountryFilter(help_text="ISO code of a country on either side")
    from_country = CountryFilter(help_text="ISO code of the country it moved or fired from")
    to_country = CountryFilter(help_text="ISO code of the country it moved or fired to")
    direction = DirectionFilter(help_text='both at once, "AF>TJ"')
    event_type = df.MultipleChoiceFilter(choices=choices.event_types, help_text="one or more event types")
    family = df.MultipleChoiceFilter(choices=families, help_text="one or more families of types")
    modality = df.MultipleChoiceFilter(choices=choices.modalities, help_text="said to be actual, ordered, …")
    status = df.MultipleChoiceFilter(choices=choices.statuses, help_text="state of review")
    certain_only = df.TypedChoiceFilter(
        choices=YES,
        coerce=lambda v: v == "true",
        help_text="true: only incidents that surely lie in the period",
    )
    ids = NumbersFilter(help_text="numbers of incidents, 12,15")
    bbox = BBoxFilter(help_text="west,south,east,north in degrees")
    actor = df.CharFilter(method="by_actor", max_length=200, help_text="part of a participant's name")
    place = df.CharFilter(
        field_name="place_name", lookup_expr="icontains", max_length=200, help_text="part of a place's name"
    )
    report = NumberFilter(method="by_report", help_text="number of a report that tells of it")
    role = df.ChoiceFilter(choices=choices.report_roles, method="by_role", help_text="as what a report tells it")
    where = df.ChoiceFilter(choices=[("any", "on the map"), ("none", "no place")], help_text="none: without a place")
    when = df.ChoiceFilter(choices=[("any", "dated"), ("none", "no date")], help_text="none: without a date")
    where_prec = df.TypedMultipleChoiceFilter(
        choices=choices.where_precisions, coerce=int, help_text="one or more precisions of the place, 1 to 7"
    )
    min_confidence = df.NumberFilter(min_value=0, max_value=1, help_text="0 to 1")
    tag = df.CharFilter(method="by_tag", max_length=60, help_text="a tag that editors gave it")
    q = df.CharFilter(method="by_words", max_length=200, help_text=f"{WORDS} of its reports, places or actors")

    class Meta:
        model = Incident
        form = PeriodForm
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return keep(queryset, self.question())

    def question(self, scope: Scope = Scope.LIST) -> Question:
        """What the words ask for; they must be valid."""
        words = self.form.cleaned_data
        return _question(words, scope, self.told(words))

    def told(self, words: dict[str, Any]) -> QuerySet[Any] | None:
        """Numbers of the incidents that match the words which only SQL can answer; None if there is no such word."""
        found = None
        for name in TOLD:
            if words[name] not in EMPTY_VALUES:
                found = self.filters[name].filter(Incident.objects.all() if found is None else found, words[name])
        return None if found is None else found.order_by().values_list("pk", flat=True)

    def by_actor(self, qs: QuerySet[Any], _name: str, words: str) -> QuerySet[Any]:
        return qs.filter(
            Exists(Incident.actors.through.objects.filter(incident=OuterRef("pk"), actor__name__icontains=words))
        )

    def by_report(self, qs: QuerySet[Any], _name: str, number: int) -> QuerySet[Any]:
        return qs.filter(Exists(Incident.reports.through.objects.filter(incident=OuterRef("pk"), report=number)))

    def by_role(self, qs: QuerySet[Any], _name: str, role: str) -> QuerySet[Any]:
        return qs.filter(Exists(Incident.reports.through.objects.filter(incident=OuterRef("pk"), role=role)))

    def by_tag(self, qs: QuerySet[Any], _name: str, name: str) -> QuerySet[Any]:
        return qs.filter(Exists(Incident.tags.through.objects.filter(incident=OuterRef("pk"), tag__name__iexact=name)))

    def by_words(self, qs: QuerySet[Any], _name: str, words: str) -> QuerySet[Any]:
        return qs.filter(pk__in=incidents_with(words))


# Programs and our own pages write days as ISO 8601 does, so that is tried first.
DAYS = ["%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y"]
# "from" is a Python word, so the two ends of the period are declared by name.
IncidentFilter.base_filters["from"] = df.DateFilter(label="From", input_formats=DAYS, help_text="first day, 2021-07-03")
IncidentFilter.base_filters["to"] = df.DateFilter(label="To", input_formats=DAYS, help_text="last day, 2021-07-05")


def problems_of(chosen: df.FilterSet) -> tuple[str, ...]:
    """What of the address cannot be read, each with the name of its field."""
    named = [
        ("" if name == forms.forms.NON_FIELD_ERRORS else f"{name.replace('_', ' ').capitalize()}: ", found)
        for name, found in chosen.errors.items()
    ]
    return tuple(f"{name}{problem}" for name, found in named for problem in found)


def _question(words: dict[str, Any], scope: Scope, told: QuerySet[Any] | None) -> Question:
    return Question(
        scope=scope,
        **{name: words[name] for name in ("border", "country", "from_country", "to_country", "where", "when", "direction")},
        **{name: frozenset(words[name]) for name in ("event_type", "family", "modality", "status", "where_prec")},
        least_confidence=None if words["min_confidence"] is None else float(words["min_confidence"]),
        box=Box(*words["bbox"]) if words["bbox"] else None,
        first=words["from"],
        last=words["to"],
        certain_only=bool(words["certain_only"]),
        asked=tuple((name, str(words[name])) for name in TOLD if words[name] not in EMPTY_VALUES),
        told=told,
    )  # fmt: skip


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
    """As `IncidentFilter`, reading only the words that are there: a form of 27 fields takes longer than the answer.

    ValidationError tells of each word that cannot be read.
    """
    words, wrong = dict(_no_words()), {}
    for name in query.keys() & incident_words().keys():
        field = incident_words()[name]
        try:
            words[name] = field.clean(field.widget.value_from_datadict(query, {}, name))  # type: ignore[arg-type]
        except forms.ValidationError as problem:
            wrong[name] = problem
    if reversed_days := _reversed(words["from"], words["to"]):
        wrong["to"] = forms.ValidationError(reversed_days)
    if wrong:
        raise forms.ValidationError(wrong)
    has_told = any(words[name] not in EMPTY_VALUES for name in TOLD)
    return _question(words, scope, IncidentFilter(query).told(words) if has_told else None)


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
