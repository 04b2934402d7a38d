"""Turns the lines of all border sections so that the first country of a border's code lies on the left of each.

Run:  python orient_borders.py SECTIONS_JSON_GZ BASEMAP_DETAIL_DIR
Needs shapely; see docs/geodata.md. The areas are those of the base map, whose edges are the same lines.
"""

from __future__ import annotations

import gzip
import json
import math
import sys
from functools import cache
from itertools import pairwise
from pathlib import Path

from shapely import Geometry, Point, Polygon, prepare, union_all
from topology import Line, write_json_gz

ASIDE = (0.01, 0.003, 0.05)  # degrees off the line, the next where nothing is found
LOOKS = 60


def area(folder: Path, code: str) -> Geometry:
    told = json.loads((folder / f"{code}.json").read_text())
    found = union_all([Polygon(_decoded(ring, told["scale"])).buffer(0) for ring in told["land"]])
    prepare(found)
    return found


def _decoded(flat: list[int], scale: int) -> Line:
    line, lon, lat = [], 0, 0
    for east, north in zip(flat[::2], flat[1::2], strict=True):
        lon, lat = lon + east, lat + north
        line.append([lon / scale, lat / scale])
    return line


def is_left(line: Line, a: Geometry, b: Geometry) -> bool | None:
    """Whether `a` lies on the left of the line; None where it cannot be told."""
    steps = list(pairwise(line))
    for aside in ASIDE:
        votes = sum(_vote(*step, a, b, aside) for step in steps[:: max(1, len(steps) // LOOKS)])
        if votes:
            return votes > 0
    return None


def _vote(start: list[float], end: list[float], a: Geometry, b: Geometry, aside: float) -> int:
    east, north = end[0] - start[0], end[1] - start[1]
    size = math.hypot(east, north)
    if not size:
        return 0
    x, y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    left, right = (Point(x - side * north / size * aside, y + side * east / size * aside) for side in (1, -1))
    return int(a.contains(left)) + int(b.contains(right)) - int(b.contains(left)) - int(a.contains(right))


def main(sections: Path, folder: Path) -> None:
    held = json.loads(gzip.decompress(sections.read_bytes()))
    of = cache(lambda code: area(folder, code))
    turned = unknown = 0
    for border in held["features"]:
        a, b = (of(code) for code in border["id"].split("-"))
        for at, line in enumerate(border["geometry"]["coordinates"]):
            left = is_left(line, a, b)
            unknown += left is None
            if left is False:
                border["geometry"]["coordinates"][at] = line[::-1]
                turned += 1
    write_json_gz(sections, held)
    sys.stdout.write(f"{turned} lines turned, {unknown} cannot be told\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
