"""What changed since the last look, read from the log that the database's own triggers write.

Transactions commit out of order, so no number of the log can be a watermark. A snapshot can: what it could not see, and can be
seen now, is new.
"""

from __future__ import annotations

import copy
from datetime import timedelta

from incidents.cube.loading import Connection

LONGEST_SLEEP = timedelta(
    hours=12
)  # what changed in a longer time is read anew; the log reaches back further (`incidents/feed/`)
MOST = 20_000  # changes; with more than this it is quicker to read everything anew

NOW = "SELECT pg_current_snapshot()::text, now()"
SINCE = """
WITH new AS (
    SELECT incident FROM incident_change
    WHERE xid >= pg_snapshot_xmin(%(seen)s::pg_snapshot) AND xid < pg_snapshot_xmax(pg_current_snapshot()) AND NOT pg_visible_in_snapshot(xid, %(seen)s::pg_snapshot)
    LIMIT %(most)s
)
SELECT pg_current_snapshot()::text, now(), (SELECT count(*) FROM new), (SELECT array_agg(DISTINCT incident) FROM new)"""


class ChangeLog:
    """One process's place in the log; it starts at now."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        found = connection.execute(NOW).fetchone()
        assert found is not None
        self.seen, self.at = found  # a snapshot: its xmin, its xmax, those between that were still open

    def taken_up(self, connection: Connection) -> ChangeLog:
        """From the same place, over another connection."""
        log = copy.copy(self)
        log.connection = connection
        return log

    def has_seen(self, snapshot: str) -> bool:
        """Surely all that the snapshot saw."""
        return self.seen == snapshot or _xmin(self.seen) >= int(snapshot.split(":")[1])

    def changed(self) -> set[int] | None:
        """Incidents that changed since the last call; None: too many, too long ago, or the world itself."""
        found = self.connection.execute(SINCE, {"seen": self.seen, "most": MOST + 1}).fetchone()
        assert found is not None
        seen, now, many, incidents = found
        slept, is_restored = now - self.at, _xmin(seen) < _xmin(self.seen)
        self.seen, self.at = seen, now
        changed = set(incidents or ())
        return None if is_restored or slept > LONGEST_SLEEP or many > MOST or None in changed else changed


def _xmin(snapshot: str) -> int:
    return int(snapshot.partition(":")[0])
