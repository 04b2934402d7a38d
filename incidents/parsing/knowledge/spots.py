"""Curated places: crossings, districts, provinces, rivers and lines that matter at borders, read from `places/`."""

from __future__ import annotations

import functools
import gzip
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from incidents.parsing.knowledge.fold import fold

OFF_THE_MAP = "Natural Earth, admin-1"
FOLDER = Path(__file__).parent / "places"


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that a report may name. kind: city district province region crossing post river lake sea area."""

    name: str
    kind: str
    country: str
    lat: float
    lon: float
    population: int
    geonames_id: int | None
    admin1: str
    names: tuple[str, ...]
    border: str = ""
    radius_km: float | None = None
    source: str = ""

    @property
    def is_off_the_map(self) -> bool:
        """True for the outlines' provinces, which nobody looked at one by one."""
        return self.source == OFF_THE_MAP


def _spot(row: dict[str, Any], source: str) -> Spot:
    lat, lon = row["at"]
    return Spot(
        name=row["name"],
        kind=row["kind"],
        country=row.get("country", ""),
        lat=float(lat),
        lon=float(lon),
        population=0,
        geonames_id=None,
        admin1=row.get("admin1", ""),
        names=tuple(row.get("names", ())),
        border=row.get("border", ""),
        radius_km=row.get("radius_km"),
        source=row.get("source", source),
    )


def written_by_hand(folder: Path = FOLDER) -> Iterator[Spot]:
    """The rows of every list in the folder: a new list is one file more."""
    for path in sorted(folder.glob("*.toml")):
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        yield from (_spot(row, content["source"]) for row in content["spots"])


def _provinces() -> Iterator[Spot]:
    """First-level divisions of every country that has a land border, with a point inside and a radius."""
    lines = gzip.decompress((FOLDER / "provinces.tsv.gz").read_bytes()).decode().splitlines()
    for line in lines:
        name, country, lat, lon, radius, border, names = line.split("\t")
        others = tuple(names.split(";")) if names else ()
        yield Spot(
            name, "province", country, float(lat), float(lon), 0, None, name, others, border, float(radius), OFF_THE_MAP
        )


@functools.cache
def load_spots() -> tuple[Spot, ...]:
    """Every curated place; those written by hand come before those read off the map."""
    by_hand = tuple(written_by_hand())
    known = {(fold(name), spot.country, spot.kind) for spot in by_hand for name in (spot.name, *spot.names)}
    off_the_map = (spot for spot in _provinces() if (fold(spot.name), spot.country, spot.kind) not in known)
    return (*by_hand, *off_the_map)
