"""Comma-separated values (RFC 4180) that no spreadsheet takes for formulas."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator

from incidents.exports.table import Row, Table, Value

LABEL = "CSV"
MEDIA_TYPE = "text/csv; charset=utf-8"
MOST = None
# Spreadsheets take a file without this mark for the machine's old code page.
MARK = "\ufeff"
# What starts a formula, and the apostrophe itself, so that taking one away gives back the text.
STARTS = frozenset("=+-@\t\r\n'")

AS_IT_IS = frozenset((int, float, type(None)))  # the csv module writes nothing for None


class _Line:
    """Hands back what the csv writer writes."""

    def write(self, line: str) -> str:
        return line


def written(table: Table, rows: Iterable[Row]) -> Iterator[str]:
    line = csv.writer(_Line()).writerow
    yield MARK + str(line(table.columns))
    for row in rows:
        yield str(line([value if type(value) in AS_IT_IS else cell(value) for value in row.values]))


def cell(value: Value) -> str | int | float:
    """Numbers stay numbers; text that could start a formula gets an apostrophe before it; several values by "; "."""
    if isinstance(value, str):
        return _harmless(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return value
    return _harmless("; ".join(map(str, value)) if isinstance(value, tuple) else value.isoformat())


def _harmless(text: str) -> str:
    if "\x00" in text:
        text = text.replace("\x00", "")
    return f"'{text}" if text[:1] in STARTS else text
