"""What a format is given: the head of a list, and its rows."""

from __future__ import annotations

import datetime as dt
import json
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
    noun: str = "incident"  # what a row is; `columns.toml` knows its columns by it


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


def _day(value: dt.date) -> str:
    return value.isoformat()


encoded = json.JSONEncoder(ensure_ascii=False, default=_day).encode


def values_of(table: Table, row: Row) -> dict[str, Value]:
    return dict(zip(table.columns, row.values, strict=True))


class Drawn:
    """Geometries as text, JSON if not told how; the section of a border, which many rows stand on, is written once."""

    def __init__(self, write: Callable[[Geometry | None], str] = encoded) -> None:
        self._write = write
        self._lines: dict[int, tuple[Geometry, str]] = {}  # the geometry is held, so that no other gets its number

    def __call__(self, geometry: Geometry | None) -> str:
        if geometry is None or geometry["type"] == "Point":
            return self._write(geometry)
        if id(geometry) not in self._lines:
            self._lines[id(geometry)] = geometry, self._write(geometry)
        return self._lines[id(geometry)][1]
