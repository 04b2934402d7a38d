"""Where in a report a value stands: the seam that every stage, draft and record shares."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T", covariant=True)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of the document's text, counted in code points."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, got {self.start}..{self.end}")

    def of(self, text: str) -> str:
        """The words themselves."""
        return text[self.start : self.end]

    def shifted(self, by: int) -> Span:
        return Span(self.start + by, self.end + by)

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def touches(self, other: Span) -> bool:
        """True when the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def join(self, other: Span) -> Span:
        """The shortest span that covers both."""
        return Span(min(self.start, other.start), max(self.end, other.end))


@dataclass(frozen=True, slots=True)
class Mention(Generic[T]):
    """A value, the words it rests on, the rule that read it, and why in words for a person."""

    value: T
    span: Span
    rule: str
    reason: str = ""


def inside(mentions: Sequence[Mention[T]], span: Span) -> list[Mention[T]]:
    """Those whose words lie inside the stretch; the mentions stand in the order of the text, so few of them are looked at."""
    first = bisect_left(mentions, span.start, key=_start)
    last = bisect_left(mentions, span.end, lo=first, key=_start)
    return [m for m in mentions[first:last] if m.span.end <= span.end]


def _start(mention: Mention[object]) -> int:
    return mention.span.start
