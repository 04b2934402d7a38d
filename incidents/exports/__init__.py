"""Lists as files: one module a format, found by listing this folder; rows go through one by one."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Protocol

from incidents.exports.table import Row, Table

CHUNK = 64 * 1024  # characters that are sent at once


class Format(Protocol):
    LABEL: str
    MEDIA_TYPE: str
    MOST: int | None  # a feed holds the rows that changed last, a file all of them

    def written(self, table: Table, rows: Iterable[Row]) -> Iterator[str]:
        """The whole file in parts; the first comes before the first row is asked for."""
        ...


@cache
def formats() -> Mapping[str, Format]:
    """By suffix, which is the module's name."""
    found = {}
    for module in pkgutil.iter_modules(__path__):
        held = importlib.import_module(f"{__name__}.{module.name}")
        if hasattr(held, "MEDIA_TYPE"):
            found[module.name] = held
    return found


def in_chunks(parts: Iterator[str]) -> Iterator[bytes]:
    """The head at once, then pieces that are worth a packet."""
    yield next(parts, "").encode()
    held: list[str] = []
    size = 0
    for part in parts:
        held.append(part)
        size += len(part)
        if size >= CHUNK:
            yield "".join(held).encode()
            held, size = [], 0
    yield "".join(held).encode()
