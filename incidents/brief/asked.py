"""The question of a brief with both ends of its period, and the same question of the periods that it is compared with."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from incidents.brief.periods import Period, period_of
from incidents.brief.wording import NONE_READ_OF, NONE_TOLD, NOT_READ, Silence
from incidents.cube.answers import Answers
from incidents.cube.question import Question
from incidents.filters import incident_words
from incidents.models import JobState, Report


@dataclass(frozen=True, slots=True)
class Past:
    """An earlier period: how many incidents it has. It is known where there are some, or where a report of its days, of whatever it tells, was read."""

    period: Period
    question: Question
    n: int
    is_known: bool

    @property
    def silence(self) -> Silence:
        if self.n:
            return NONE_TOLD
        return NONE_READ_OF if self.is_known else NOT_READ


@dataclass(frozen=True, slots=True)
class Asked:
    """`year` is None too where nothing of those days is known."""

    query: str
    now: Question
    period: Period | None
    n: int
    before: Past | None = None
    year: Past | None = None

    def path(self, page: str, **more: str) -> str:
        words = urlencode(more)
        return f"{reverse(page)}?{'&'.join(filter(None, (self.query, words)))}"


def asked_of(ask: Answers, query: QueryDict, question: Question) -> Asked:
    period = period_of(question, ask.totals(question).dated)
    words = urlencode(
        sorted((name, value) for name, values in query.lists() if name in incident_words() for value in values if value)
    )
    if period is None:
        return Asked(words, question, None, ask.totals(question).n)
    now = _within(question, period)
    before, year = (_past(ask, question, one) for one in (period.before, period.year_before))
    return Asked(words, now, period, ask.totals(now).n, before, year if year and year.is_known else None)


def _within(question: Question, period: Period) -> Question:
    return question.in_period(period.first, period.last, certain_only=question.certain_only)


def _past(ask: Answers, question: Question, period: Period | None) -> Past | None:
    if period is None:
        return None
    then = _within(question, period)
    n = ask.totals(then).n
    return Past(period, then, n, n > 0 or _is_read(period))


def _is_read(period: Period) -> bool:
    days = (period.first, period.last)
    return Report.objects.filter(published_on__range=days, job__state=JobState.DONE).exists()
