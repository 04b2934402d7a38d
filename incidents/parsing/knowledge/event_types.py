"""Event types, one TOML file each in `events/`: adding a file adds a type, in the parser, the forms, the map and the API."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "events"


@dataclass(frozen=True, slots=True)
class EventType:
    code: str
    label: str
    family: str  # movement force control crime deaths talk other: its colour
    shape: str  # its symbol
    note: str
    order: int


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
            )
        )
    return tuple(sorted(found, key=lambda kind: (kind.order, kind.code)))
