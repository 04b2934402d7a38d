"""The words that say what a figure counts, from `languages/en/counted.toml`."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).parent / "languages" / "en" / "counted.toml"


@dataclass(frozen=True, slots=True)
class CountedWords:
    kinds_of: Mapping[str, tuple[str, ...]]  # word → kinds of a claim, the likelier first
    befalls: frozenset[str]  # verbs that count whom they befall, not who does them
    people: frozenset[str]
    persons: frozenset[str]
    shots: frozenset[str]
    things: frozenset[str]
    units: frozenset[str]
    losses: frozenset[str]
    not_people: frozenset[str]
    wars: frozenset[str]
    arrivals: frozenset[str]


@functools.cache
def load_counted_words() -> CountedWords:
    """Read once a process."""
    table = tomllib.loads(FILE.read_text(encoding="utf-8"))
    kinds_of: dict[str, tuple[str, ...]] = {}
    for row in table["kind"]:
        for word in (*row["words"], *row["befalls"]):
            kinds_of[word] = (*kinds_of.get(word, ()), row["name"])
    sets = {
        name: frozenset(table[name]["words"])
        for name in ("people", "persons", "shots", "things", "units", "losses", "not_people", "wars", "arrivals")
    }
    return CountedWords(kinds_of, frozenset(word for row in table["kind"] for word in row["befalls"]), **sets)
