"""Quotations as they are printed: straight, curly and angled marks, and quotations that run over paragraphs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

_PAIRS = {"“": "”", "«": "»", "„": "“”", '"': '"', "‘": "’", "'": "'", "``": "''"}
_WORDLESS = 20  # an opening mark this close to the paragraph's end is a stray one
_LEADS = ("said", "says", "saying", "added", "told", "asked", "called", "dubbed", "as")


@dataclass(frozen=True, slots=True)
class Quote:
    """Between the marks is [start, end) of the paragraph; with the marks [opens, closes). `runs_on`: no closing mark."""

    opens: int
    start: int
    end: int
    closes: int
    runs_on: bool = False


def _begins(text: str, at: int) -> bool:
    """A straight mark or an apostrophe opens where a word starts behind it and none ends before it."""
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    return not before.isalnum() and before not in ".,!?" and not after.isspace()


def _elides(text: str, at: int) -> bool:
    """'90s, 'em, 'tis: an apostrophe for letters left out."""
    return text[at + 1 : at + 2].isdigit() or text[at + 1 : at + 4].lower() in ("em ", "til", "tis", "cau")


def _ends_single(text: str, end: int, more: bool) -> bool:
    """True where ' or ’ closes a quotation: not inside a word, not a plural's genitive while another mark is to come."""
    after = text[end + 1] if end + 1 < len(text) else " "
    before = text[end - 1]
    if after.isalnum() or before.isspace():
        return False
    return not (before == "s" and after == " " and more)


def _marks(text: str) -> dict[str, list[int]]:
    """Where each closing mark stands, found once so that no step is quadratic."""
    places: dict[str, list[int]] = {mark: [] for mark in "”»“\"’'"}
    for at, letter in enumerate(text):
        if letter in places:
            places[letter].append(at)
    return places


class _Closings:
    """The next closing mark after a place; pointers only move forward."""

    def __init__(self, text: str) -> None:
        self.text, self.places = text, _marks(text)
        self.at = dict.fromkeys(self.places, 0)

    def after(self, start: int, mark: str) -> int:
        """The first mark behind `start` that closes; -1 for none."""
        places, at = self.places[mark], self.at[mark]
        while at < len(places) and places[at] <= start:
            at += 1
        self.at[mark] = at
        if mark not in "'’":
            return places[at] if at < len(places) else -1
        while at < len(places):
            more = at + 1 < len(places) and places[at + 1] - places[at] < 400
            if _ends_single(self.text, places[at], more):
                return places[at]
            at += 1
        return -1


def quotes_in(text: str) -> tuple[Quote, ...]:
    """The outer quotations of a paragraph, in order."""
    return tuple(_scan(text, _Closings(text)))


def _scan(text: str, closings: _Closings) -> Iterator[Quote]:
    at, single_ends = 0, True
    while at < len(text):
        mark = text[at]
        opens = mark in "“«„" or (mark in "\"'‘" and _begins(text, at) and not (mark in "'‘" and _elides(text, at)))
        if not opens or (mark in "'‘" and not single_ends):
            at += 1
            continue
        ends = [end for end in (closings.after(at, closing) for closing in _PAIRS[mark]) if end > 0]
        end = min(ends, default=-1)
        if end < 0 and (mark in '"“«' or _opens_paragraph(text, at)) and len(text) - at > _WORDLESS:
            yield Quote(at, at + 1, len(text), len(text), True)
            return
        single_ends = single_ends and not (end < 0 and mark in "'‘")
        if end - at > 1:
            yield Quote(at, at + 1, end, end + 1)
            at = end
        at += 1


def _opens_paragraph(text: str, at: int) -> bool:
    """Single marks run on only where they open the paragraph or follow a colon: else they are apostrophes."""
    before = text[:at].rstrip()[-1:] if at < 3 else text[max(0, at - 3) : at].rstrip()[-1:]
    return not text[max(0, at - 3) : at].strip() and at < 3 or before == ":" or text[:at].endswith(_LEADS)
