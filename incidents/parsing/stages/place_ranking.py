"""Which of the places of one name a report means: the whole report decides, name by name.

A score in decades of population: how much is known of the place by itself, then what the report adds: its country or province is
named, other names of the report have a place in the same province, other names lie close by (after the spatial minimality of
Leidner 2007 and the local lexicon of Lieberman, Samet and Sankaranarayanan 2010).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from incidents.parsing.knowledge.place_kinds import without_kind
from incidents.parsing.knowledge.world import Spot, World, fold
from incidents.parsing.stages.place_names import Name

Key = tuple[str, tuple[str, str] | None]
Floats = NDArray[np.float64]

# What a place without a count of people is worth, in decades of population.
_WORTH = {
    "country": 7.6, "region": 7.0, "sea": 6.5, "province": 6.6, "river": 5.6, "lake": 5.3, "district": 4.6, "line": 6.0,
}  # fmt: skip
_HAND_WRITTEN = 5.2  # whoever wrote a place by hand expected reports to name it
_CAPITAL = 1.2  # governments speak from there
_OTHER_NAME = 0.8  # taken off where the name is not the one by which the place is chiefly known
_COUNTRY_NAMED, _PROVINCE_NAMED = 2.0, 2.4
_BORDER_NAMED = 1.5
_SAME_COUNTRY, _SAME_PROVINCE = 1.2, 2.4
_NEARBY, _NEAR_KM = 1.6, 120.0
_IN_DISTRICT, _REACH = 1.8, 1.2  # times the radius of a circle of the district's size
_MOST_SPOTS, _MOST_NAMES = 24, 60  # bounds the work on a long report
_ROUNDS = 2
_CITY = 100_000  # people; above, a name means the city before the province around it


@dataclass(frozen=True, slots=True)
class Ranked:
    """The likeliest place of a name. `lead`: by how many decades it beats the best one elsewhere; `backed`: the report speaks for it."""

    spot: Spot
    lead: float
    backed: bool


def rank(names: Iterable[Name], borders: Mapping[str, int], world: World) -> Mapping[Key, Ranked]:
    """The place of every name of a report, by Name.key."""
    listed = list(names)
    asked = {name.key: _open(name) for name in listed if name.spots and not name.is_demonym}
    if not asked:
        return {}
    counted = Counter(name.key for name in listed)
    keys = [key for key, _ in counted.most_common() if key in asked][:_MOST_NAMES]
    left_over = [key for key in asked if key not in keys]
    board = _Board([asked[key] for key in keys], _Named.of(listed), borders, world)
    ranked = dict(zip(keys, board.decided(), strict=True))
    return ranked | {key: Ranked(asked[key][0], 0.0, False) for key in left_over}


def _open(name: Name) -> list[Spot]:
    """The places that stay possible, the likeliest by themselves first."""
    spots = list(name.spots)
    if name.within:
        country, admin1 = name.within
        inside = [s for s in spots if s.country == country and (not admin1 or fold(s.admin1) == admin1)]
        spots = [s for s in inside if s.kind != "country" and not (admin1 and s.kind == "province")] or inside or spots
    kind = without_kind(fold(name.words))[1]
    spots = [s for s in spots if s.kind == kind] or spots
    spots = [s for s in spots if s.kind != "province" or not _is_its_city(s, name.words, spots)] or spots
    return sorted(spots, key=lambda s: -_worth(s, name.words))[:_MOST_SPOTS]


def _is_its_city(province: Spot, words: str, spots: Sequence[Spot]) -> bool:
    """ "Aleppo" is first of all the city, "Aleppo province" never."""
    if fold(words) != fold(province.name) and without_kind(fold(words))[1]:
        return False
    return any(
        s.kind == "city" and s.country == province.country and s.population >= _CITY
        and _kilometres(s, province) < max(province.radius_km or 0.0, 100.0) * 1.5
        for s in spots
    )  # fmt: skip


def _worth(spot: Spot, words: str) -> float:
    people = math.log10(spot.population) if spot.population > 300 else 2.5
    worth = _WORTH.get(spot.kind, people)
    if spot.kind == "province" and spot.radius_km is not None:
        worth -= 2.0 * (spot.radius_km < 30) + 1.0 * (spot.radius_km < 70)  # parishes and boroughs of small countries
    if spot.kind not in _WORTH and spot.source != "GeoNames":
        worth = max(_HAND_WRITTEN, people)
    return worth - (_OTHER_NAME if spot.kind != "country" and fold(spot.name) != fold(words) else 0.0)


@dataclass(frozen=True, slots=True)
class _Named:
    """Countries and provinces that the report names outright."""

    countries: Counter[str]
    provinces: Counter[tuple[str, str]]

    @classmethod
    def of(cls, names: Sequence[Name]) -> _Named:
        countries, provinces = Counter[str](), Counter[tuple[str, str]]()
        for name in names:
            kinds = {spot.kind for spot in name.spots}
            if name.within:
                countries[name.within[0]] += 1
                provinces[name.within] += name.within[1] != ""
            elif name.country and "province" not in kinds:
                countries[name.country] += 1
            elif name.spots and name.spots[0].kind == "province" and not kinds & {"country"}:
                province = name.spots[0]
                if all(s.population < 1_000_000 for s in name.spots):
                    provinces[province.country, fold(province.admin1)] += 1
        return cls(countries, provinces)


class _Board:
    """All places of all names of a report, and how near each lies to the others."""

    def __init__(self, spots: list[list[Spot]], named: _Named, borders: Mapping[str, int], world: World) -> None:
        self.owner = np.array([n for n, own in enumerate(spots) for _ in own])
        self.spots = [spot for own in spots for spot in own]
        self.count, self.named, self.borders = len(spots), named, borders
        self.where = [(s.country, fold(s.admin1)) for s in self.spots]
        self.base = np.array([self._alone(s) + _CAPITAL * _is_capital(s, world) for s in self.spots])
        far = _distances(self.spots)
        self.near = np.exp(-far / _NEAR_KM)
        lines = np.array([s.kind in ("country", "region", "sea", "river", "province") for s in self.spots])
        self.near[:, lines] = self.near[lines, :] = 0.0  # the middle of something large is near nothing
        self.held = self._held(far)

    def _held(self, far: Floats) -> Floats:
        """1 for each place that lies in a district of another name, or is one that holds such a place: "Paris and Henry County"."""
        reach = np.array([(s.radius_km or 0.0) * _REACH if s.kind == "district" else 0.0 for s in self.spots])
        towns = np.array([s.kind == "city" for s in self.spots])
        provinces = np.unique([f"{country}/{admin1}" for country, admin1 in self.where], return_inverse=True)[1]
        inside = (far < reach[:, None]) & towns[None, :] & (provinces[:, None] == provinces[None, :])
        inside &= self.owner[:, None] != self.owner[None, :]
        return (inside | inside.T).any(axis=0).astype(float)  # type: ignore[no-any-return]

    def _alone(self, spot: Spot) -> float:
        worth = _worth(spot, spot.name)
        countries, provinces = self.named.countries[spot.country], self.named.provinces[spot.country, fold(spot.admin1)]
        worth += _COUNTRY_NAMED * min(1.0, countries)
        if spot.kind == "country" and any(spot.country in code.split("-") for code in self.borders):
            worth += _BORDER_NAMED
        if spot.kind not in ("country", "province"):
            worth += _PROVINCE_NAMED * min(1.0, provinces)
        return worth + _BORDER_NAMED * (spot.border != "" and self.borders.get(spot.border, 0) > 0)

    def decided(self) -> list[Ranked]:
        scores, backing = self.base, np.zeros(len(self.spots))
        for _ in range(_ROUNDS):
            backing = self._backing(self._chances(scores))
            scores = self.base + backing
        return [self._best(n, scores, backing) for n in range(self.count)]

    def _chances(self, scores: Floats) -> Floats:
        """How likely each place is among those of its name."""
        power = np.power(
            10.0, scores - np.array([scores[self.owner == n].max() for n in range(self.count)])[self.owner]
        )
        return power / np.bincount(self.owner, power, self.count)[self.owner]  # type: ignore[no-any-return]

    def _backing(self, chances: Floats) -> Floats:
        """What the other names add to each place: their own places near by, in its province, in its country."""
        rows = np.zeros((self.count, len(self.spots)))
        np.maximum.at(rows, self.owner, self.near * chances[:, None])
        rows[self.owner, np.arange(len(self.spots))] = 0.0
        backing = _NEARBY * np.log1p(rows.sum(axis=0)) + _IN_DISTRICT * self.held
        backing += _SAME_PROVINCE * self._shared(chances, self.where, lambda s: s.kind != "country")
        return backing + _SAME_COUNTRY * self._shared(chances, [c for c, _ in self.where], lambda s: True)  # type: ignore[no-any-return]

    def _shared(self, chances: Floats, places: Sequence[object], counts: object) -> Floats:
        """The share of the other names that have a likely place in the same stretch of the world."""
        codes = {place: n for n, place in enumerate(dict.fromkeys(places))}
        code = np.array([codes[place] for place in places])
        table = np.zeros((self.count, len(codes)))
        np.add.at(table, (self.owner, code), chances)
        total = table.sum(axis=0)
        others = total[code] - table[self.owner, code]
        known = np.array([place not in ("", ("", "")) for place in places])
        return known * others / max(2.0, self.count - 1.0)  # type: ignore[no-any-return]

    def _best(self, name: int, scores: Floats, backing: Floats) -> Ranked:
        own = np.flatnonzero(self.owner == name)
        best = own[np.argmax(scores[own])]
        rest = own[np.argwhere(_distances([self.spots[best], *(self.spots[i] for i in own)])[0, 1:] > 50).ravel()]
        lead = float(scores[best] - scores[rest].max()) if len(rest) else 9.0
        spot = self.spots[best]
        is_named = bool(self.named.countries[spot.country] or self.named.provinces[spot.country, fold(spot.admin1)])
        return Ranked(spot, lead, is_named or float(backing[best]) > 1.0)


def _is_capital(spot: Spot, world: World) -> bool:
    return spot.kind == "city" and spot.population > 0 and world.capital_of(spot.name) == spot.country


def _kilometres(a: Spot, b: Spot) -> float:
    return float(_distances([a, b])[0, 1])


def _distances(spots: Sequence[Spot]) -> Floats:
    """Kilometres between all pairs, on a plane good to some percent below a thousand kilometres."""
    lat = np.radians([s.lat for s in spots])
    lon = np.radians([s.lon for s in spots])
    turn = np.abs(lon[:, None] - lon[None, :])
    turn = np.minimum(turn, 2 * np.pi - turn)
    middle = np.cos((lat[:, None] + lat[None, :]) / 2)
    return 6371.0 * np.hypot(turn * middle, lat[:, None] - lat[None, :])  # type: ignore[no-any-return]
