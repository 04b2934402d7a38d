"""Comma-separated values (RFC 4180) that no spreadsheet takes for formulas."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable, Iterator

from incidents.exports.table import Row, Table, Value

LABEL = "CSV"
MEDIA_TYPE = "text/csv; charset=utf-8"
MOST = None
NEEDS = ()
# Spreadsheets take a file without this mark for the machine's old code page.
MARK = "\ufeff"
# What starts a formula, in East Asian versions also in its wide form, and the apostrophe itself, so that taking one away gives back the text.
STARTS = frozenset("=+-@＝＋－＠\t\r\n'")

AS_IT_IS = frozenset((int, float, type(None)))  # the csv module writes nothing for None


class _Line:
    """Hands back what the csv writer writes."""

    def write(self, line: str) -> str:
        return line


def written(table: Table, rows: Iterable[Row]) -> Iterator[str]:
    return lines(table.columns, (row.values for row in rows))


def lines(head: Iterable[str], rows: Iterable[tuple[Value, ...]]) -> Iterator[str]:
    """A table of its own columns; the head comes before the first row is asked for."""
    line = csv.writer(_Line()).writerow
    yield MARK + str(line(head))
    for values in rows:
        yield str(line([value if type(value) in AS_IT_IS else cell(value) for value in values]))


def cell(value: Value) -> str | int | float:
    """Numbers stay numbers; text that could start a formula gets an apostrophe before it; several values by "; "."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    return _harmless(joined(value))


def joined(value: Value) -> str:
    """A value as text; nothing is empty."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return "; ".join(map(str, value))
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def _harmless(text: str) -> str:
    if "\x00" in text:
        text = text.replace("\x00", "")
    return f"'{text}" if text[:1] in STARTS else text
