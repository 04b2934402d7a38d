"""Where SQL answers, it reads the index of the order or of the place, and not the whole table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from incidents.cube.answers import Mark, Order
from incidents.cube.codes import day_number
from incidents.cube.question import Box, Question
from incidents.cube.rows import rows
from incidents.cube.sql import SqlAnswers
from incidents.keyset import stretch, written
from incidents.views.lists import INCIDENT_ORDERS
from tests.factories import a_border

MANY = """
INSERT INTO incidents_incident (event_type, modality, date_start, date_end, date_prec, part_of_day, lasted, border_id, from_country, to_country,
    place_name, where_prec, geometry, status, confidence, parser_version, key, version, created_at, updated_at)
SELECT 'smuggling', 'actual', day, day, 1, '', false, 'AF-TJ', '', '', '', 1, ST_SetSRID(ST_MakePoint(g %% 360 - 180, g %% 179 - 89), 4326),
    'machine', (g %% 100) / 100.0, '', '', 1, now(), now()
FROM generate_series(1, 20000) AS g, LATERAL (SELECT date '2000-01-01' + g %% 9000 AS day) AS made"""
MIDDLE = dt.date(2012, 6, 1)
WINDOW = Question(box=Box(20.0, 30.0, 22.0, 32.0), first=dt.date(2010, 1, 1), last=dt.date(2012, 1, 1))


@pytest.fixture(scope="module")
def many(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Made once for all questions, which change nothing, and never committed."""
    with django_db_blocker.unblock(), transaction.atomic(), connection.cursor() as cursor:
        a_border()
        cursor.execute(MANY.replace("%%", "%"))
        cursor.execute("ANALYZE incidents_incident")
        yield
        transaction.set_rollback(True)


def plans(ask: Callable[[], Any]) -> list[str]:
    """How the database reads what is asked, statement by statement."""
    with CaptureQueriesContext(connection) as asked:
        ask()
    with connection.cursor() as cursor:
        found = []
        for sql in (one["sql"] for one in asked if one["sql"].startswith(("SELECT", "WITH"))):
            cursor.execute("EXPLAIN (ANALYZE, TIMING OFF) " + sql)
            found.append("\n".join(line for (line,) in cursor.fetchall()))
    return found


def page(order: Order, after: Mark | None = None) -> Any:
    return SqlAnswers().page(Question(), order, 100, after)


def listed(order: str, day: Any) -> Any:
    cursor = written([day, BEYOND_ALL])
    return stretch(rows(Question()), INCIDENT_ORDERS[order], 100, after=cursor)


BEYOND_ALL = 2**40  # greater than any row's number
DEEP = Mark(day_number(MIDDLE), BEYOND_ALL)
ASKED: dict[str, tuple[Callable[[], Any], str]] = {
    "the first page": (lambda: page(Order.NEWEST), "incident_newest_first"),
    "a page in the middle": (lambda: page(Order.NEWEST, DEEP), "incident_newest_first"),
    "the first page of the least sure": (lambda: page(Order.UNSURE), "incident_least_sure"),
    "a page of the least sure in the middle": (
        lambda: page(Order.UNSURE, Mark(0.5, BEYOND_ALL)),
        "incident_least_sure",
    ),
    "a page of the list in the middle": (lambda: listed("newest", str(MIDDLE)), "incident_newest_first"),
    "the total of a window": (lambda: SqlAnswers().totals(WINDOW), "incident_where_when"),
    "what stands in a window": (lambda: SqlAnswers().in_view(Question(), WINDOW.box), "geometry &&"),  # type: ignore[arg-type]
    "a page of a window": (lambda: SqlAnswers().page(WINDOW, Order.NEWEST, 100), "incident_where_when"),
}


@pytest.mark.parametrize(("ask", "index"), ASKED.values(), ids=ASKED)
def test_an_index_is_read_and_few_rows_are_thrown_away(many: None, ask: Callable[[], Any], index: str) -> None:
    found = plans(ask)
    assert any(index in plan for plan in found), found
    for plan in found:
        assert "Seq Scan on incidents_incident" not in plan, plan
        assert thrown_away(plan) < 1_000, plan


def thrown_away(plan: str) -> int:
    return sum(int(line.rpartition(": ")[2]) for line in plan.splitlines() if "Rows Removed by Filter" in line)
