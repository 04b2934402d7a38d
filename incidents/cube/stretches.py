"""How time is cut for a histogram: days, weeks, months or years, so many that a screen can show them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

MOST_BUCKETS = 400
UNITS = ("day", "week", "month", "year")
SHORTEST = {"day": 1, "week": 7, "month": 28, "year": 365}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Whole buckets one after the other: their first days, and the last day of the last."""

    unit: str
    days: tuple[date, ...]
    last: date

    @property
    def first(self) -> date:
        return self.days[0]

    def bucket(self, day: date) -> int:
        """The number of the bucket that the day lies in; days outside belong to the nearest."""
        return max(0, bisect_right(self.days, day) - 1)


def cut(first: date, last: date, unit: str = "") -> Stretch:
    """The days from `first` to `last`, widened to whole buckets of the unit, or of the finest that gives few enough."""
    unit = unit or unit_for(first, last)
    days = tuple(_starts(unit, first, last))
    after = _next(unit, days[-1])
    return Stretch(unit, days, after - timedelta(1) if after else date.max)


def unit_for(first: date, last: date) -> str:
    days = (last - first).days + 1
    return next((unit for unit in UNITS if days / SHORTEST[unit] + 2 <= MOST_BUCKETS), "year")


def start_of(unit: str, day: date) -> date:
    """The first day of the bucket that the day lies in; weeks start on Monday."""
    if unit == "day":
        return day
    if unit == "week":
        return day - timedelta(min(day.weekday(), day.toordinal() - 1))
    return day.replace(day=1) if unit == "month" else day.replace(month=1, day=1)


def _starts(unit: str, first: date, last: date) -> Iterator[date]:
    day: date | None = start_of(unit, first)
    while day is not None and day <= last:
        yield day
        day = _next(unit, day)


def _next(unit: str, day: date) -> date | None:
    """None at the end of the calendar."""
    try:
        if unit in ("day", "week"):
            return day + timedelta(1 if unit == "day" else 7 - day.weekday())
        return date(day.year + 1, 1, 1) if unit == "year" or day.month == 12 else day.replace(month=day.month + 1)
    except (OverflowError, ValueError):
        return None
