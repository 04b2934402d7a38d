"""The world that Borderwatch knows: countries, land borders and places, by the names that reports use."""

from __future__ import annotations

import functools
import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import shapely
from shapely import STRtree
from shapely.geometry import Point, box

from incidents.parsing.knowledge.borders import BorderLine, BorderNames, load_border_names, load_borders
from incidents.parsing.knowledge.countries import Countries, Country, load_countries
from incidents.parsing.knowledge.fold import fold
from incidents.parsing.knowledge.gazetteer import Gazetteer, Town, load_divisions, load_gazetteer
from incidents.parsing.knowledge.place_kinds import without_kind
from incidents.parsing.knowledge.place_words import load_short_provinces
from incidents.parsing.knowledge.spots import Spot, load_spots

__all__ = ["BorderLine", "Country", "Spot", "World", "fold", "load_world"]

KM_PER_DEGREE = 111.195
SAME_TOWN = 0.15  # degrees
CITY = 50_000  # people; above, a name means the city before the province


def _weight(spot: Spot) -> tuple[int, int]:
    """Points written by hand, then cities, then provinces, then towns: New York is first of all the city."""
    if spot.kind in ("province", "region"):
        return (3 if spot.is_off_the_map else 2, 0)
    if spot.source != "GeoNames":
        return (0, 0)
    if spot.kind == "district":
        return (5, -spot.population)
    return (1 if spot.population >= CITY else 4, -spot.population)


def _joined(curated: tuple[Spot, ...], towns: tuple[Spot, ...]) -> Iterator[Spot]:
    """A town that is also written by hand comes once: by hand, with the people and the number of the gazetteer."""
    left = list(towns)
    for spot in curated:
        same = next((town for town in left if spot.kind == "city" and _is_same_town(spot, town)), None)
        if same:
            left.remove(same)
            yield replace(spot, population=same.population, geonames_id=same.geonames_id)
        else:
            yield spot
    yield from left


def _is_same_town(a: Spot, b: Spot) -> bool:
    return a.country == b.country and abs(a.lat - b.lat) < SAME_TOWN and abs(a.lon - b.lon) < SAME_TOWN


def spot_of(town: Town) -> Spot:
    """The town or division as a place."""
    return Spot(
        town.name, town.kind, town.country, town.lat, town.lon, town.population, town.geonames_id, town.admin1, town.names,
        radius_km=town.radius_km, source="GeoNames",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class World:
    """All lookups are by name as written; nothing here looks at a sentence, so ties stay ties."""

    countries: Countries
    borders: Mapping[str, BorderLine]
    border_names: BorderNames
    curated: Mapping[str, tuple[Spot, ...]]  # folded name → spots
    gazetteer: Gazetteer
    divisions: Gazetteer
    tree: STRtree
    order: tuple[str, ...]  # border codes as the tree counts them

    # countries

    def country(self, code: str) -> Country | None:
        return self.countries.by_code.get(code)

    def country_named(self, words: str) -> str:
        """ISO 3166-1 alpha-2 by name or demonym ("Afghan" → "AF"), empty if the words name no one country."""
        return self.countries.named(words)

    def capital_of(self, words: str) -> str:
        """The country whose government a capital may stand for ("Dushanbe" → "TJ"), empty if none."""
        return self.countries.of_capital(words)

    def demonym(self, code: str) -> str:
        """The adjective: "Tajik"; empty for an unknown code."""
        country = self.country(code)
        return country.demonyms[0] if country else ""

    # borders

    def border(self, code: str) -> BorderLine | None:
        return self.borders.get(code)

    def borders_of(self, country: str) -> tuple[BorderLine, ...]:
        return tuple(border for border in self.borders.values() if country in (border.a, border.b))

    def border_code(self, a: str, b: str) -> str:
        """ "AF-TJ" if the two share a land border, else empty."""
        code = "-".join(sorted((a, b)))
        return code if code in self.borders else ""

    def line_named(self, words: str) -> str:
        """The code of a border by its own name: "the Durand Line"."""
        folded, names = fold(words).removeprefix("the "), self.border_names.by_alias
        return names.get(folded) or names.get(folded.removesuffix(" border"), "")

    def border_named(self, words: str) -> str:
        """The code of a border by its own name ("Durand Line") or by its countries ("Tajik-Afghan border")."""
        if code := self.line_named(words):
            return code
        codes = self._countries_in(words)
        return self.border_code(*codes) if len(codes) == 2 else ""

    def _countries_in(self, words: str) -> list[str]:
        """Distinct countries that the words name, in order; longest names first ("South Sudan" before "Sudan")."""
        tokens = [t for t in re.split(r"[\s\-‐‑–—/,]+", words.replace("’s", "").replace("'s", "")) if t]
        codes: list[str] = []
        at = 0
        while at < len(tokens):
            length, code = self._country_at(tokens, at)
            if code and code not in codes:
                codes.append(code)
            at += length
        return codes

    def _country_at(self, tokens: list[str], at: int) -> tuple[int, str]:
        for length in range(min(6, len(tokens) - at), 0, -1):
            name = " ".join(tokens[at : at + length])
            code = self.country_named(name) or self.border_names.stand_ins.get(fold(name), "")
            if code:
                return length, code
        return 1, self.border_names.first_halves.get(fold(tokens[at]), "")

    def distance_km(self, lat: float, lon: float, border_code: str) -> float:
        """Kilometres from the point to the nearest piece of the border (within 1 % up to some 500 km)."""
        return self._distance(lat, lon, self.borders[border_code].line)

    def _distance(self, lat: float, lon: float, line: shapely.MultiLineString) -> float:
        shrink = math.cos(math.radians(lat))
        flat = shapely.transform(line, lambda at: at * (shrink, 1.0))
        return float(flat.distance(Point(lon * shrink, lat))) * KM_PER_DEGREE

    def nearest_borders(self, lat: float, lon: float, within_km: float = 50) -> tuple[tuple[str, float], ...]:
        """(code, km) of the borders within that distance, the nearest first."""
        high = within_km / KM_PER_DEGREE
        wide = high / max(math.cos(math.radians(lat)), 0.05)
        near = self.tree.query(box(lon - wide, lat - high, lon + wide, lat + high))
        found = [(self.order[i], self.distance_km(lat, lon, self.order[i])) for i in near]
        return tuple(sorted((pair for pair in found if pair[1] <= within_km), key=lambda pair: pair[1]))

    # places

    def spots(self, name: str) -> tuple[Spot, ...]:
        """Every place of that name or alias, the written by hand first, then cities, provinces and towns.

        "Kunduz province" finds what "Kunduz" finds, provinces first.
        """
        folded = fold(name)
        if exact := self._spots(folded):
            return exact
        bare, kind = without_kind(folded)
        if not kind:
            bare = folded.removeprefix("the ")
        return tuple(sorted(self._spots(bare), key=lambda spot: spot.kind != kind))

    def _spots(self, folded: str) -> tuple[Spot, ...]:
        towns = tuple(spot_of(town) for found in (self.gazetteer, self.divisions) for town in found.find(folded))
        return tuple(sorted(_joined(self.curated.get(folded, ()), towns), key=_weight))

    def country_spot(self, code: str) -> Spot | None:
        """The country as a place: its point is the middle of its land, None for an unknown code."""
        country = self.country(code)
        if country is None or country.at is None:
            return None
        lat, lon = country.at
        return Spot(country.name, "country", code, lat, lon, 0, None, "", country.names)

    def short_province(self, words: str, behind_town: bool) -> Spot | None:
        """The state or province of a short form: "W.Va.", and behind a town also "Tex." or "TX"."""
        found = load_short_provinces().named(words, behind_town)
        if found is None:
            return None
        code, name = found
        return next((s for s in self._spots(fold(name)) if s.country == code and s.kind == "province"), None)

    def curated_spots(self) -> Iterator[Spot]:
        """Each curated place once."""
        return iter(load_spots())

    def names(self, population: int = 50_000) -> Iterator[str]:
        """What a phrase matcher should know: countries, demonyms, borders, curated places, towns of that size."""
        for country in self.countries.by_code.values():
            yield from (*country.names, *country.demonyms)
        for border in self.borders.values():
            yield from border.names
        for spot in load_spots():
            yield from (spot.name, *spot.names)
        for town in self.gazetteer.largest(population):
            yield town.name


def _by_name(spots: tuple[Spot, ...]) -> Mapping[str, tuple[Spot, ...]]:
    found: dict[str, list[Spot]] = defaultdict(list)
    for spot in spots:
        for folded in dict.fromkeys(fold(name) for name in (spot.name, *spot.names)):
            found[folded].append(spot)
    return {name: tuple(same) for name, same in found.items()}


@functools.cache
def load_world() -> World:
    """The world, read once; under a second."""
    borders = load_borders()
    return World(
        countries=load_countries(),
        borders=borders,
        border_names=load_border_names(),
        curated=_by_name(load_spots()),
        gazetteer=load_gazetteer(),
        divisions=load_divisions(),
        tree=STRtree([border.line for border in borders.values()]),
        order=tuple(borders),
    )
