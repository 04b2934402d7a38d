"""What comes at once is shared out among the web's processes."""

from __future__ import annotations

import http.client
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from borderwatch.private import free_port

SLOW = """
import os, time
def app(environ, start):
    time.sleep(0.5)
    start("200 OK", [("Content-Type", "text/plain")])
    return [str(os.getpid()).encode()]
"""


def asked(port: int) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", "/")
    told = connection.getresponse().read().decode()
    connection.close()
    return told


@pytest.fixture
def port(tmp_path: Path) -> object:
    (tmp_path / "slow.py").write_text(SLOW)
    port = free_port()
    child = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "slow:app", "--bind", f"127.0.0.1:{port}", "--workers", "2", "--threads", "3",
         "--worker-class", "borderwatch.webserver.Worker", "--chdir", str(tmp_path), "--log-level", "error"],
    )  # fmt: skip
    begun = time.monotonic()
    while time.monotonic() - begun < 20:
        try:
            asked(port)
            break
        except ConnectionError:
            time.sleep(0.1)
    time.sleep(1.0)  # the second process is up as well
    yield port
    child.terminate()
    child.wait(timeout=20)


def test_a_burst_as_wide_as_all_threads_keeps_every_thread_of_every_process_busy(port: int) -> None:
    begun = time.monotonic()
    with ThreadPoolExecutor(6) as clients:
        by = Counter(clients.map(asked, [port] * 6))
    assert sorted(by.values()) == [3, 3]
    assert time.monotonic() - begun < 0.95  # none waited for another


def test_what_exceeds_the_threads_is_answered_too(port: int) -> None:
    with ThreadPoolExecutor(20) as clients:
        by = Counter(clients.map(asked, [port] * 20))
    assert by.total() == 20
    assert len(by) == 2
