"""Mentions by their place in the text, so that a long report costs no more a sentence than a short one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Generic, TypeVar

from incidents.parsing.evidence import Mention, Span

T = TypeVar("T")
_LONGEST = 250  # characters of the longest mention that any stage makes


class Along(Generic[T]):
    """Mentions in the order of the text."""

    def __init__(self, mentions: Sequence[Mention[T]]) -> None:
        self.mentions = sorted(mentions, key=lambda m: (m.span.start, m.span.end))
        self.starts = [m.span.start for m in self.mentions]

    def near(self, span: Span, reach: int = 0) -> Iterator[Mention[T]]:
        """The mentions that touch the stretch or stand at most `reach` characters beside it, in order."""
        at = bisect_left(self.starts, span.start - reach - _LONGEST)
        while at < len(self.mentions) and self.starts[at] < span.end + reach:
            if self.mentions[at].span.end > span.start - reach:
                yield self.mentions[at]
            at += 1
