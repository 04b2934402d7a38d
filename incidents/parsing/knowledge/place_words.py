"""Words around and inside names of places: abbreviated states, and names that are no place when they stand alone."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class ShortProvinces:
    """ "Tex." and "TX" → ("US", "Texas"); `alone` are those that need no town before them."""

    by_word: Mapping[str, tuple[str, str]]
    alone: frozenset[str]

    def named(self, words: str, behind_town: bool) -> tuple[str, str] | None:
        """Country and province, None where the words are no such short form or cannot stand alone."""
        if behind_town or words in self.alone:
            return self.by_word.get(words)
        return None


@functools.cache
def load_short_provinces() -> ShortProvinces:
    table = tomllib.loads((FOLDER / "provinces.toml").read_text(encoding="utf-8"))
    alone = frozenset(table.pop("alone")["words"])
    return ShortProvinces({word: (code, name) for code, rows in table.items() for word, name in rows.items()}, alone)


@functools.cache
def load_no_places() -> Mapping[str, frozenset[str]]:
    """Lists of words by why they are no places; see no-places.toml."""
    table = tomllib.loads((FOLDER / "no-places.toml").read_text(encoding="utf-8"))
    return {name: frozenset(row["words"]) for name, row in table.items()}
