"""Incidents of a page as they were asked for: the usual bodies as they are kept, others made of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from drf_spectacular.utils import OpenApiParameter
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request

from incidents.api import rendered
from incidents.api.flat import FLAT, flat_rows
from incidents.api.including import INCLUDES, included
from incidents.api.serializers import IncidentSerializer
from incidents.api.shaping import FORM, FORMS, chosen, listed, names
from incidents.cube.answers import Answers, Order

WORDS = ("fields", "include", "form", "sort")
NESTED = tuple(IncidentSerializer.Meta.fields)
PLACED = ("id", "geometry")  # of a feature; its other fields are its properties


Rows = tuple[list[dict[str, Any]], list[int]]  # bodies, and the incident of each


@dataclass(frozen=True, slots=True)
class Usual:
    """All fields and nothing else, as the read model keeps them."""

    def objects(self, ask: Answers, ids: Sequence[int]) -> Iterator[bytes]:
        return rendered.objects(ask, ids)

    def features(self, ask: Answers, ids: Sequence[int]) -> Iterator[bytes]:
        return rendered.features(ask, ids)


@dataclass(frozen=True, slots=True)
class Shape:
    """Some fields, with what belongs to each incident, nested or flat; as many questions for a thousand as for one."""

    fields: tuple[str, ...]
    include: tuple[str, ...]
    is_flat: bool
    absolute: Callable[[str], str]

    def objects(self, ask: Answers, ids: Sequence[int]) -> Iterator[bytes]:
        for row in self._with_included(*(self._flat(ids) if self.is_flat else self._picked(ask, ids))):
            yield _encoded(row)

    def _flat(self, ids: Sequence[int]) -> Rows:
        wanted = dict.fromkeys(("id", *self.fields)) if self.fields else ()
        rows = flat_rows(ids, wanted, self.absolute)
        return [{name: row[name] for name in self.fields or row} for row in rows], [row["id"] for row in rows]

    def _picked(self, ask: Answers, ids: Sequence[int]) -> Rows:
        whole = list(_nested(ask, ids))
        return list(map(self._chosen, whole)), [row["id"] for row in whole]

    def features(self, ask: Answers, ids: Sequence[int]) -> Iterator[bytes]:
        whole = list(_nested(ask, ids))
        chosen = [{name: value for name, value in self._chosen(row).items() if name not in PLACED} for row in whole]
        parts = self._with_included(chosen, [row["id"] for row in whole])
        for row, properties in zip(whole, parts, strict=True):
            yield _encoded({"type": "Feature", "id": row["id"], "geometry": row["geometry"], "properties": properties})

    def _chosen(self, row: dict[str, Any]) -> dict[str, Any]:
        return {name: row[name] for name in self.fields} if self.fields else row

    def _with_included(self, rows: Sequence[dict[str, Any]], ids: Sequence[int]) -> Iterator[dict[str, Any]]:
        parts = included("incident", self.include, ids)
        for pk, row in zip(ids, rows, strict=True):
            yield row | {name: parts[name].get(pk, []) for name in self.include}


def _nested(ask: Answers, ids: Sequence[int]) -> Iterator[dict[str, Any]]:
    return map(json.loads, rendered.objects(ask, ids))


def _encoded(row: dict[str, Any]) -> bytes:
    return bytes(JSONRenderer().render(row))


def shape_of(request: Request, *, may_be_flat: bool) -> Usual | Shape:
    if not request.query_params.keys() & {"fields", "include", "form"}:
        return Usual()
    is_flat = chosen(request, "form", FORMS if may_be_flat else FORMS[:1]) == "flat"
    fields = listed(request, "fields", FLAT if is_flat else NESTED)
    include = listed(request, "include", INCLUDES["incident"])
    return Shape(tuple(fields), tuple(include), is_flat, request.build_absolute_uri)


def order_of(request: Request) -> Order:
    return Order(chosen(request, "sort", tuple(Order)))


def parameters(*, may_be_flat: bool = True) -> list[OpenApiParameter]:
    """Of the incidents' lists."""
    fields = dict.fromkeys((*NESTED, *FLAT)) if may_be_flat else NESTED
    return [
        names(
            "fields", list(fields), "only these fields, or in the flat form columns, of each incident; all if not given"
        ),
        names("include", INCLUDES["incident"], "what belongs to each incident, beside its fields"),
        *([FORM] if may_be_flat else []),
        OpenApiParameter("sort", enum=list(Order), description="newest first if not given"),
    ]
