"""Lists without nesting: what stands inside a record becomes columns of its own, `speaker_name` and `speaker_country`."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from typing import Any

from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from incidents.api.reading import ShapedList
from incidents.api.shaping import FORMS, chosen, listed, names

FORM = OpenApiParameter(
    "form", enum=list(FORMS), description="flat: each row without nesting, speaker_name; nested if not given"
)
NAMED = "only these fields, or in the flat form columns, of each record; all if not given"


def parts_of(serializer: type[serializers.Serializer]) -> dict[str, dict[str, serializers.Field]]:
    """By field, its columns: of what is nested one a part, of anything else itself."""
    return {
        name: {f"{name}_{part}": inner for part, inner in field.fields.items()}
        if isinstance(field, serializers.Serializer)
        else {name: field}
        for name, field in serializer().fields.items()
    }


def columns_of(serializer: type[serializers.Serializer]) -> dict[str, serializers.Field]:
    return {column: field for parts in parts_of(serializer).values() for column, field in parts.items()}


def flat_form(serializer: Any) -> Any:
    """The serializer of such rows, for the OpenAPI document."""
    held = {name: parts for name, parts in parts_of(serializer).items() if list(parts) != [name]}
    own = {column: _open(field) for parts in held.values() for column, field in parts.items()}
    meta = type("Meta", (), {"model": serializer.Meta.model, "fields": list(columns_of(serializer))})
    return type(f"Flat{serializer.__name__}", (serializer,), {**own, "Meta": meta})


def _open(field: serializers.Field) -> serializers.Field:
    """Empty where the record has nothing inside."""
    made = copy.deepcopy(field)
    made.allow_null = True
    return made


def _cells(row: dict[str, Any], parts: dict[str, dict[str, Any]]) -> Iterator[tuple[str, Any]]:
    for name, columns in parts.items():
        if list(columns) == [name]:
            yield name, row[name]
        else:
            inside = row[name] or {}
            yield from ((column, inside.get(column.removeprefix(f"{name}_"))) for column in columns)


class FlatList(ShapedList):
    """For doors to pages of records that hold others."""

    words = (*ShapedList.words, "form")
    serializer_class: Any

    @classmethod
    def parameters(cls, *, many: bool) -> list[OpenApiParameter]:
        either = dict.fromkeys((*cls.serializer_class().fields, *columns_of(cls.serializer_class)))
        ours = {"fields": names("fields", list(either), NAMED), "form": FORM}
        return [ours.get(one.name, one) for one in super().parameters(many=many)]

    @property
    def is_flat(self) -> bool:
        return chosen(self.request, "form", FORMS) == "flat"  # type: ignore[attr-defined]

    def told_of(self, rows: Sequence[Any]) -> list[dict[str, Any]]:
        if not self.is_flat:
            return super().told_of(rows)
        parts = parts_of(self.serializer_class)
        columns = columns_of(self.serializer_class)
        wanted = listed(self.request, "fields", list(columns)) or list(columns)  # type: ignore[attr-defined]
        whole = self.serializer_class(rows, many=True, context=self.get_serializer_context()).data  # type: ignore[attr-defined]
        cells = (dict(_cells(row, parts)) for row in whole)
        return [{name: row[name] for name in wanted} for row in cells]
