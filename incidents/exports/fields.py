"""What the columns of files mean: type, words and the codebook's codes, read from `columns.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from incidents.parsing.knowledge import codes
from incidents.parsing.knowledge.event_types import load_event_types

SHAPES: dict[str, dict[str, Any]] = {
    "day": {"type": "string", "format": "date"},
    "moment": {"type": "string", "format": "date-time"},
    "list of string": {"type": "array", "items": {"type": "string"}},
    "list of integer": {"type": "array", "items": {"type": "integer"}},
}


@dataclass(frozen=True, slots=True)
class Field:
    """`codes`: each allowed value with its label, from the codebook's `table`; empty where any value will do."""

    name: str
    type: str
    words: str
    codes: Mapping[str | int, str]
    table: str = ""

    def schema(self) -> dict[str, Any]:
        """As JSON Schema."""
        allowed = {"enum": list(self.codes)} if self.codes else {}
        return {"title": self.name, "description": self.words, **SHAPES.get(self.type, {"type": self.type}), **allowed}


def _codes(table: str) -> Mapping[Any, str]:
    if table == "event_types":
        return {kind.code: kind.label for kind in load_event_types()}
    found: Mapping[Any, str] = getattr(codes, table.upper()) if table else {}
    return found


@cache
def fields(noun: str) -> Mapping[str, Field]:
    """By column, of files of this noun: incident, statement, border …"""
    held = tomllib.loads((Path(__file__).parent / "columns.toml").read_text(encoding="utf-8"))
    return {
        name: Field(name, told["type"], told["words"], _codes(told.get("codes", "")), told.get("codes", ""))
        for name, told in held[noun].items()
    }
