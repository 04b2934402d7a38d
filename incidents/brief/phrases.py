"""The phrases of `phrases.toml`, one for each event type."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Phrase:
    who: tuple[str, ...]
    verb: str
    nobody: str
    noun: str
    of: str
    whom: tuple[str, ...] = ()
    before_whom: str = ""
    passive: str = ""
    alone: str = ""


@functools.cache
def load_phrases() -> Mapping[str, Phrase]:
    told = tomllib.loads((Path(__file__).parent / "phrases.toml").read_text(encoding="utf-8"))
    return {code: _phrase(row) for code, row in told.items()}


def _phrase(row: dict[str, str | list[str]]) -> Phrase:
    return Phrase(**{name: tuple(value) if isinstance(value, list) else value for name, value in row.items()})  # type: ignore[arg-type]
