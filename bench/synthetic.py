"""A million incidents that never happened, on the real borders of the world: for measurements only, always the same ones."""

from __future__ import annotations

import os
from pathlib import Path

import psycopg

SQL = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
SEED = 0.42
BUSIEST = "AF-TJ"


def load(n: int) -> int:
    """Writes n of them into the project's own tables, and gives back how many stand there."""
    from incidents.cube.codes import TYPES

    parameters = {"n": n, "seed": SEED, "types": list(TYPES), "busiest": BUSIEST}
    with psycopg.connect(os.environ["DATABASE_URL"].replace("postgis://", "postgresql://")) as connection:
        for statement in filter(str.strip, SQL.split(";\n")):
            connection.execute(statement, parameters if "%(" in statement or "%%" in statement else None)
            connection.commit()
        connection.autocommit = True
        connection.execute("VACUUM ANALYZE")
        found = connection.execute("SELECT count(*) FROM incidents_incident").fetchone()
    assert found is not None
    return int(found[0])
