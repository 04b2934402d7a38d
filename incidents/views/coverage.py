"""Which sentences of a report made something: a bar as long as the text, a piece for each sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from incidents.models import Evidence
from incidents.views.marking import by_family

# A full stop after one capital letter is an initial: "J. Smith".
END = re.compile(r"(?<!\b[A-ZА-ЯЁ])[.!?…]+[\"”»’')\]]*\s+(?=[\"“«‘(]?[A-ZА-ЯЁ0-9])|\n+")
LENGTH = 1000  # of the bar, in its own units


@dataclass(frozen=True, slots=True)
class Piece:
    """One sentence: where it lies on the bar, and the family of what it made; "frame" for date and source, empty for nothing."""

    at: int
    width: int
    family: str


@dataclass(frozen=True, slots=True)
class Coverage:
    pieces: tuple[Piece, ...]

    @property
    def sentences(self) -> int:
        return len(self.pieces)

    @property
    def made(self) -> int:
        return sum(piece.family not in ("", "frame") for piece in self.pieces)

    @property
    def frame(self) -> int:
        return sum(piece.family == "frame" for piece in self.pieces)

    @property
    def silent(self) -> int:
        return self.sentences - self.made - self.frame


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each sentence or line that holds a letter."""
    start = 0
    for end in (*(found.end() for found in END.finditer(text)), len(text)):
        if any(letter.isalnum() for letter in text[start:end]):
            yield start, end
        start = end


def coverage(text: str, evidence: Sequence[Evidence]) -> Coverage:
    """What each sentence made, by the evidence that begins or ends in it."""
    named, spans = by_family(), list(sentences(text))
    whole = sum(end - start for start, end in spans) or 1
    pieces, at = [], 0
    for start, end in spans:
        cover = [one for one in evidence if one.start < end and start < one.end]
        width = round(LENGTH * (end - start) / whole)
        pieces.append(Piece(at, width, next(iter(named(cover)), "") if cover else ""))
        at += width
    return Coverage(tuple(pieces))
