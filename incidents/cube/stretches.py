"""How time is cut for a histogram: days, weeks, months or years, so many that a screen can show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from incidents.cube.codes import day_number, day_of

MOST_BUCKETS = 400
UNITS = ("day", "week", "month", "year")
SHORTEST = {"day": 1, "week": 7, "month": 28, "year": 365}
MONDAY = 4  # 5 January 1970


@dataclass(frozen=True, slots=True, eq=False)
class Stretch:
    """Whole buckets one after the other; days are numbers since 1970."""

    unit: str
    starts: npt.NDArray[np.int64]
    last: date

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Stretch) and self._ends == other._ends

    def __hash__(self) -> int:
        return hash(self._ends)

    @property
    def _ends(self) -> tuple[str, int, date]:
        return self.unit, int(self.starts[0]), self.last

    @property
    def first(self) -> date:
        return day_of(self.starts[0])

    def __len__(self) -> int:
        return len(self.starts)

    def bucket(self, day: date) -> int:
        """The number of the bucket that the day lies in; days outside belong to the nearest."""
        return max(0, int(np.searchsorted(self.starts, day_number(day), side="right")) - 1)


def cut(first: date, last: date, unit: str = "") -> Stretch:
    """The days from `first` to `last`, widened to whole buckets of the unit, or of the finest that gives few enough."""
    unit = unit or unit_for(first, last)
    starts = _starts(unit, day_number(first), day_number(last))
    return Stretch(unit, starts[:-1], day_of(min(int(starts[-1]) - 1, day_number(date.max))))


def unit_for(first: date, last: date, most: int = MOST_BUCKETS) -> str:
    return next((unit for unit in UNITS if buckets(first, last, unit) <= most), "year")


def buckets(first: date, last: date, unit: str) -> float:
    """About how many there are, never too few."""
    return ((last - first).days + 1) / SHORTEST[unit] + (0 if unit == "day" else 2)


def _starts(unit: str, first: int, last: int) -> npt.NDArray[np.int64]:
    """The first days of all buckets from the one of `first` to the one of `last`, and of the one after; weeks start on Monday."""
    if unit == "day":
        return np.arange(first, last + 2)
    if unit == "week":
        monday = max((first - MONDAY) // 7 * 7 + MONDAY, day_number(date.min))
        return np.append(monday, np.arange((monday - MONDAY) // 7 * 7 + MONDAY + 7, last + 8, 7))
    step = "M" if unit == "month" else "Y"
    ends = [np.datetime64(day, "D").astype(f"datetime64[{step}]").astype(np.int64) for day in (first, last)]
    return np.arange(ends[0], ends[1] + 2).astype(f"datetime64[{step}]").astype("datetime64[D]").astype(np.int64)
