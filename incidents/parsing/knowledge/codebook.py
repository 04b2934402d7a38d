"""The codebook as people read it: every code with its label, what it means, when to choose it, and an example."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from incidents.parsing.knowledge import codes
from incidents.parsing.knowledge.event_types import load_event_types

EVENT_TYPES = "event_types"


@dataclass(frozen=True, slots=True)
class Code:
    """`family` is an event type's: its colour on the map."""

    code: str
    label: str
    words: str
    rule: str
    example: str
    family: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """`fields`: what the API and files call the columns that hold these codes."""

    name: str
    title: str
    words: str
    fields: tuple[str, ...]
    codes: tuple[Code, ...]


@cache
def codebook() -> tuple[Table, ...]:
    """In the file's order; a code without an entry is an error here, not an empty line on the page."""
    held = tomllib.loads((Path(__file__).parent / "codebook.toml").read_text(encoding="utf-8"))
    return tuple(
        Table(name, told["title"], told["words"], tuple(told["fields"]), tuple(_codes(name, told["codes"])))
        for name, told in held.items()
    )


def _codes(table: str, told: Mapping[str, Mapping[str, str]]) -> Iterator[Code]:
    if table == EVENT_TYPES:
        for kind in load_event_types():
            yield Code(
                kind.code, kind.label, kind.note, told[kind.code]["rule"], f"“{kind.examples[0]['text']}”", kind.family
            )
        return
    labels: Mapping[Any, str] = getattr(codes, table.upper())
    for code, label in labels.items():
        yield Code(str(code), label, **told[str(code)])
