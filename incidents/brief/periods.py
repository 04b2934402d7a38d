"""The period of a brief, and the one before it of equal length."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from incidents.cube.question import Question
from incidents.templatetags.border import range_words


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


def period_of(question: Question, dated: tuple[date, date] | None) -> Period | None:
    """What the question asks for; where it leaves an end open, as far as its incidents go."""
    first = question.first or (dated[0] if dated else question.last)
    last = question.last or (dated[1] if dated else question.first)
    return Period(first, max(first, last)) if first and last else None
