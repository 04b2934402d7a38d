"""Who answers now: the columns of this process, as fresh as its last look; SQL while they load or are turned off."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager

import psycopg
from django.conf import settings
from django.db import connections

from incidents.cube import codes
from incidents.cube.answers import Answers
from incidents.cube.changes import ChangeLog
from incidents.cube.columns import ColumnAnswers
from incidents.cube.limits import within
from incidents.cube.loading import Connection, read_borders, read_pairs, read_rows, read_shapes
from incidents.cube.sql import SqlAnswers
from incidents.cube.table import Table

LOOK_EVERY = 0.2  # seconds
TRY_AGAIN = 5.0  # seconds after the database could not be read
log = logging.getLogger(__name__)


class Cube:
    """The read model of one process. `lock` keeps the columns still while somebody reads them."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.columns: ColumnAnswers | None = None
        self._loading: threading.Thread | None = None
        self._connection: Connection | None = None
        self._due = 0.0

    def warm(self) -> None:
        """Start loading in the background unless that is done or under way."""
        with self.lock:
            if self.columns is None and self._loading is None and time.monotonic() >= self._due:
                self._loading = threading.Thread(target=self._load, name="cube", daemon=True)
                self._loading.start()

    def _load(self) -> None:
        begun = time.monotonic()
        self._due = begun + TRY_AGAIN  # should it fail
        try:
            with ExitStack() as opened:
                connection = opened.enter_context(closing(_connected()))
                changes, table = ChangeLog(connection), read_table(connection)
                with self.lock:
                    self._connection, self.changes, self.columns = connection, changes, ColumnAnswers(table)
                    self._due = 0.0
                opened.pop_all()
            log.info("cube: %d incidents in %.1f s, %.0f MB", table.size, time.monotonic() - begun, table.nbytes / 1e6)
        except psycopg.OperationalError:
            log.exception("cube: the database could not be read; SQL answers meanwhile")
        finally:
            self._loading = None

    def hand_over(self) -> None:
        """Keep the columns for children of this process, each of which opens a connection of its own."""
        with self.lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def heir(self) -> Cube:
        """In a forked child: the same columns, from the same place in the log."""
        own = Cube()
        own.columns = self.columns
        if self.columns is not None:
            own.changes = self.changes
        return own

    def look(self) -> None:
        """Bring the columns up to date, unless the last look was just now."""
        if self.columns is None:
            self.warm()
        elif time.monotonic() >= self._due:
            self._bring_up_to_date(self.columns)
            self._due = time.monotonic() + LOOK_EVERY

    def look_past(self, snapshot: str) -> None:
        """Be no older than the snapshot, however short ago the last look was."""
        if self.columns is not None and not self.changes.has_seen(snapshot):
            self._due = 0.0
            self.look()

    def is_fresh(self, seconds: float) -> bool:
        """All that is committed by now is in the columns, within this time."""
        with self.lock:
            self._due = 0.0
            self.look()
        return self.is_ready(seconds)

    def _bring_up_to_date(self, columns: ColumnAnswers) -> None:
        try:
            if self._connection is None:
                self._connection = _connected()
                self.changes = self.changes.taken_up(self._connection)
            changed = self.changes.changed()
            if changed is None:
                self._start_over()
                self.warm()
            elif changed:
                raw = read_rows(self._connection, changed)
                others = raw["id"][raw["kind"] == codes.OTHER].tolist()
                shapes = read_shapes(self._connection, others)
                columns.put(raw, changed, shapes, read_pairs(self._connection, changed))
        except psycopg.OperationalError:
            log.exception("cube: the database could not be asked what changed")
            self._start_over()

    def _start_over(self) -> None:
        self.columns = None
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def is_ready(self, seconds: float) -> bool:
        """Loaded within this time."""
        self.warm()
        if loading := self._loading:
            loading.join(seconds)
        return self.columns is not None

    def forget(self) -> None:
        if loading := self._loading:
            loading.join()
        with self.lock:
            self._start_over()
            self._due = 0.0


def read_table(connection: Connection) -> Table:
    borders, raw = read_borders(connection), read_rows(connection)
    others = raw["id"][raw["kind"] == codes.OTHER].tolist()
    return Table(raw, borders, read_shapes(connection, others), read_pairs(connection))


def _connected() -> Connection:
    """A connection of its own: what others have not committed is not for everybody to see."""
    own = connections["default"].copy()
    own.connect()
    for setting in ("parallel_setup_cost", "parallel_tuple_cost"):  # reading everything is worth all cores
        own.connection.execute(f"SET {setting} = 0")
    return own.connection  # type: ignore[no-any-return]


_of_process: dict[int, Cube] = {}


def cube() -> Cube:
    """This process's own; a forked child starts with what its parent handed over."""
    pid = os.getpid()
    if pid not in _of_process:
        parents = [_of_process.pop(other) for other in list(_of_process)]
        _of_process[pid] = parents[0].heir() if parents else Cube()
    return _of_process[pid]


@contextmanager
def answers(seen: str = "") -> Iterator[Answers]:
    """While it is open all answers are of one moment, where the columns give them; SQL has so many seconds for all of them.

    The moment is not before the snapshot `seen`, where one is given.
    """
    if settings.CUBE:
        held = cube()
        with held.lock:
            held.look()
            if seen:
                held.look_past(seen)
            if held.columns:
                yield held.columns
                return
    with within(settings.SQL_SECONDS):
        yield SqlAnswers()
