"""A CSV file as lines of text by column."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass

from incidents.exports.csv import STARTS
from incidents.exports.fields import fields

MOST = 1_000  # lines of one act on a page; each is a dozen rows of the database
NEEDED = "event_type"


class Unreadable(ValueError):
    """No line can be told from this file; the message says why, and what would do."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """`lines` by number in the file, where the head is line 1; a cell that is missing is empty."""

    columns: tuple[str, ...]
    lines: tuple[tuple[int, Mapping[str, str]], ...]


def read(content: bytes, most: int = MOST) -> Sheet:
    rows = _rows(_text(content))
    if not rows:
        raise Unreadable("The file is empty. Its first line names the columns.")
    head = tuple(name.strip() for name in rows[0])
    _refuse_head(head)
    lines = tuple((at, _line(at, head, row)) for at, row in enumerate(rows[1:], 2) if any(row))
    if len(lines) > most:
        raise Unreadable(
            f"{len(lines):,} lines; {most:,} is the most at once. Cut the file, or use ./bw manage import."
        )
    return Sheet(head, lines)


def _rows(text: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), strict=True)) if text.strip() else []
    except csv.Error as error:
        raise Unreadable(f"The file cannot be read as CSV: {error}.") from error


def _text(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable("The file is not UTF-8. Save it as “CSV UTF-8”.") from error
    if "\x00" in text:
        raise Unreadable("The file holds zero bytes; it is no CSV.")
    return text


def _refuse_head(head: tuple[str, ...]) -> None:
    known = fields("incident")
    if unknown := [name for name in head if name not in known]:
        raise Unreadable(f"There is no column “{unknown[0][:60]}”. There are: {', '.join(known)}.")
    if NEEDED not in head:
        raise Unreadable(f"The column {NEEDED} is needed.")
    if len(set(head)) < len(head):
        raise Unreadable("A column stands there twice.")


def _line(at: int, head: tuple[str, ...], row: list[str]) -> Mapping[str, str]:
    if len(row) > len(head):
        raise Unreadable(f"Line {at} has {len(row)} cells, the head {len(head)}.")
    return dict.fromkeys(head, "") | {name: _cell(text) for name, text in zip(head, row, strict=False)}


def _cell(text: str) -> str:
    """Without the apostrophe that keeps spreadsheets from taking a text for a formula."""
    return text[1:] if text[:1] == "'" and text[1:2] in STARTS else text
