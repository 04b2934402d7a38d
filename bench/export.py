"""The whole list as a file: `./bw bench export [--incidents N]`.

Loads synthetic incidents, starts the web server as in production, and reads every row as CSV, GeoJSON and GeoParquet while others ask for pages.
Exits with 1 where a goal is missed. What each figure means stands in `README.md` beside this file.
"""

from __future__ import annotations

import argparse
import http.client
import os
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from rig import processes
from rig.figures import Figure, told

PAGE = "/api/v1/incidents.geojson?bbox=67,36,72,39&limit=100"
CHUNK = 1 << 16
LOADED = 8  # files before the one that is measured: by then each process has loaded the code


def main(args: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./bw bench export")
    parser.add_argument("--incidents", type=int, default=1_000_000)
    n = parser.parse_args(args).incidents
    with tempfile.TemporaryDirectory(prefix="bw-bench-") as home:
        folder = Path(home)
        env = processes.prepared(folder)
        print(f"{processes.loaded(n):,} incidents", flush=True)
        with processes.ours(folder, env) as served:
            return told(n, [figure for suffix in ("csv", "geojson", "parquet") for figure in figures(served, suffix)])


def figures(served: processes.Served, suffix: str) -> list[Figure]:
    for _ in range(LOADED):
        list(rows_of(served.address, f"/incidents/export.{suffix}?border=AF-TJ&event_type=smuggling"))
    memory = Memory(served.workers())
    with watched(memory), pages(served.address) as times:
        file = whole(served.address, f"/incidents/export.{suffix}")
    name = f"P8 {suffix}"
    lines = "" if suffix == "parquet" else f"{file.rows:,} rows, "
    print(f"  {suffix}: {lines}{file.size / 1e6:.0f} MB, {len(times)} pages meanwhile", flush=True)
    slow = sorted(times)[int(len(times) * 0.95)]
    return [
        Figure(f"{name}: first byte", file.first * 1000, "ms", 300, at_least=False),
        Figure(f"{name}: the whole file", file.seconds, "s", 60, at_least=False),
        Figure(f"{name}: memory that the process grows by", memory.grown / 1e6, "MB", 50, at_least=False),
        Figure(f"{name}: a page of 100 meanwhile, 95th percentile", slow * 1000, "ms", 500, at_least=False),
    ]


@dataclass(frozen=True, slots=True)
class File:
    first: float
    seconds: float
    rows: int
    size: int


def rows_of(address: str, path: str) -> Iterator[bytes]:
    with closing(http.client.HTTPConnection(address.removeprefix("http://"), timeout=120)) as talk:
        talk.request("GET", path)
        answer = talk.getresponse()
        if answer.status != 200:
            raise SystemExit(f"{path}: {answer.status} {answer.read(200)!r}")
        while part := answer.read1(CHUNK):
            yield part


def whole(address: str, path: str) -> File:
    begun, first, rows, size = time.perf_counter(), 0.0, 0, 0
    for part in rows_of(address, path):
        first = first or time.perf_counter() - begun
        rows, size = rows + part.count(b"\n"), size + len(part)
    return File(first, time.perf_counter() - begun, rows, size)


class Memory:
    """Resident bytes of the worker processes."""

    def __init__(self, workers: list[int]) -> None:
        self.before = {pid: _resident(pid) for pid in workers}
        self.grown = 0

    def look(self) -> None:
        self.grown = max(self.grown, *(_resident(pid) - held for pid, held in self.before.items()))


def _resident(pid: int) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@contextmanager
def watched(memory: Memory) -> Iterator[None]:
    with repeating(memory.look, 0.1):
        yield


@contextmanager
def pages(address: str) -> Iterator[list[float]]:
    """Asks for a page five times a second; the seconds that each took."""
    times: list[float] = []

    def ask() -> None:
        begun = time.perf_counter()
        with urllib.request.urlopen(address + PAGE, timeout=60) as answer:
            answer.read()
        times.append(time.perf_counter() - begun)

    with repeating(ask, 0.2):
        yield times


@contextmanager
def repeating(act: Callable[[], None], pause: float) -> Iterator[None]:
    ended = threading.Event()

    def run() -> None:
        act()
        while not ended.wait(pause):
            act()

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
