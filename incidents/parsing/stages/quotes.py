"""Quotations as they are printed: straight, curly and angled marks, and quotations that run over paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from incidents.parsing.document import Passage
from incidents.parsing.evidence import Span

_PAIRS = {"“": "”", "«": "»", "„": "“", '"': '"', "‘": "’", "'": "'"}


@dataclass(frozen=True, slots=True)
class Quote:
    """What stands between the marks, in document offsets; `outer` includes the marks. `runs_on`: goes on in the next paragraph."""

    inner: Span
    outer: Span
    runs_on: bool = False


def _opens(text: str, at: int) -> bool:
    """A straight mark or apostrophe opens where a word starts behind it and none ends before it."""
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    return not before.isalnum() and before not in ".,!?" and not after.isspace()


def _close(text: str, at: int, mark: str) -> int:
    closing = _PAIRS[mark]
    for match in re.finditer(re.escape(closing), text[at + 1 :]):
        end = at + 1 + match.start()
        if mark not in "'‘":
            return end
        after = text[end + 1] if end + 1 < len(text) else " "
        before = text[end - 1]
        # An apostrophe inside a word, or after a plural, closes nothing.
        if (
            not after.isalnum()
            and (before in ".,!?;:" or not before.isspace())
            and not (before == "s" and after == " " and "'" in text[end + 1 :])
        ):
            return end
    return -1


def _in_passage(text: str) -> Iterator[tuple[int, int, bool]]:
    at = 0
    while at < len(text):
        mark = text[at]
        if mark in _PAIRS and (mark not in "\"'‘" or _opens(text, at)):
            end = _close(text, at, mark)
            if end < 0 and mark in '"“«' and len(text) - at > 20:
                yield at, len(text), True
                return
            if end - at > 2:
                yield at, end, False
                at = end
        at += 1


def read_quotes(text: str, passages: Sequence[Passage]) -> list[list[Quote]]:
    """The quotations of each passage, in order."""
    found = []
    for passage in passages:
        start = passage.span.start
        words = passage.span.of(text)
        quotes = []
        for opening, end, runs_on in _in_passage(words):
            outer_end = min(end + 1, len(words))
            quotes.append(
                Quote(Span(start + opening + 1, start + end), Span(start + opening, start + outer_end), runs_on)
            )
        found.append(quotes)
    return found
