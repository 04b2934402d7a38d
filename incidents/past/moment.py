"""The database as of a time: whatever is asked inside sees the incidents, claims, participants, reports and statements that were known then."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from psycopg import sql

from incidents.cube.limits import within
from incidents.cube.sql import SqlAnswers
from incidents.past import kept
from incidents.past.rows import Standing, Then, claims_then, incidents_then

# A common table of the same name stands before the real one, which its own text still means.
SHADOW = """{table} AS NOT MATERIALIZED (
    SELECT one.* FROM {table} one WHERE coalesce(one.{made} <= {at}, true) AND NOT one.id = ANY({not_as_now}::bigint[])
    UNION ALL
    SELECT was.* FROM jsonb_each({rows}::jsonb) AS told JOIN {table} one ON one.id = told.key::bigint
    CROSS JOIN LATERAL jsonb_populate_record(one, told.value) AS was WHERE coalesce(one.{made} <= {at}, true)
)"""
# Their history is kept as rows of its own, by triggers.
PARTICIPANTS = """incidents_participant AS NOT MATERIALIZED (
    SELECT id, incident_id, home_id, read_for_id, actor_id, role FROM participant_past
    WHERE since <= {at} AND coalesce(until > {at}, true)
)"""
BEGINS_WITH = re.compile(r"\s*WITH\s", re.IGNORECASE)
READS = re.compile(r"[\s(]*(SELECT|WITH)\s", re.IGNORECASE)  # not the savepoints around it


@contextmanager
def one_moment() -> Iterator[None]:
    """All that is asked inside sees the database of one moment; inside an open transaction nothing can say so any more."""
    nested = connection.in_atomic_block
    with transaction.atomic():
        if not nested:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


@contextmanager
def as_of(at: dt.datetime, seconds: float | None = None) -> Iterator[SqlAnswers]:
    """For so many seconds, those of a page if not given, 0 for as long as it takes."""
    incidents = incidents_then(at)
    standing = Standing(incidents)
    shadows = ", ".join(
        (
            _shadow("incidents_incident", "created_at", at, incidents),
            _shadow("incidents_claim", "made_at", at, claims_then(at, standing)),
            sql.SQL(PARTICIPANTS).format(at=sql.Literal(at)).as_string(connection.connection),
            *(one.as_string(connection.connection) for one in kept.shadows(at)),
        )
    )

    def shadowed(execute: Any, asked: str, params: Any, many: bool, context: Any) -> Any:
        if not READS.match(asked):
            return execute(asked, params, many, context)
        before = shadows if params is None else shadows.replace("%", "%%")
        rest = BEGINS_WITH.sub(", ", asked, count=1) if BEGINS_WITH.match(asked) else f" {asked}"
        return execute(f"WITH {before}{rest}", params, many, context)

    limit = settings.SQL_SECONDS if seconds is None else seconds
    with within(limit) if limit else nullcontext(), connection.execute_wrapper(shadowed):
        yield SqlAnswers()


def _shadow(table: str, made: str, at: dt.datetime, then: Then) -> str:
    text = sql.SQL(SHADOW).format(
        table=sql.Identifier(table), made=sql.Identifier(made), at=sql.Literal(at), not_as_now=sql.Literal([*then.rows, *then.gone]),
        rows=sql.Literal(json.dumps({pk: row for pk, row in then.rows.items() if pk not in then.gone}, default=str)),
    )  # fmt: skip
    return text.as_string(connection.connection)
