"""The same questions as SQL through pgbench: what the database alone can do, without a server in front of it."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

from borderwatch.private import postgres_programs
from rig.asking import CLIENTS
from rig.world import Window

AREA = (
    "geometry && ST_MakeEnvelope({w.west}, {w.south}, {w.east}, {w.north}, 4326) AND merged_into_id IS NULL"
    " AND status NOT IN ('rejected', 'withdrawn')"
)
HERE = f"{AREA} AND date_start <= '{{w.last}}' AND date_end >= '{{w.first}}'"
PAGE = (
    "SELECT id, event_type, modality, status, date_start, date_end, border_id, from_country, to_country, place_name, confidence,"
    f" ST_AsGeoJSON(geometry, 5) FROM incidents_incident WHERE {HERE} ORDER BY date_start DESC NULLS LAST, id DESC LIMIT {{limit}};"
)
QUESTIONS = {
    "items100": PAGE.replace("{limit}", "100"),
    "items1000": PAGE.replace("{limit}", "1000"),
    "histogram": f"SELECT date_start, date_end, count(*) FROM incidents_incident WHERE {AREA} GROUP BY 1, 2;",
    "facets": f"SELECT event_type, count(*) FROM incidents_incident WHERE {HERE} GROUP BY 1;",
}


def rate(question: str, windows: list[Window], seconds: float, database: str, folder: Path) -> float:
    """Answers a second with eight connections."""
    db = urlsplit(database)
    home = folder / f"raw-{question}"
    home.mkdir()
    files = []
    for number, window in enumerate(windows[:100]):
        path = home / f"{number}.sql"
        path.write_text(QUESTIONS[question].format(w=window))
        files += ["-f", str(path)]
    command = [
        str(postgres_programs() / "pgbench"), "-n", f"-c{CLIENTS}", "-j1", f"-T{int(seconds)}", "-h", str(db.hostname), "-p", str(db.port),
        "-U", str(db.username), *files, db.path.lstrip("/"),
    ]  # fmt: skip
    env = {**os.environ, "PGPASSWORD": db.password or ""}
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
    found = re.search(r"^tps = ([\d.]+)", done.stdout, re.M)
    assert found, done.stdout
    return float(found[1])
