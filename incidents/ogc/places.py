"""The collections of borders and crossing points: tables that seldom change, asked by SQL."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import django_filters as df
from django import forms
from django.db.models import Model, Q, QuerySet

from incidents.api.filtering import BorderListFilter, CrossingPointFilter, kept_by
from incidents.api.problems import BadParameter
from incidents.api.serializers import geojson_of
from incidents.cube.rows import area
from incidents.exports.fields import fields
from incidents.keyset import Keyset, NotOurs, stretch
from incidents.models import Border, CrossingPoint
from incidents.ogc.collection import Absolute, Asked, Collection, Page, feature
from incidents.ogc.crs import Crs


@dataclass(frozen=True, slots=True)
class Shelf:
    """A table as features: which words filter it, in which order it comes, where its shape stands."""

    noun: str
    model: type[Model]
    filters: type[df.FilterSet]
    key: str
    geometry: str
    paths: Mapping[str, str]

    def words(self) -> Mapping[str, forms.Field]:
        return _words(self.filters)

    def page(self, asked: Asked) -> Page:
        held = self._kept(asked)
        try:
            found = stretch(held, Keyset((self.key,)), asked.limit, after=asked.cursor)
        except NotOurs as error:
            raise BadParameter("cursor", "This is no cursor of ours; take it from `next` unchanged.") from error
        return Page(held.count(), [self._feature(row, asked.crs) for row in found.rows], found.next)

    def _kept(self, asked: Asked) -> QuerySet[Any]:
        held = kept_by(self.filters(asked.words, queryset=self.model._default_manager.order_by()))
        if asked.box:
            held = held.filter(_any(Q(**{f"{self.geometry}__intersects": area(half)}) for half in asked.box.halves()))
        return held if asked.condition is None else held.filter(asked.condition)

    def _feature(self, row: Any, crs: Crs) -> bytes:
        values = {name: getattr(row, self.paths[name]) for name in fields(self.noun)}
        return feature(row.pk, values, geojson_of(getattr(row, self.geometry)), crs)

    def one(self, key: str, by: Any, absolute: Absolute, crs: Crs) -> bytes | None:
        wanted: int | str = int(key) if self.key == "id" and key.isascii() and key.isdigit() and len(key) < 19 else key
        if self.key == "id" and isinstance(wanted, str):
            return None
        row = self.model._default_manager.filter(pk=wanted).first()
        return self._feature(row, crs) if row else None


def _any(conditions: Any) -> Q:
    found = Q()
    for condition in conditions:
        found |= condition
    return found


@cache
def _words(filters: Callable[[], Any]) -> Mapping[str, forms.Field]:
    return dict(filters().form.fields)


def _collection(shelf: Shelf, id: str, title: str, description: str) -> Collection:
    return Collection(
        id, title, description, shelf.noun, shelf.model, shelf.paths, shelf.geometry, dated=False, words=shelf.words,
        page=shelf.page, one=shelf.one,
    )  # fmt: skip


BORDERS = _collection(
    Shelf(
        "border", Border, BorderListFilter, "code", "section",
        {name: name for name in ("code", "name", "country_a", "country_b", "length_km", "disputed")},
    ),
    "borders", "Land borders", "Every land border of the world, after Natural Earth: de-facto lines, not authoritative.",
)  # fmt: skip
CROSSING_POINTS = _collection(
    Shelf(
        "crossing point", CrossingPoint, CrossingPointFilter, "id", "point",
        {"id": "id", "name": "name", "border": "border_id", "country": "country", "kind": "kind", "source": "source"},
    ),
    "crossing-points", "Crossing points", "Crossing points and border posts.",
)  # fmt: skip
