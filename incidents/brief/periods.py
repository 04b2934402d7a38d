"""The period of a brief, the one before it of equal length, and the same days of the year before."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from incidents.cube.question import Question
from incidents.templatetags.border import range_words

SHORTEST_YEAR = 365


@dataclass(frozen=True, slots=True)
class Period:
    first: date
    last: date

    @property
    def words(self) -> str:
        return range_words(self.first, self.last)

    @property
    def before(self) -> Period | None:
        """So many days, up to the day before the first; None where the calendar begins later."""
        days = (self.last - self.first).days + 1
        if (self.first - date.min).days < days:
            return None
        return Period(self.first - timedelta(days=days), self.first - timedelta(days=1))

    @property
    def year_before(self) -> Period | None:
        """The same days a year earlier, to the end of a month where this one ends so; None for a year or longer, which would meet itself."""
        if (self.last - self.first).days >= SHORTEST_YEAR - 1 or self.first.year == date.min.year:
            return None
        return Period(_a_year_earlier(self.first, ends=False), _a_year_earlier(self.last, ends=True))


def _a_year_earlier(day: date, *, ends: bool) -> date:
    """29 February becomes the 28th, and the last day of a February the last one."""
    most = monthrange(day.year - 1, day.month)[1]
    is_last = ends and day.day == monthrange(day.year, day.month)[1]
    return day.replace(year=day.year - 1, day=most if is_last else min(day.day, most))


def period_of(question: Question, dated: tuple[date, date] | None) -> Period | None:
    """What the question asks for; where it leaves an end open, as far as its incidents go."""
    first = question.first or (dated[0] if dated else question.last)
    last = question.last or (dated[1] if dated else question.first)
    return Period(first, max(first, last)) if first and last else None
