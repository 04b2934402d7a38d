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
    NEEDS: tuple[str, ...]  # columns that a list must have to be written so

    def written(self, table: Table, rows: Iterable[Row]) -> Iterator[str] | Iterator[bytes]:
        """The whole file in parts; of a text the first comes before the first row is asked for."""
        ...


@cache
def formats() -> Mapping[str, Format]:
    """By suffix, which is the module's name; an underscore stands for the dot that no module's name can have."""
    found = {}
    for module in pkgutil.iter_modules(__path__):
        held = importlib.import_module(f"{__name__}.{module.name}")
        if hasattr(held, "MEDIA_TYPE"):
            found[module.name.replace("_", ".")] = held
    return found


def formats_of(columns: Iterable[str]) -> Mapping[str, Format]:
    """Those in which a list of these columns can be written, as a menu names them: our own columns, then feeds, then others' columns and what explains them."""
    had = set(columns)
    fitting = {suffix: form for suffix, form in formats().items() if had.issuperset(form.NEEDS)}
    return dict(sorted(fitting.items(), key=lambda pair: ("." in pair[0], pair[1].MOST is not None, pair[1].LABEL)))


def in_chunks(parts: Iterator[str] | Iterator[bytes]) -> Iterator[bytes]:
    """The head at once, then pieces that are worth a packet."""
    first = next(parts, "")
    if isinstance(first, bytes):
        yield first
        yield from parts  # type: ignore[misc]
        return
    yield first.encode()
    held: list[str] = []
    size = 0
    for part in parts:
        held.append(str(part))
        size += len(part)
        if size >= CHUNK:
            yield "".join(held).encode()
            held, size = [], 0
    yield "".join(held).encode()
