"""The synthetic incidents, and what is asked of them: windows, tiles, a cursor deep in the list."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import psycopg


@dataclass(frozen=True, slots=True)
class Window:
    """A part of the world and a period that hold 0.1 to 6 per cent of all incidents."""

    west: float
    south: float
    east: float
    north: float
    first: date
    last: date

    @property
    def bbox(self) -> str:
        return f"{self.west},{self.south},{self.east},{self.north}"

    @property
    def words(self) -> str:
        return f"bbox={self.bbox}&from={self.first}&to={self.last}"

    @property
    def ogc(self) -> str:
        return f"bbox={self.bbox}&datetime={self.first}T00:00:00Z/{self.last}T00:00:00Z"


COUNT = """SELECT count(*) FROM incidents_incident
WHERE ST_Intersects(geometry, ST_MakeEnvelope(%s, %s, %s, %s, 4326)) AND date_start <= %s AND date_end >= %s"""
SPOTS = """SELECT ST_X(geometry), ST_Y(geometry) FROM (SELECT geometry FROM incidents_incident WHERE GeometryType(geometry) = 'POINT'
ORDER BY md5(id::text) LIMIT %s) AS placed"""


def spots(connection: psycopg.Connection[Any], many: int) -> list[tuple[float, float]]:
    return connection.execute(SPOTS, [many]).fetchall()


def windows(connection: psycopg.Connection[Any], n: int, many: int) -> list[Window]:
    dice, found = random.Random(7), []
    for x, y in spots(connection, many * 10):
        size, first = 1 + dice.random() * 5, date(2001, 1, 1) + timedelta(dice.randrange(6500))
        edges = (
            max(-180.0, round(x - size / 2, 3)),
            max(-90.0, round(y - size / 2, 3)),
            min(180.0, round(x + size / 2, 3)),
            min(90.0, round(y + size / 2, 3)),
        )
        window = Window(*edges, first, first + timedelta(365 + dice.randrange(1460)))
        held = connection.execute(COUNT, [*edges, window.last, window.first]).fetchone()
        if held and n * 0.001 <= held[0] <= n * 0.06:
            found.append(window)
        if len(found) == many:
            break
    return found


def tiles(connection: psycopg.Connection[Any], zoom: int) -> list[tuple[int, int, int]]:
    """Tiles of the zoom that hold incidents, each once, in a random order."""
    found = {_tile(zoom, x, y) for x, y in spots(connection, 3000)}
    return random.Random(zoom).sample(sorted(found), len(found))


def _tile(zoom: int, lon: float, lat: float) -> tuple[int, int, int]:
    inside = math.radians(max(-85.0, min(85.0, lat)))
    across = (lon + 180) / 360
    down = 0.5 - math.log(math.tan(math.pi / 4 + inside / 2)) / (2 * math.pi)
    return zoom, min(2**zoom - 1, int(across * 2**zoom)), min(2**zoom - 1, int(down * 2**zoom))


def last_before_page(connection: psycopg.Connection[Any], page: int, limit: int) -> tuple[date | None, int]:
    """Day and number of the row after which a page of the whole list begins."""
    row = connection.execute(
        "SELECT date_start, id FROM incidents_incident WHERE merged_into_id IS NULL AND status NOT IN ('rejected', 'withdrawn')"
        " ORDER BY date_start DESC NULLS LAST, id DESC OFFSET %s LIMIT 1", [(page - 1) * limit - 1],
    ).fetchone()  # fmt: skip
    assert row is not None, f"there is no page {page}"
    return row[0], row[1]
