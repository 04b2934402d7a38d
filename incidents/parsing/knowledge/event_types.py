"""Event types, one TOML file each in `events/`: adding a file adds a type, in the parser, the forms, the map and the API."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "events"


@dataclass(frozen=True, slots=True)
class EventFrame:
    """How a sentence tells of an event type: trigger lemmas, who must stand where, and what ties it to a border."""

    verbs: frozenset[str]
    nouns: frozenset[str]
    subject: frozenset[str]  # classes of actors, any of which must be the subject
    object: frozenset[str]
    either: bool  # the classes may stand anywhere in the sentence
    needs: frozenset[str]  # destination border border_strict over border_topic
    words: re.Pattern[str] | None
    without: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class EventType:
    code: str
    label: str
    family: str  # movement force control crime deaths talk other: its colour
    shape: str  # its symbol
    note: str
    order: int
    claim: str = "other"  # the kind of a figure that the event itself counts
    frames: tuple[EventFrame, ...] = ()
    examples: tuple[Mapping[str, Any], ...] = ()


def _frame(row: Mapping[str, Any]) -> EventFrame:
    def pattern(key: str) -> re.Pattern[str] | None:
        return re.compile(row[key], re.I) if key in row else None

    def names(key: str) -> frozenset[str]:
        return frozenset(row.get(key, ()))

    return EventFrame(
        verbs=names("verbs"), nouns=names("nouns"), subject=names("subject"), object=names("object"),
        either=row.get("either", False), needs=names("needs"), words=pattern("words"), without=pattern("not"),
    )  # fmt: skip


@functools.cache
def load_event_types(folder: Path = FOLDER) -> tuple[EventType, ...]:
    """Every event type in the codebook's order."""
    found = []
    for path in sorted(folder.glob("*.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        found.append(
            EventType(
                code=path.stem,
                label=table["label"],
                family=table["family"],
                shape=table["shape"],
                note=table.get("note", ""),
                order=table.get("order", 99),
                claim=table.get("claim", "other"),
                frames=tuple(_frame(row) for row in table.get("frame", [])),
                examples=tuple(table.get("examples", [])),
            )
        )
    return tuple(sorted(found, key=lambda kind: (kind.order, kind.code)))
