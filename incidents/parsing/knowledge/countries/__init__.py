"""Countries by name, by demonym and by the capital that stands for the government."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from incidents.parsing.knowledge.fold import fold


@dataclass(frozen=True, slots=True)
class Country:
    code: str
    name: str
    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...] = ()
    at: tuple[float, float] | None = None  # the middle of its land: latitude, longitude


@dataclass(frozen=True, slots=True)
class Countries:
    by_code: Mapping[str, Country]
    by_word: Mapping[str, str]  # folded name or demonym → code
    by_capital: Mapping[str, str]
    by_letters: Mapping[str, str]  # "US", "U.K.", "DPRK": only as written, for "us" is a pronoun

    def named(self, words: str) -> str:
        """The code for a name or a demonym, empty if none."""
        bare = words.strip()
        if code := self.by_letters.get(bare.replace(".", "")):
            return code
        return self.by_word.get(fold(bare).removeprefix("the "), "")

    def of_capital(self, words: str) -> str:
        """The code of the country whose capital that is, empty if none."""
        return self.by_capital.get(fold(words), "")


def _is_letters(name: str) -> bool:
    bare = name.replace(".", "")
    return bare.isupper() and bare.isalpha() and len(bare) < 6


@functools.cache
def load_countries() -> Countries:
    table = tomllib.loads((Path(__file__).parent / "countries.toml").read_text(encoding="utf-8"))
    countries = [
        Country(
            code, row["names"][0], tuple(row["names"]), tuple(row["demonyms"]), tuple(row["capitals"]), tuple(row["at"])
        )
        for code, row in table.items()
    ]
    words, capitals, letters = dict[str, str](), dict[str, str](), dict[str, str]()
    for country in countries:
        for name in (*country.names, *country.demonyms):
            if _is_letters(name):
                letters.setdefault(name.replace(".", ""), country.code)
            else:
                words.setdefault(fold(name).removeprefix("the "), country.code)
        for capital in country.capitals:
            capitals.setdefault(fold(capital), country.code)
    return Countries({c.code: c for c in countries}, words, capitals, letters)
