"""What changed since a token, read from the log that the database's own triggers write: each record once a stretch, in pages.

Transactions commit out of order, so a stretch is what one snapshot sees and an earlier one did not: it never grows and never shrinks,
and no token goes past what can still commit.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import connection

from incidents.feed import tokens
from incidents.feed.tokens import Place

KINDS = {"incidents": ("incident_change", "incident"), "statements": ("statement_change", "statement")}
NOW = """
SELECT pg_current_snapshot()::text, left(born::text, 8) || to_hex(system_identifier), gone_before::text
FROM change_log, pg_control_system() WHERE name = %(name)s"""
IN_STRETCH = """{row}.xid >= pg_snapshot_xmin(%(seen)s::pg_snapshot) AND {row}.xid < pg_snapshot_xmax(%(upto)s::pg_snapshot)
    AND NOT pg_visible_in_snapshot({row}.xid, %(seen)s::pg_snapshot) AND pg_visible_in_snapshot({row}.xid, %(upto)s::pg_snapshot)"""
# A record is told at its last row; `was` is of its first that says so.
STRETCH = """
WITH told AS (
    SELECT one.{of} AS record, one.xid, one.id, one.at FROM {log} one
    WHERE (one.xid, one.id) > (%(xid)s::text::xid8, %(id)s) AND one.{of} IS NOT NULL AND {one}
      AND NOT EXISTS (SELECT FROM {log} later WHERE later.{of} = one.{of} AND (later.xid, later.id) > (one.xid, one.id) AND {later})
    ORDER BY one.xid, one.id LIMIT %(limit)s
)
SELECT told.record, told.xid::text, told.id, told.at, first.was FROM told CROSS JOIN LATERAL (
    SELECT (array_agg(before.was ORDER BY before.id) FILTER (WHERE before.was IS NOT NULL))[1] AS was
    FROM {log} before WHERE before.{of} = told.record AND {before}
) AS first ORDER BY told.xid, told.id"""
EMPTIED = "SELECT EXISTS (SELECT FROM {log} one WHERE one.{of} IS NULL AND one.was = 'all' AND {one})"
PRUNED = """
WITH gone AS (DELETE FROM {log} WHERE at < now() - %(kept)s RETURNING xid)
UPDATE change_log SET gone_before = greatest(gone_before, (SELECT max(xid) FROM gone WHERE xid < pg_snapshot_xmax(pg_current_snapshot())))
WHERE name = %(name)s RETURNING (SELECT count(*) FROM gone)"""


class StartAnew(Exception):
    """What the token stands for is not known here, or no longer; the words say why."""


@dataclass(frozen=True, slots=True)
class Touched:
    """That a record changed, when, and how it had stood before the stretch: `""` not at all, None as it stands."""

    record: int
    at: dt.datetime
    was: str | None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A page of changes, and where the next one starts; `more` where it holds some already."""

    touched: tuple[Touched, ...]
    next: Place
    more: bool


class Log:
    """The log of incidents or of statements."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.table, self.of = KINDS[name]

    def start(self) -> Place:
        """Now: all that is committed counts as told."""
        now, mark, _gone = self._now()
        return Place(mark, now)

    def since(self, place: Place, limit: int) -> Stretch:
        """The next changes. Raises StartAnew where the log cannot say what happened since."""
        now, mark, gone = self._now()
        self._refuse(place, now, mark, gone)
        upto = place.upto or now
        if upto == place.seen:
            return Stretch((), place, False)
        given = {"seen": place.seen, "upto": upto, "xid": str(place.xid), "id": place.id, "limit": limit + 1}
        if self._asked(EMPTIED, given)[0][0]:
            raise StartAnew("All records were replaced at once since this token was given.")
        rows = self._asked(STRETCH, given)
        touched = tuple(Touched(record, at, was) for record, _xid, _id, at, was in rows[:limit])
        if len(rows) > limit:
            return Stretch(touched, place.at_page_end(upto, int(rows[limit - 1][1]), rows[limit - 1][2]), True)
        return Stretch(touched, place.at_end(upto), upto != now)

    def _refuse(self, place: Place, now: str, mark: str, gone: int) -> None:
        if place.log != mark:
            raise StartAnew("This token is of another list of changes.")
        if max(map(tokens.xmax, (place.seen, place.upto or place.seen))) > tokens.xmax(now):
            raise StartAnew("This token is of a later state than this database is in; it was restored.")
        if tokens.xmin(place.seen) <= gone:
            raise StartAnew(f"This token is too old: changes are kept for {settings.CHANGES_DAYS} days.")

    def _now(self) -> tuple[str, str, int]:
        (now, mark, gone) = self._asked(NOW, {"name": self.name})[0]
        return now, mark, int(gone)

    def _asked(self, sql: str, given: dict[str, object]) -> list[tuple[object, ...]]:
        rows = {row: IN_STRETCH.format(row=row) for row in ("one", "later", "before")}
        with connection.cursor() as cursor:
            cursor.execute(sql.format(log=self.table, of=self.of, **rows), given)
            return cursor.fetchall()


def prune() -> int:
    """Changes that are older than BW_CHANGES_DAYS go, and tokens that would need them are refused from now on; how many."""
    given = {"kept": timedelta(days=settings.CHANGES_DAYS)}
    with connection.cursor() as cursor:
        gone = 0
        for name, (table, _of) in KINDS.items():
            cursor.execute(PRUNED.format(log=table), {**given, "name": name})
            gone += cursor.fetchone()[0]
    return gone
