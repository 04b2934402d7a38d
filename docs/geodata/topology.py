"""Reads TopoJSON: which line belongs to which countries."""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Line = list[tuple[float, float]]

# Natural Earth draws these apart; a record knows them by the code of the country that news means by them.
WITHOUT_CODE = {
    "Kosovo": "XK",
    "Somaliland": "SO",
    "N. Cyprus": "CY",
    "Cyprus U.N. Buffer Zone": "CY",
    "Dhekelia": "GB",
    "Akrotiri": "GB",
    "Siachen Glacier": "IN",
    "Baikonur": "KZ",
    "USNB Guantanamo Bay": "US",
}


def decoded_arcs(topology: dict[str, Any]) -> list[Line]:
    """Every arc in degrees, longitude first."""
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    lines = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for step in arc:
            x, y = x + step[0], y + step[1]
            line.append((x * kx + dx, y * ky + dy))
        lines.append(line)
    return lines


def arc_numbers(nested: Any) -> Iterator[int]:
    """The arcs of a geometry, without their direction."""
    if isinstance(nested, int):
        yield nested if nested >= 0 else ~nested
        return
    for part in nested:
        yield from arc_numbers(part)


def country_code(geometry: dict[str, Any], by_number: dict[str, str]) -> str:
    """ISO 3166-1 alpha-2 of a Natural Earth country, empty for reefs and islets without one."""
    return by_number.get(str(geometry.get("id", "")).zfill(3), "") or WITHOUT_CODE.get(
        geometry["properties"]["name"], ""
    )


def owners_of_arcs(topology: dict[str, Any], by_number: dict[str, str]) -> dict[int, set[str]]:
    """Arc number → the codes of the countries whose outline it is part of."""
    owners: dict[int, set[str]] = defaultdict(set)
    for geometry in topology["objects"]["countries"]["geometries"]:
        if code := country_code(geometry, by_number):
            for number in arc_numbers(geometry.get("arcs", [])):
                owners[number].add(code)
    return owners


def write_json_gz(path: Path, value: object) -> None:
    """The same bytes for the same value, so that a second build changes nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    with path.open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as packed:
        packed.write(text)
