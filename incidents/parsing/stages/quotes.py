"""Quotations as they are printed: straight, curly and angled marks, doubled apostrophes, and quotations that run over paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from incidents.parsing.document import Passage
from incidents.parsing.evidence import Span

_PAIRS = {"“": "”", "«": "»", "„": "“", '"': '"', "‘": "’", "'": "'", "''": "''", "``": "''"}
_MIXED = {'"': ('"', "”"), "“": ("”", '"')}
_SINGLE = frozenset({"'", "‘"})
_REACH = 600  # characters in which a quotation's other apostrophe must stand
_RUNS_ON = 20  # a mark that nobody closes opens a quotation only before a whole sentence


@dataclass(frozen=True, slots=True)
class Quote:
    """What stands between the marks, in document offsets; `outer` includes the marks. `runs_on`: goes on in the next paragraph."""

    inner: Span
    outer: Span
    runs_on: bool = False


def _mark_at(text: str, at: int) -> str:
    """The opening mark that stands here, "" for none."""
    if text[at : at + 2] in ("''", "``"):
        return text[at : at + 2]
    return text[at] if text[at] in _PAIRS else ""


def _opens(text: str, at: int, mark: str) -> bool:
    """A straight mark or apostrophe opens where a word starts behind it and none ends before it."""
    before = text[at - 1] if at else " "
    after = text[at + len(mark)] if at + len(mark) < len(text) else " "
    return not before.isalnum() and before not in ".,!?" and not after.isspace()


def _closes_next(rest: str, closing: str) -> bool:
    """The next such mark ends a quotation rather than opens one: the one before it was only an apostrophe."""
    at = next(
        (
            m.start()
            for m in re.finditer(re.escape(closing), rest)
            if not (rest[m.start() - 1 : m.start()].isalnum() and rest[m.end() : m.end() + 1].isalnum())
        ),
        -1,
    )
    return at > 0 and not rest[at - 1].isspace() and rest[at - 1] not in "(["


def _close(text: str, at: int, mark: str) -> int:
    closing, begin = _PAIRS[mark], at + len(mark)
    if mark in _MIXED:
        # Straight and curly marks meet in one text when it passes through two editors.
        ends = [end for end in (text.find(other, begin) for other in _MIXED[mark]) if end >= 0]
        return min(ends) if mark == '"' and ends else ends[0] if ends else -1
    for match in re.compile(re.escape(closing)).finditer(text, begin):
        end = match.start()
        if mark not in _SINGLE:
            return end
        after = text[end + 1] if end + 1 < len(text) else " "
        before = text[end - 1]
        # An apostrophe inside a word, or after a plural, closes nothing.
        is_plural = before == "s" and after == " " and _closes_next(text[end + 1 : end + _REACH], closing)
        if not after.isalnum() and not before.isspace() and not is_plural:
            return end
    return -1


def _runs_on(text: str, at: int, mark: str) -> bool:
    """An unclosed mark before a whole sentence: the quotation goes on in the next paragraph."""
    if len(text) - at <= _RUNS_ON:
        return False
    if mark not in _SINGLE:
        return True
    lead = text[max(0, at - 9) : at].rstrip()
    return text[at + 1 : at + 2].isupper() and (not lead or lead[-1] in ":,") and text.rstrip()[-1:] in ".!?…"


def _in_passage(text: str) -> Iterator[tuple[int, int, int, bool]]:
    """(opening, inner start, inner end, runs on) of each quotation."""
    at = 0
    while at < len(text):
        mark = _mark_at(text, at)
        if not mark or (mark not in ("“", "«", "„", "``") and not _opens(text, at, mark)):
            at += max(1, len(mark))
            continue
        end, inner = _close(text, at, mark), at + len(mark)
        if end < 0 and _runs_on(text, at, mark):
            yield at, inner, len(text), True
            return
        if end - at > 2 and end > inner:
            yield at, inner, end, False
            at = end + len(_PAIRS[mark]) - 1
        at += 1


def read_quotes(text: str, passages: Sequence[Passage]) -> list[list[Quote]]:
    """The quotations of each passage, in order."""
    found = []
    for passage in passages:
        start, words = passage.span.start, passage.span.of(text)
        found.append([
            Quote(Span(start + inner, start + end), Span(start + opening, start + min(end + inner - opening, len(words))), runs_on)
            for opening, inner, end, runs_on in _in_passage(words)
        ])  # fmt: skip
    return found
