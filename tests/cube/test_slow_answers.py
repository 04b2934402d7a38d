"""Where SQL answers and takes too long, who asks is told to come again; nothing hangs, and nothing stays limited."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from incidents.cube.limits import TooSlow, within


def asked(sql: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()


@pytest.mark.alone
def test_statements_have_so_much_time_together(transactional_db: None) -> None:
    begun = time.monotonic()
    with pytest.raises(TooSlow), within(0.5):
        for _ in range(10):
            asked("SELECT pg_sleep(0.2)")
    assert time.monotonic() - begun < 1.5
    assert asked("SHOW statement_timeout") == ("0",)


def test_a_transaction_that_was_cut_leaves_no_limit(transactional_db: None) -> None:
    with pytest.raises(TooSlow), transaction.atomic(), within(0.1):
        asked("SELECT pg_sleep(5)")
    assert asked("SHOW statement_timeout") == ("0",)


def test_what_is_quick_is_answered(transactional_db: None) -> None:
    with within(10):
        assert asked("SELECT 1") == (1,)
    assert asked("SHOW statement_timeout") == ("0",)


ADDRESSES = (
    "/map/picture", "/map/rows", "/api/v1/incidents", "/api/v1/incidents.geojson", "/api/v1/incidents/count", "/api/v1/incidents/histogram",
    "/api/v1/incidents/facets", "/api/v1/incidents/tiles/0/0/0",
)  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_who_asks_too_much_is_told_when_to_come_again(db: None, settings: Any, address: str) -> None:
    settings.PUBLIC_READING, settings.SQL_SECONDS = True, 0
    answer = Client().get(address)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    if address.startswith("/api/"):
        assert json.loads(answer.content)["detail"].startswith("Counting this would take too long")
