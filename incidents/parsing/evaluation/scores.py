"""Counts of what was right, and the figures and intervals that follow from them."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

ROUNDS, SEED = 1000, 7


@dataclass(frozen=True, slots=True)
class Tally:
    """`right` of `predicted` and of `gold`. style: f1, share (right of gold) or rate (right per gold, not bounded by 1)."""

    right: float = 0
    predicted: float = 0
    gold: float = 0
    style: str = "f1"

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.right + other.right,
            self.predicted + other.predicted,
            self.gold + other.gold,
            other.style or self.style,
        )

    @property
    def precision(self) -> float:
        return self.right / self.predicted if self.predicted else float(not self.gold)

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else float(not self.predicted)

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def figure(self) -> float:
        """The one number that is compared with a goal."""
        return self.f1 if self.style == "f1" else self.right / self.gold if self.gold else 0.0


Sheet = Mapping[str, Tally]  # one text's tallies, by measure


def share(right: float, of: float) -> Tally:
    return Tally(right, of, of, "share")


@dataclass(frozen=True, slots=True)
class Row:
    """A measure over all texts, with its 95 % bootstrap interval over texts."""

    measure: str
    tally: Tally
    low: float
    high: float

    def in_words(self) -> str:
        t = self.tally
        if t.style == "rate":
            return f"{self.measure:22} {t.figure:.3f} over {t.gold:.0f} texts"
        if t.style == "share":
            return (
                f"{self.measure:22} {t.figure:.3f} right  [{self.low:.3f},{self.high:.3f}]  {t.right:.0f}/{t.gold:.0f}"
            )
        return (
            f"{self.measure:22} {t.precision:.3f}  {t.recall:.3f}  {t.f1:.3f}  [{self.low:.3f},{self.high:.3f}]  "
            f"{t.right:.0f}/{t.predicted:.0f}/{t.gold:.0f}"
        )


def summed(sheets: Iterable[Sheet]) -> dict[str, Tally]:
    total: dict[str, Tally] = {}
    for sheet in sheets:
        for measure, tally in sheet.items():
            total[measure] = total.get(measure, Tally(style=tally.style)) + tally
    return total


def rows(sheets: Sequence[Sheet]) -> Iterator[Row]:
    """Every measure in the order in which it was met. The draws are seeded: two runs give the same intervals."""
    draw = random.Random(SEED)
    drawn = (
        [summed(draw.choices(sheets, k=len(sheets))) for _ in range(ROUNDS)] if len(sheets) > 1 else [summed(sheets)]
    )
    for measure, tally in summed(sheets).items():
        figures = sorted(one.get(measure, Tally(style=tally.style)).figure for one in drawn)
        last = max(int(0.975 * len(figures)) - 1, 0)
        yield Row(measure, tally, figures[int(0.025 * len(figures))], figures[last])


HEAD = "                       prec   rec    F1     95 %           right/predicted/gold"
