"""Titles, offices, bodies and other words of those who speak, from speakers.toml."""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

_DATA = Path(__file__).parent.parent / "knowledge" / "languages" / "en" / "speakers.toml"


@dataclass(frozen=True, slots=True)
class SpeakerWords:
    """The words of speakers.toml, as sets."""

    titles: frozenset[str]
    persons: frozenset[str]
    offices: frozenset[str]
    bodies: frozenset[str]
    documents: frozenset[str]
    silent: frozenset[str]
    ranks: frozenset[str]
    short_titles: frozenset[str]
    heads: frozenset[str]
    spokespersons: frozenset[str]


@functools.cache
def load_speakers() -> SpeakerWords:
    table = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    return SpeakerWords(**{key: frozenset(words) for key, words in table.items()})


def office_words(words: str) -> frozenset[str]:
    """The words of a description; a prime minister is a premier."""
    return frozenset(re.findall(r"[a-z][\w-]+", words.lower().replace("prime minister", "premier")))
