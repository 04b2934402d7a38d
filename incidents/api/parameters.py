"""The OpenAPI document's parameters, read off the filters' own fields."""

from __future__ import annotations

from typing import Any

from django import forms
from drf_spectacular.extensions import OpenApiFilterExtension

from incidents.api.filtering import ISO_DAY, StrictFilterBackend
from incidents.filters import BBoxField, BorderField, CountryField, DirectionField, NumbersField

PATTERNS = {
    BBoxField: r"^-?\d+(\.\d+)?(,-?\d+(\.\d+)?){3}$",
    BorderField: r"^[A-Za-z]{2}-[A-Za-z]{2}$",
    CountryField: r"^[A-Za-z]{2}$",
    NumbersField: r"^\d{1,18}(,\d{1,18})*$",
    DirectionField: r"^[A-Za-z]{2}>[A-Za-z]{2}$",
}


def schema_of(field: forms.Field) -> dict[str, Any]:
    """The JSON schema of what the form field accepts."""
    values = [str(value) for value, _ in getattr(field, "choices", ()) if value not in ("", None)]
    if values:
        one = {"type": "string", "enum": values}
        return {"type": "array", "items": one} if isinstance(field, forms.MultipleChoiceField) else one
    if isinstance(field, forms.DateField):
        return {"type": "string", "pattern": ISO_DAY.pattern, "examples": ["2021-07-05"]}
    if isinstance(field, forms.IntegerField):  # those with decimals are of this kind too
        limits = {"minimum": field.min_value, "maximum": field.max_value}
        given = {name: limit for name, limit in limits.items() if limit is not None}
        return {"type": "number" if isinstance(field, forms.DecimalField) else "integer", **given}
    text: dict[str, Any] = {"type": "string", "minLength": 1}
    if pattern := PATTERNS.get(type(field)):
        text["pattern"] = pattern
    elif isinstance(field, forms.CharField) and field.max_length:
        text["maxLength"] = field.max_length
    return text


class StrictFilterExtension(OpenApiFilterExtension):
    target_class = StrictFilterBackend
    priority = 1

    def get_schema_operation_parameters(self, auto_schema: Any, *args: Any, **kwargs: Any) -> list[dict[str, Any]]:
        view = auto_schema.view
        filterset_class = self.target.get_filterset_class(view, view.get_queryset().none())
        if filterset_class is None:
            return []
        return [
            {
                "name": name,
                "in": "query",
                "required": False,
                "description": str(field.help_text or field.label or ""),
                "schema": schema_of(field),
            }
            for name, field in filterset_class().form.fields.items()
        ]
