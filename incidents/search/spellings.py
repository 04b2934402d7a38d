"""Families of spellings: every way to write a name that wires write in several."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from pathlib import Path

from incidents.parsing.knowledge.fold import fold

FILE = Path(__file__).with_name("spellings.toml")
SHORTEST_BEGINNING = 4

Words = tuple[str, ...]
Family = tuple[str, ...]


@functools.cache
def load_families() -> Mapping[Words, Family]:
    """Each spelling, as folded words, with its whole family."""
    held = tomllib.loads(FILE.read_text(encoding="utf-8"))["families"]
    return {tuple(fold(name).split()): tuple(family) for family in held for name in family}


@functools.cache
def longest() -> int:
    return max(len(words) for words in load_families())


def family_of(words: Words) -> Family:
    """The family of these words, also where the last is a plural; empty where there is one spelling only."""
    families = load_families()
    return families.get(words) or families.get((*words[:-1], words[-1].removesuffix("s")), ())


def families_begun(word: str) -> tuple[Family, ...]:
    """Families with a name of one word that begins so; too short a beginning says nothing."""
    if len(word) < SHORTEST_BEGINNING:
        return ()
    begun = (family for words, family in load_families().items() if len(words) == 1 and words[0].startswith(word))
    return tuple(dict.fromkeys(begun))
