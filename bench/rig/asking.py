"""Load: wrk where it is installed, a small client of our own elsewhere."""

from __future__ import annotations

import http.client
import itertools
import json
import shutil
import statistics
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

LUA = Path(__file__).parent / "urls.lua"
CLIENTS = 8
WARM = 2  # seconds before the clock starts


@dataclass(frozen=True, slots=True)
class Pace:
    """Answers a second, milliseconds, refused or broken answers, and kilobytes an answer."""

    rate: float
    p50: float
    p99: float
    bad: int
    kb: float


def client() -> str:
    return "wrk" if shutil.which("wrk") else "threads of our own (wrk is not installed: these figures are lower)"


def pace(address: str, paths: list[str], seconds: float) -> Pace:
    """Eight clients ask for the paths in turn, as fast as they are answered."""
    measure = _wrk if shutil.which("wrk") else _threads
    measure(address, paths[::-1], WARM)  # from the other end: what is to be asked once is not asked before
    return measure(address, paths, seconds)


def _wrk(address: str, paths: list[str], seconds: float) -> Pace:
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as listed:
        listed.write("".join(f"{path}\n" for path in paths))
        listed.flush()
        command = [
            "wrk",
            "-t1",
            f"-c{CLIENTS}",
            f"-d{int(seconds)}s",
            "--timeout",
            "60s",
            "-s",
            str(LUA),
            address,
            "--",
            listed.name,
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=seconds + 120)
    line = next(line for line in done.stdout.splitlines() if line.startswith("JSON "))
    told = json.loads(line.removeprefix("JSON "))
    many = max(1, told["requests"])
    return Pace(told["requests"] / told["us"] * 1e6, told["p50"], told["p99"], told["bad"], told["bytes"] / many / 1000)


def _threads(address: str, paths: list[str], seconds: float) -> Pace:
    host, turn, ends = address.removeprefix("http://"), itertools.count(), time.monotonic() + seconds
    times: list[float] = []
    bad, size = [0], [0]

    def ask() -> None:
        while time.monotonic() < ends:
            begun = time.perf_counter()
            connection = http.client.HTTPConnection(host, timeout=60)
            connection.request("GET", paths[next(turn) % len(paths)])
            answer = connection.getresponse()
            size[0] += len(answer.read())
            bad[0] += answer.status >= 400
            connection.close()
            times.append((time.perf_counter() - begun) * 1000)

    clients = [threading.Thread(target=ask) for _ in range(CLIENTS)]
    for one in clients:
        one.start()
    for one in clients:
        one.join()
    cuts = statistics.quantiles(times, n=100)
    return Pace(len(times) / seconds, cuts[49], cuts[98], bad[0], size[0] / len(times) / 1000)
