"""Paragraphs of a plain text, whether it wraps its lines or not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from incidents.parsing.evidence import Span

SIGN_OFF = re.compile(
    r"^\s*(?:REUTERS?|Reuters?|ENDS?|AP|AFP|UPI|TASS|dpa|-{3,}|[A-Za-z]{2,4}(?:/[A-Za-z]{2,4})+(?:/\d{1,4})?)\s*$"
)
"""A wire's last line: its name, or the initials of its desk ("so/to/1405")."""


def paragraphs(text: str) -> Iterator[Span]:
    """Blocks between blank lines; a block of long lines is a paragraph a line, one of wrapped lines a single paragraph."""
    for block in re.finditer(r"\S(?:.|\n(?!\s*\n))*", text):
        lines = block[0].split("\n")
        # A wire's sign-off stands right under the last line and is a line of its own.
        story = _without_sign_off(lines)
        if len(story) > 1 and _is_wrapped(story):
            end = block.start() + sum(len(line) + 1 for line in story) - 1
            yield Span(block.start(), block.start() + len(text[block.start() : end].rstrip()))
            yield from _lines(lines[len(story) :], end + 1)
        else:
            yield from _lines(lines, block.start())


def _lines(lines: list[str], at: int) -> Iterator[Span]:
    for line in lines:
        if line.strip():
            yield Span(at + len(line) - len(line.lstrip()), at + len(line.rstrip()))
        at += len(line) + 1


def _without_sign_off(lines: list[str]) -> list[str]:
    size = len(lines)
    while size > 1 and (not lines[size - 1].strip() or SIGN_OFF.match(lines[size - 1])):
        size -= 1
    return lines[:size]


def _is_wrapped(lines: list[str]) -> bool:
    """Hard-wrapped text: no line is long, and most lines but the last nearly fill the measure."""
    widths = [len(line.rstrip()) for line in lines]
    widest = max(widths)
    if widest > 100:
        return False
    full = sum(width > widest * 0.7 for width in widths[:-1])
    starts = sum(line.lstrip()[:1].islower() for line in lines[1:])
    return full >= 0.7 * (len(lines) - 1) and (starts > 0 or len(lines) > 3 or widest > 50)
