"""What a collection is, what an address asks of it, and what comes back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import Model, Q
from django.http import QueryDict

from incidents.cube.question import Box
from incidents.exports.fields import Field, fields
from incidents.exports.table import Geometry, Value, encoded
from incidents.ogc.crs import CRS84, Crs

Absolute = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Asked:
    """An address, read and checked. `words` are the collection's own; `condition` is what the CQL2 text `filter` says."""

    words: QueryDict
    absolute: Absolute
    limit: int
    cursor: str = ""
    crs: Crs = CRS84
    box: Box | None = None
    first: date | None = None
    last: date | None = None
    filter: str = ""
    condition: Q | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Features as JSON; `cursor` says where the next page starts, empty on the last."""

    total: int
    features: list[bytes]
    cursor: str = ""


@dataclass(frozen=True, slots=True)
class Collection:
    """`paths`: columns that a CQL2 filter may name, with the field of the model; `dated`: its features have a time."""

    id: str
    title: str
    description: str
    noun: str
    model: type[Model]
    paths: Mapping[str, str]
    geometry: str
    dated: bool
    words: Callable[[], Mapping[str, forms.Field]]
    page: Callable[[Asked], Page]
    one: Callable[[str, Any, Absolute, Crs], bytes | None]

    @property
    def fields(self) -> Mapping[str, Field]:
        return fields(self.noun)


def feature(key: int | str, values: Mapping[str, Value], geometry: Geometry | None, crs: Crs) -> bytes:
    told = {"type": "Feature", "id": key, "geometry": crs.turned(geometry), "properties": values}
    return encoded(told).encode()
