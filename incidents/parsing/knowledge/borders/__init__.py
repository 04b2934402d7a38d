"""The land borders of the world: their sections as lines, their lengths, and what they are called."""

from __future__ import annotations

import functools
import gzip
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from shapely.geometry import MultiLineString

from incidents.parsing.knowledge.countries import load_countries
from incidents.parsing.knowledge.fold import fold

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class BorderLine:
    """The land border of countries `a` and `b`; `line` is in degrees, longitude first."""

    code: str
    name: str
    a: str
    b: str
    length_km: float
    line: MultiLineString
    names: tuple[str, ...] = ()
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class BorderNames:
    by_alias: Mapping[str, str]
    first_halves: Mapping[str, str]
    stand_ins: Mapping[str, str]
    disputed: frozenset[str]
    listed: Mapping[str, tuple[str, ...]]


@functools.cache
def load_border_names() -> BorderNames:
    table = tomllib.loads((FOLDER / "names.toml").read_text(encoding="utf-8"))
    return BorderNames(
        by_alias={fold(name): code for code, names in table["names"].items() for name in names},
        first_halves=table["first_halves"],
        stand_ins={fold(name): code for name, code in table["stand_ins"].items()},
        disputed=frozenset(table["disputed"]["codes"]),
        listed={code: tuple(names) for code, names in table["names"].items()},
    )


@functools.cache
def load_borders() -> Mapping[str, BorderLine]:
    """Every land border by code, in the order of their codes."""
    sections = json.loads(gzip.decompress((FOLDER / "sections.json.gz").read_bytes()))
    countries, names = load_countries().by_code, load_border_names()
    borders = {}
    for section in sections["features"]:
        code = section["id"]
        a, b = code.split("-")
        borders[code] = BorderLine(
            code=code,
            name=f"{countries[a].name}–{countries[b].name}",
            a=a,
            b=b,
            length_km=section["properties"]["km"],
            line=MultiLineString(section["geometry"]["coordinates"]),
            names=names.listed.get(code, ()),
            disputed=code in names.disputed,
        )
    return borders
