"""Pages by key: every row once, forwards and backwards, also where the column is empty and values are equal."""

from __future__ import annotations

import datetime as dt

import pytest

from incidents.keyset import Keyset, NotOurs, stretch
from incidents.models import Incident
from incidents.views.lists import INCIDENT_ORDERS
from tests.factories import a_report, an_incident

pytestmark = pytest.mark.django_db


@pytest.fixture
def many(borders: object) -> int:
    for n in range(23):
        day = dt.date(2021, 7, 1 + n // 3) if n % 5 else None
        report = a_report(published_on=dt.date(2021, 7, 1 + n // 4)) if n % 3 else None
        an_incident(report, date_start=day, date_end=day, confidence=(n % 4) / 4)
    return 23


def walk(order: Keyset, size: int) -> tuple[list[int], list[int]]:
    """All numbers as the pages give them, to the end and back again."""
    rows = Incident.objects.filter(index__isnull=False)
    page = stretch(rows, order, size)
    assert not page.previous
    there = [one.pk for one in page.rows]
    while page.next:
        page = stretch(rows, order, size, after=page.next)
        there += [one.pk for one in page.rows]
    back = [one.pk for one in page.rows]
    while page.previous:
        page = stretch(rows, order, size, before=page.previous)
        back = [one.pk for one in page.rows] + back
    return there, back


@pytest.mark.parametrize("name", INCIDENT_ORDERS)
def test_each_order_gives_every_row_once_in_both_directions(many: int, name: str) -> None:
    order = INCIDENT_ORDERS[name]
    expected = [one.pk for one in order.ordered(Incident.objects.all())]
    there, back = walk(order, 5)
    assert len(expected) == many and there == expected and back == expected


def test_a_row_that_comes_meanwhile_moves_no_other(many: int) -> None:
    order = INCIDENT_ORDERS["newest"]
    first = stretch(Incident.objects.all(), order, 5)
    an_incident(date_start=dt.date(2022, 1, 1), date_end=dt.date(2022, 1, 1))
    second = stretch(Incident.objects.all(), order, 5, after=first.next)
    assert not {one.pk for one in first.rows} & {one.pk for one in second.rows}


@pytest.mark.parametrize(
    "cursor", ["x", "!!", "W10", "WzEsMl0", "eyJhIjoxfQ", "WyJhXHUwMDAwIiwxXQ", "WyJ5ZXN0ZXJkYXkiLDFd", "WzEsMWU5OV0"]
)
def test_a_cursor_that_is_not_ours_is_refused(many: int, cursor: str) -> None:
    for way in ({"after": cursor}, {"before": cursor}):
        with pytest.raises(NotOurs):
            stretch(Incident.objects.all(), INCIDENT_ORDERS["newest"], 5, **way)
