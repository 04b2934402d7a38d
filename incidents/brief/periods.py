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
        """The same days a year earlier, whole months as whole months; None for a year or longer, which would meet itself."""
        if (self.last - self.first).days >= SHORTEST_YEAR - 1 or self.first.year == date.min.year:
            return None
        return Period(_a_year_earlier(self.first), _a_year_earlier(self.last, whole=self.first.day == 1))


def _a_year_earlier(day: date, *, whole: bool = False) -> date:
    """29 February becomes the 28th, and where whole months end with a February's last day, so they do then."""
    most = monthrange(day.year - 1, day.month)[1]
    is_last = whole and day.day == monthrange(day.year, day.month)[1]
    return day.replace(year=day.year - 1, day=most if is_last else min(day.day, most))


def period_of(question: Question, dated: tuple[date, date] | None) -> Period | None:
    """What the question asks for; where it leaves an end open, as far as its incidents go."""
    first = question.first or (dated[0] if dated else question.last)
    last = question.last or (dated[1] if dated else question.first)
    return Period(first, max(first, last)) if first and last else None
