"""Tables as they were at a time, by the rows that the database itself keeps before each change (migration 0034)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from psycopg import sql

# The rows that changed since come from the first change after the time; the others stand as they are. `{known}` says which were there.
SHADOW = """{table} AS NOT MATERIALIZED (
    SELECT one.* FROM {table} one WHERE {known_one}
        AND NOT EXISTS (SELECT FROM row_past past WHERE past.of = {name} AND past.until > {at} AND past.id = one.id)
    UNION ALL
    SELECT one.* FROM (
        SELECT DISTINCT ON (past.id) past.id, past.was FROM row_past past
        WHERE past.of = {name} AND past.until > {at} ORDER BY past.id, past.seq
    ) told LEFT JOIN {table} now ON now.id = told.id CROSS JOIN LATERAL jsonb_populate_record(now, told.was) one WHERE {known_one}
)"""
RECEIVED = "(SELECT received_at FROM incidents_report came WHERE came.id = {of})"
KNOWN = {
    "incidents_report": "one.received_at <= {at}",
    "incidents_actor": "true",
    "incidents_reportincident": f"coalesce(one.made_at, {RECEIVED.format(of='one.report_id')}) <= {{at}}",
    "incidents_statement": f"coalesce(one.made_at, {RECEIVED.format(of='one.report_id')}) <= {{at}}",
    "incidents_statement_about": "coalesce(one.made_at <= {at}, true)",
}
# How far the reading of a report was is not kept.
JOBS = "incidents_job AS NOT MATERIALIZED (SELECT * FROM incidents_job WHERE false)"
# When the latest report of an incident was published, of the reports and links of then: the words of a search are of now.
INDEXES = (
    """incidents_incidentindex AS NOT MATERIALIZED (
    SELECT one.incident_id, one.words, (
        SELECT max(report.published_on) FROM incidents_reportincident link JOIN incidents_report report ON report.id = link.report_id
        WHERE link.incident_id = one.incident_id
    ) AS reported_on FROM incidents_incidentindex one
)""",
    """incidents_statementindex AS NOT MATERIALIZED (
    SELECT one.statement_id, one.words, report.published_on AS reported_on FROM incidents_statementindex one
    JOIN incidents_statement said ON said.id = one.statement_id JOIN incidents_report report ON report.id = said.report_id
)""",
)


def shadows(at: dt.datetime) -> Iterator[sql.Composable]:
    """Common tables that stand before the real ones, each in the words of those before it."""
    for table, known in KNOWN.items():
        yield sql.SQL(SHADOW).format(
            table=sql.Identifier(table),
            name=sql.Literal(table),
            at=sql.Literal(at),
            known_one=sql.SQL(known).format(at=sql.Literal(at)),
        )
    yield from map(sql.SQL, (JOBS, *INDEXES))
