"""How fast the incidents are served: `./bw bench serve [--incidents N] [--seconds S] [--without-peers]`.

Loads synthetic incidents, starts the web server as in production and two peers on the same database, and puts each figure
beside its goal. Exits with 1 where one is missed. What each figure means stands in `README.md` beside this file.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
import urllib.request
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import psycopg
from rig import asking, processes, raw, world
from rig.figures import Figure, told

ROOT = Path(__file__).resolve().parent.parent
WINDOWS = 400
QUESTIONS = 30_000  # more than are asked in one measurement
FRESH_ROUNDS = 20
IN_A_ROW = 12  # answers that are all fresh: both workers have given one


def main(args: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./bw bench serve")
    parser.add_argument("--incidents", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=int, default=6, help="each measurement lasts")
    parser.add_argument("--without-peers", action="store_true", help="measure this project alone")
    options = parser.parse_args(args)
    figures: list[Figure] = []
    with ExitStack() as opened, tempfile.TemporaryDirectory(prefix="bw-bench-") as folder:
        run = Run(Path(folder), options.incidents, options.seconds, opened)
        figures += run.figures_of_ours()
        if not options.without_peers:
            figures += run.ratios()
    return told(options.incidents, figures)


def never_the_same(*paths: str, since: int = 0) -> list[str]:
    """The same questions in so many words that none is asked twice; another series begins at `since`."""
    return [
        f"{paths[number % len(paths)]}&min_confidence={(since + number) / 1_000_000:.6f}" for number in range(QUESTIONS)
    ]


class Run:
    def __init__(self, folder: Path, n: int, seconds: int, opened: ExitStack) -> None:
        self.folder, self.n, self.seconds, self.opened = folder, n, seconds, opened
        self.env = processes.prepared(folder)
        self.database = os.environ["DATABASE_URL"]
        self.connection = opened.enter_context(
            psycopg.connect(self.database.replace("postgis://", "postgresql://"), autocommit=True)
        )
        print(f"loading {n:,} incidents …", flush=True)
        begun = time.monotonic()
        print(f"{processes.loaded(n):,} incidents after {time.monotonic() - begun:.0f} s", flush=True)
        self.windows = world.windows(self.connection, n, WINDOWS)
        print(f"{len(self.windows)} windows; load by {asking.client()}", flush=True)
        self.rates: dict[str, float] = {}

    def pace(self, name: str, address: str, paths: list[str]) -> asking.Pace:
        found = asking.pace(address, paths, self.seconds)
        print(
            f"  {name:<40} {found.rate:8.1f}/s  p50 {found.p50:7.1f} ms  p99 {found.p99:7.1f} ms  {found.kb:7.1f} kB  {found.bad} bad",
            flush=True,
        )
        self.rates[name] = found.rate
        if found.bad:
            raise SystemExit(f"{name}: {found.bad} requests were not answered well")
        return found

    def figures_of_ours(self) -> list[Figure]:
        with processes.ours(self.folder, self.env) as served:
            address = served.address
            self.get(address, "/api/v1/incidents/count")
            return [
                *self._items(address),
                *self._counts(address),
                *self._tiles(address),
                *self._pages(address),
                *self._fresh(address, served.ready),
            ]

    def _items(self, address: str) -> list[Figure]:
        found = []
        for limit, rate, p99 in ((100, 400, 50), (1000, 75, 250)):
            paths = [f"/api/v1/incidents.geojson?{window.words}&limit={limit}" for window in self.windows]
            cold = self._once(address, paths[:50])
            print(f"  items{limit}, asked for the first time: {cold:.1f} ms on average", flush=True)
            pace = self.pace(f"items{limit}", address, paths)
            anew = self.pace(f"items{limit}, never the same", address, never_the_same(*paths))
            name = {100: "P1", 1000: "P3"}[limit]
            found += [
                Figure(f"{name} items of {limit}, newest first, exact total", pace.rate, "/s", rate),
                Figure(f"{name} 99th percentile", pace.p99, "ms", p99, at_least=False),
                Figure(f"{name} the same where no question is asked twice", anew.rate, "/s", rate),
            ]
        return found

    def _once(self, address: str, paths: list[str]) -> float:
        begun = time.perf_counter()
        for path in paths:
            self.get(address, path)
        return (time.perf_counter() - begun) * 1000 / len(paths)

    def _counts(self, address: str) -> list[Figure]:
        by_day = [
            f"/api/v1/incidents/histogram?{window.words.partition('&')[0]}&unit=day&parts=certain"
            for window in self.windows
        ]
        histogram = self.pace("histogram", address, by_day)
        facets = self.pace("facets", address, [f"/api/v1/incidents/facets?{window.words}" for window in self.windows])
        return [
            Figure("P4 histogram by day of a window, all years", histogram.rate, "/s", 400),
            Figure("P4 99th percentile", histogram.p99, "ms", 40, at_least=False),
            Figure("P5 every facet of a window, with the exact total", facets.rate, "/s", 500),
        ]

    def _tiles(self, address: str) -> list[Figure]:
        found = []
        for zoom, goal in ((3, 400), (6, 400), (9, 150)):
            paths = [f"/api/v1/incidents/tiles/{z}/{x}/{y}" for z, x, y in world.tiles(self.connection, zoom)]
            found.append(
                Figure(f"P6 tiles at zoom {zoom}", self.pace(f"tiles z{zoom}", address, paths).rate, "/s", goal)
            )
        total = sum(
            self.get(address, f"/api/v1/incidents/tiles/3/{x}/{y}")["total"] for x in range(8) for y in range(8)
        )
        held = self.get(address, "/api/v1/incidents/count")["at_points"]
        return [*found, Figure("P6 incidents that the tiles of zoom 3 miss", abs(total - held), "", 0, at_least=False)]

    def _pages(self, address: str) -> list[Figure]:
        from incidents.keyset import written

        page, limit = min(10_000, self.n * 9 // 1000), 100
        first = self.pace("page 1", address, never_the_same(f"/api/v1/incidents?limit={limit}"))
        cursor = written(list(world.last_before_page(self.connection, page, limit)))
        last = self.pace(
            f"page {page}", address, never_the_same(f"/api/v1/incidents?limit={limit}&cursor={cursor}", since=QUESTIONS)
        )
        return [
            Figure(f"P7 page {page:,} takes as long as page 1, times", first.rate / last.rate, "", 1.5, at_least=False)
        ]

    def _fresh(self, address: str, ready: float) -> list[Figure]:
        worst = max(self._seconds_until_fresh(address, number) for number in range(FRESH_ROUNDS))
        return [
            Figure("P9 an edit is in the answers of every process after", worst, "s", 1.0, at_least=False),
            Figure("P9 from start to answers from memory in every process", ready, "s", 6.0, at_least=False),
        ]

    def _seconds_until_fresh(self, address: str, number: int) -> float:
        """An incident moves to a spot where nothing is; the time until no process answers without it."""
        lon, lat = -140.0 + number / 10, -50.0
        self.connection.execute(
            "UPDATE incidents_incident SET geometry = ST_SetSRID(ST_MakePoint(%s, %s), 4326), where_prec = 1, status = 'machine'"
            " WHERE id = (SELECT min(id) + %s FROM incidents_incident)", [lon, lat, number],
        )  # fmt: skip
        begun, stale, fresh = time.monotonic(), 0.0, 0
        while fresh < IN_A_ROW:
            held = self.get(address, f"/api/v1/incidents/count?bbox={lon},{lat},{lon},{lat}")["total"]
            fresh = fresh + 1 if held else 0
            stale = stale if held else time.monotonic() - begun
        return stale

    def get(self, address: str, path: str) -> Any:
        with urllib.request.urlopen(address + path, timeout=60) as answer:
            return json.loads(answer.read())

    def ratios(self) -> list[Figure]:
        """Ours against the peers and the database alone, all of this run."""
        print("installing the peers …", flush=True)
        python = processes.peers_python(self.folder)
        with processes.tipg(self.folder, python, self.database) as items:
            self._peer("tipg", items, "f=geojson&datetime-column=date_start")
        with processes.pygeoapi(self.folder, python, self.database) as items:
            self._peer("pygeoapi", items, "f=json")
        for question in raw.QUESTIONS:
            self.rates[f"SQL {question}"] = raw.rate(question, self.windows, self.seconds, self.database, self.folder)
            print(f"  SQL {question:<36} {self.rates[f'SQL {question}']:8.1f}/s", flush=True)
        goals = (
            ("P2 items of 100", "items100", (("pygeoapi", 40), ("tipg", 25), ("SQL", 1.5))),
            ("P3 items of 1000", "items1000", (("pygeoapi", 15), ("tipg", 15), ("SQL", 0.9))),
            ("P4 histogram", "histogram", (("SQL", 15),)),
            ("P5 facets", "facets", (("SQL", 3.5),)),
        )
        return [
            Figure(f"{name}, times as many as {other}", self.rates[kind] / self.rates[f"{other} {kind}"], "", goal)
            for name, kind, others in goals
            for other, goal in others
        ]

    def _peer(self, name: str, items: str, form: str) -> None:
        host, _, path = items.removeprefix("http://").partition("/")
        for limit in (100, 1000):
            paths = [f"/{path}/items?{form}&{window.ogc}&limit={limit}" for window in self.windows]
            self.pace(f"{name} items{limit}", f"http://{host}", paths)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
