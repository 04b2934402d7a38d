"""Towns (GeoNames, 500 people and more) and divisions of the world, packed: two sorted texts, searched where they lie."""

from __future__ import annotations

import functools
import lzma
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from incidents.parsing.knowledge.fold import fold

FOLDER = Path(__file__).parent / "places"


@dataclass(frozen=True, slots=True)
class Town:
    """A town, or a division with its middle; kind: city province district. People of a division: those of its towns."""

    geonames_id: int
    name: str
    lat: float
    lon: float
    country: str
    admin1: str
    population: int
    names: tuple[str, ...]
    kind: str = "city"
    radius_km: float | None = None


def _town(line: str) -> Town:
    number, name, lat, lon, country, admin1, population, names, *division = line.split("\t")
    others = tuple(names.split(";")) if names else ()
    town = Town(int(number), name, float(lat), float(lon), country, admin1, int(population), others)
    return replace(town, kind=division[0], radius_km=float(division[1])) if division else town


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """`rows`: one place a line, the largest first. `keys`: lines "folded name TAB offset into rows", sorted."""

    rows: bytes
    keys: bytes

    def find(self, name: str) -> tuple[Town, ...]:
        """All towns of that name or with that alias, the largest first."""
        wanted = fold(name).encode() + b"\t"
        if len(wanted) == 1:
            return ()
        at = self._first_at_or_after(wanted)
        offsets = []
        while self.keys.startswith(wanted, at):
            end = self.keys.index(b"\n", at)
            offsets.append(int(self.keys[at + len(wanted) : end], 36))
            at = end + 1
        return tuple(self._town_at(offset) for offset in sorted(offsets))

    def largest(self, population: int) -> Iterator[Town]:
        """The towns with at least that many people, in falling order."""
        at = 0
        while at < len(self.rows):
            town = self._town_at(at)
            if town.population < population:
                return
            yield town
            at = self.rows.index(b"\n", at) + 1

    def _first_at_or_after(self, wanted: bytes) -> int:
        """Offset of the first key line that is not smaller than `wanted` (binary search over bytes, not lines)."""
        low, high = 0, len(self.keys)
        while low < high:
            start = self.keys.rfind(b"\n", low, (low + high) // 2) + 1 or low
            end = self.keys.index(b"\n", start) + 1
            if self.keys[start:end] < wanted:
                low = end
            else:
                high = start
        return low

    def _town_at(self, offset: int) -> Town:
        return _town(self.rows[offset : self.rows.index(b"\n", offset)].decode())


def _unpacked(name: str) -> bytes:
    return lzma.decompress((FOLDER / name).read_bytes())


@functools.cache
def load_gazetteer() -> Gazetteer:
    """Towns."""
    return Gazetteer(_unpacked("cities.tsv.xz"), _unpacked("cities.keys.xz"))


@functools.cache
def load_divisions() -> Gazetteer:
    """Provinces that the outlines lack, and second-level divisions: counties, districts, parishes."""
    return Gazetteer(_unpacked("divisions.tsv.xz"), _unpacked("divisions.keys.xz"))
