"""What a word of the filter may look like: boxes, directions, borders, countries, numbers and days."""

from __future__ import annotations

from typing import Any

import django_filters as df
from django import forms
from django.db.models import QuerySet

from incidents.models import Border

WORDS = 'words, "whole phrases", -without, one OR other, begin*'
YES = [("true", "yes"), ("false", "no")]


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
