"""Every sum of people follows one rule: likely twins count once, and are linked only by who is in the sum."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from incidents.brief.measures import Key, measured
from incidents.cube.answers import Answers
from incidents.cube.current import Cube
from incidents.cube.question import Question, Scope
from incidents.cube.sql import SqlAnswers
from incidents.cube.stretches import cut
from incidents.models import TwinSuggestion, User
from tests.factories import a_claim, a_report, an_incident

JULY = (dt.date(2021, 7, 1), dt.date(2021, 7, 31))
ASKED = Question(scope=Scope.LIST, border="AF-TJ").in_period(*JULY)
Told = tuple[int, int, float | None, dict[str, Any]]  # first and last day in July, its least number, what else it is

REFUGEES = {"event_type": "refugee_influx"}
CASES: dict[str, tuple[list[Told], list[tuple[int, int]], float, dict[int, float]]] = {
    "two reports of one night": ([(3, 3, 300, {}), (3, 3, 310, {})], [(0, 1)], 300, {3: 300}),
    "three nights and three figures": ([(3, 3, 300, {}), (4, 4, 94, {}), (5, 5, 1000, {})], [], 1394, {3: 300, 4: 94, 5: 1000}),
    "nights that a report without a figure links": (
        [(3, 3, 300, {}), (4, 4, 94, {}), (3, 4, None, {})], [(0, 2), (1, 2)], 394, {3: 300, 4: 94},
    ),
    "refugees and soldiers that refugees without a figure link": (
        [(1, 4, 200, REFUGEES), (3, 3, 300, {}), (3, 3, None, REFUGEES)], [(0, 2), (1, 2)], 500, {1: 200, 2: 200, 3: 500, 4: 200},
    ),
    "nights that a report of their total links": (
        [(3, 3, 300, {}), (4, 4, 94, {}), (3, 4, 390, {})], [(0, 2), (1, 2)], 94, {3: 300, 4: 94},
    ),
    "nights that somebody only supposes": (
        [(3, 3, 300, {}), (4, 4, 94, {}), (3, 4, 500, {"modality": "hypothetical"})], [(0, 2), (1, 2)], 394, {3: 300, 4: 94},
    ),
    "nights that a movement of no known way links": (
        [(3, 3, 300, {}), (4, 4, 94, {}), (3, 4, 500, {"from_country": "", "to_country": ""})], [(0, 2), (1, 2)], 394, {3: 300, 4: 94},
    ),
}  # fmt: skip


def told(cases: list[Told], links: list[tuple[int, int]]) -> None:
    made = []
    for first, last, low, more in cases:
        days = {"date_start": dt.date(2021, 7, first), "date_end": dt.date(2021, 7, last)}
        made.append(an_incident(a_report(), **{**days, **more}))
        if low is not None:
            a_claim(made[-1], low=low)
    for a, b in links:
        TwinSuggestion.objects.create(first=made[a], second=made[b], score=0.9)


def of_section(ask: Answers) -> float | None:
    return next(one.low for one in ask.sections(ASKED) if (one.from_country, one.to_country) == ("AF", "TJ"))


def by_day(ask: Answers) -> dict[int, float]:
    """What went from Afghanistan to Tajikistan, as the border's page asks it."""
    actual = frozenset(("actual",))
    asked = Question(scope=Scope.LIST, border="AF-TJ", direction=("AF", "TJ"), modality=actual)
    people = ask.histogram(asked, cut(*JULY, "day")).people.tolist()
    return {day: number for day, number in enumerate(people, 1) if number}


@pytest.mark.parametrize("case", CASES)
def test_brief_section_and_days_come_to_one_sum(columns: Cube, borders: object, case: str) -> None:
    happened, links, least, days = CASES[case]
    told(happened, links)
    assert columns.is_fresh(10) and columns.columns
    assert measured(ASKED)[Key("crossed", "AF", "TJ")].low == least
    for ask in (columns.columns, SqlAnswers()):
        assert of_section(ask) == least and by_day(ask) == days


@pytest.mark.django_db
def test_the_arrows_of_a_page_add_up_by_way_of_those_with_a_figure(borders: object, users: dict[str, User]) -> None:
    told([(3, 3, 300, {}), (4, 4, 94, {}), (3, 4, None, {}), (3, 3, 310, {})], [(0, 2), (1, 2), (0, 3)])
    client = Client()
    client.force_login(users["reader"])
    rows = sorted(client.get("/map/picture").json()["rows"], key=lambda row: row["id"])
    first, second, _, _ = (row["id"] for row in rows)
    assert [row["counts"] for row in rows] == [first, second, None, first]
    assert {row["twins"] for row in rows} == {first}
