"""What a format is given: the head of a list, and its rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Value = str | int | float | bool | dt.date | tuple[Any, ...] | None
Geometry = Mapping[str, Any]  # GeoJSON (RFC 7946), longitude first


@dataclass(frozen=True, slots=True)
class Table:
    """`link` is the page that shows the list, `address` the file's own; both absolute."""

    title: str
    link: str
    address: str
    columns: tuple[str, ...]
    made_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Words:
    """What a feed says of a row."""

    title: str
    summary: str


@dataclass(frozen=True, slots=True)
class Row:
    """`values` in the order of the table's columns; a geometry is empty where no place is known. `words` are made for who asks."""

    id: int
    link: str
    changed_at: dt.datetime
    values: tuple[Value, ...]
    words: Callable[[], Words]
    kind: str = ""
    geometry: Geometry | None = None


def plain(value: Value) -> Any:
    """As JSON has it: days as 2021-07-05, several values as a list."""
    return value.isoformat() if isinstance(value, dt.date) else list(value) if isinstance(value, tuple) else value
