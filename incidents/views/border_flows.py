"""Who crossed a border which way and when, and all that happened there over time; every number with the list that it counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from urllib.parse import urlencode

import numpy as np
from django.urls import reverse

from incidents.cube import codes
from incidents.cube.answers import Answers, Histogram
from incidents.cube.question import Question, Scope
from incidents.cube.stretches import cut, unit_for
from incidents.models import Border
from incidents.templatetags.border import country_name, range_words

MOST_ROWS = 24
MOST_BARS = 120
WIDTH, HEIGHT = 1000, 100


@dataclass(frozen=True, slots=True)
class Count:
    """`people` is the least number that crossed, 0 where none is told; `link` leads to the incidents counted."""

    incidents: int
    people: float
    link: str


@dataclass(frozen=True, slots=True)
class Period:
    words: str
    ways: tuple[Count, ...]  # one a direction
    all: Count  # also those whose direction nobody told


@dataclass(frozen=True, slots=True)
class Flows:
    unit: str
    ways: tuple[str, ...]
    periods: tuple[Period, ...]  # the latest first, without empty ones


def flows_of(ask: Answers, border: Border) -> Flows | None:
    """Movements that did happen, by direction and period; None where none is dated."""
    asked = _done(border)
    if (dated := ask.totals(asked).dated) is None:
        return None
    stretch = cut(*dated, unit_for(*dated, MOST_ROWS))
    pairs = [(border.country_a, border.country_b), (border.country_b, border.country_a)]
    ways = [(f"{start}>{end}", ask.histogram(replace(asked, direction=(start, end)), stretch)) for start, end in pairs]
    every = ask.histogram(asked, stretch)
    periods = tuple(_period(border, at, ways, every) for at in reversed(range(len(stretch))) if every.n[at].any())
    names = tuple(f"{country_name(start)} → {country_name(end)}" for start, end in pairs)
    return Flows(stretch.unit, names, periods)


def _done(border: Border) -> Question:
    movement, actual = frozenset(("movement",)), frozenset(("actual",))
    return Question(scope=Scope.LIST, border=border.code, family=movement, modality=actual)


def _period(border: Border, at: int, ways: list[tuple[str, Histogram]], every: Histogram) -> Period:
    first, last = _days(every, at)
    words = {"border": border.code, "family": "movement", "modality": "actual"}
    period = {"from": first.isoformat(), "to": last.isoformat()}
    counts = tuple(_count(held, at, {**words, "direction": way, **period}) for way, held in ways)
    return Period(_called(first, last), counts, _count(every, at, {**words, **period}))


def _count(held: Histogram, at: int, words: dict[str, str]) -> Count:
    return Count(int(held.n[at].sum()), float(held.people[at]), f"{reverse('incident-list')}?{urlencode(words)}")


def _days(held: Histogram, at: int) -> tuple[date, date]:
    """The first and the last day of a bucket."""
    starts = held.stretch.starts
    last = codes.day_of(starts[at + 1]) - timedelta(days=1) if at + 1 < len(starts) else held.stretch.last
    return codes.day_of(starts[at]), last


def _called(first: date, last: date) -> str:
    whole_year = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    return str(first.year) if whole_year and first.year == last.year else range_words(first, last)


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a bar, in the units of the picture; `sure` ones lie in the bucket for certain."""

    family: str
    sure: bool
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Bar:
    x: float
    width: float
    words: str
    link: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    unit: str
    first: str
    last: str
    most: int
    uncertain: int
    bars: tuple[Bar, ...]


def timeline_of(ask: Answers, border: Border) -> Timeline | None:
    """Everything at the border, done or ordered, stacked by family; None where nothing is dated."""
    asked = Question(scope=Scope.MAP, border=border.code)
    if (dated := ask.totals(asked).dated) is None:
        return None
    held = ask.histogram(asked, cut(*dated, unit_for(*dated, MOST_BARS))).by_family()
    most = int(held.n.sum(axis=1).max())
    bars = tuple(_bar(border, held, int(at), most) for at in np.flatnonzero(held.n.any(axis=1)))
    first, last = _called(*_days(held, 0)), _called(*_days(held, len(held.stretch) - 1))
    return Timeline(held.stretch.unit, first, last, most, held.uncertain, bars)


def _bar(border: Border, held: Histogram, at: int, most: int) -> Bar:
    first, last = _days(held, at)
    step, n = WIDTH / len(held.stretch), int(held.n[at].sum())
    words = {"border": border.code, "from": first.isoformat(), "to": last.isoformat()}
    told = f"{_called(first, last)}: {n} incident{'' if n == 1 else 's'}"
    width = max(1.0, min(step * 0.8, 40.0))
    link = f"{reverse('dashboard')}?{urlencode(words)}"
    return Bar(round(at * step + (step - width) / 2, 2), round(width, 2), told, link, tuple(_parts(held, at, most)))


def _parts(held: Histogram, at: int, most: int) -> Iterator[Part]:
    """From the ground up; of each family the sure ones first."""
    ground = float(HEIGHT)
    for family, n, sure in zip(codes.FAMILIES, held.n[at].tolist(), held.certain[at].tolist(), strict=True):
        for count, is_sure in ((sure, True), (n - sure, False)):
            if count:
                height = HEIGHT * count / most
                ground -= height
                yield Part(family, is_sure, round(ground, 2), round(height, 2))
