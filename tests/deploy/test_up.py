"""`./bw up` in a fresh copy of the project: an address, a filled map, a login that works, and no process left behind."""

from __future__ import annotations

import contextlib
import http.cookiejar
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LEFT_OUT = shutil.ignore_patterns("var", ".git", "__pycache__", "*.egg-info", ".*_cache", ".hypothesis")
# What the stack of the tests uses must not reach the one that is tried here: it brings its own servers.
OURS = ("DATABASE_URL", "REDIS_URL", "BW_STATIC_ROOT", "BW_SECRET_KEY", "DJANGO_SETTINGS_MODULE")


def two_free_ports() -> int:
    """A port whose neighbour is free as well."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port = int(first.getsockname()[1])
            try:
                second.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port


class Started:
    """One `./bw up` of a copy, with what it says."""

    def __init__(self, copy: Copy, env: dict[str, str]) -> None:
        self.log = copy.folder / f"said-{time.monotonic_ns()}.log"
        with self.log.open("wb") as log:
            self.child = subprocess.Popen(
                ["./bw", "up", "--port", str(copy.port)], cwd=copy.folder, env={**copy.env, **env},
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")

    def until(self, words: str, seconds: float) -> str:
        """What it said once these words came; fails with all of it when they do not come."""
        deadline = time.monotonic() + seconds
        while words not in self.said():
            assert self.child.poll() is None, self.said()
            assert time.monotonic() < deadline, f"no “{words}” within {seconds:.0f} s:\n{self.said()}"
            time.sleep(0.1)
        return self.said()

    def ended(self, seconds: float = 50) -> tuple[int, str]:
        return self.child.wait(timeout=seconds), self.said()

    def stop(self, how: signal.Signals, *, group: bool = False) -> int:
        """Ctrl-C reaches the whole group of the terminal, other signals the process alone."""
        (os.killpg if group else os.kill)(self.child.pid, how)
        return self.child.wait(timeout=40)


class Copy:
    """A checkout without var/, but for the virtual environment, which takes two minutes to make."""

    def __init__(self, folder: Path) -> None:
        shutil.copytree(ROOT, folder, ignore=LEFT_OUT)
        (folder / "var").mkdir()
        (folder / "var" / "venv").symlink_to(Path(sys.prefix))
        self.folder, self.port = folder, two_free_ports()
        self.env = {name: value for name, value in os.environ.items() if name not in OURS}

    def start(self, **env: str) -> Started:
        return Started(self, env)

    def processes(self) -> dict[int, str]:
        """Everything that runs for this copy, by its working folder or by the folder of its database: {pid: command}."""
        home = self.folder / "var" / "home"
        found = {}
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                cwd, words = os.readlink(entry / "cwd"), (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:  # it ended meanwhile
                continue
            if cwd.startswith(str(self.folder)) or (home.exists() and home.read_text() in words):
                found[int(entry.name)] = words
        return found

    def end_all(self) -> None:
        for pid in self.processes():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def remove_data(self) -> None:
        home = self.folder / "var" / "home"
        if home.exists():
            shutil.rmtree(home.read_text(), ignore_errors=True)


class Browser:
    """Keeps cookies, follows redirects, and sends the form's token as a browser does."""

    def __init__(self, port: int) -> None:
        self.base = f"http://localhost:{port}"
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(cookies)

    def get(self, path: str) -> str:
        with self.opener.open(self.base + path, timeout=20) as answer:
            return str(answer.read().decode())

    def post(self, path: str, **fields: str) -> str:
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.get(path))
        assert token, path
        body = urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": token[1]}).encode()
        with self.opener.open(urllib.request.Request(self.base + path, body), timeout=20) as answer:
            return str(answer.read().decode())


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Copy]:
    made = Copy(tmp_path_factory.mktemp("fresh") / "borderwatch")
    yield made
    made.remove_data()


@pytest.fixture
def copy(made_once: Copy) -> Iterator[Copy]:
    """The same copy for all tests, as one person's checkout would be; what a failed test leaves running is ended."""
    yield made_once
    made_once.end_all()


@pytest.mark.slow
@pytest.mark.timeout(280)
def test_a_first_start_ends_with_a_login_that_works_and_a_filled_map_and_ctrl_c_leaves_nothing(copy: Copy) -> None:
    started = copy.start()
    said = started.until("ready after", 240)
    password = re.search(r"password\s+(\S+)", said)
    assert password and f"http://localhost:{copy.port}/" in said, said
    browser = Browser(copy.port)
    assert "password" in browser.get("/")  # nobody sees anything before signing in
    assert "do not belong together" in browser.post("/login/", username="admin", password="not-the-password")
    browser.post("/login/", username="admin", password=password[1])
    found = json.loads(browser.get("/api/v1/incidents.geojson?limit=500"))
    drawn = [feature for feature in found["features"] if feature["geometry"]]
    assert len(drawn) >= 8, found["numberMatched"]
    assert started.stop(signal.SIGINT, group=True) == 0
    assert copy.processes() == {}


@pytest.mark.slow
@pytest.mark.timeout(120)
def test_a_second_start_takes_under_ten_seconds_and_sigterm_leaves_nothing(copy: Copy) -> None:
    started = copy.start()
    said = started.until("ready after", 60)
    seconds = re.search(r"ready after (\d+) s", said)
    assert seconds and int(seconds[1]) < 10, said
    assert "password  " not in said
    assert started.stop(signal.SIGTERM) == 0
    assert copy.processes() == {}


@pytest.mark.slow
@pytest.mark.timeout(200)
def test_after_a_kill_9_the_next_start_works_and_leaves_one_of_everything(copy: Copy) -> None:
    first = copy.start()
    first.until("ready after", 60)
    first.stop(signal.SIGKILL)
    assert copy.processes(), "the kill was meant to leave the services behind"
    again = copy.start()
    again.until("ready after", 60)
    assert sum("postgres -D" in line for line in copy.processes().values()) == 1
    assert sum("celery -A borderwatch worker" in line for line in copy.processes().values()) <= 2  # the worker and its child
    code, said = copy.start().ended()
    assert code == 1 and "already running" in said
    assert "password" in Browser(copy.port).get("/login/")  # the second try harmed nothing
    assert again.stop(signal.SIGINT, group=True) == 0
    assert copy.processes() == {}


@pytest.mark.slow
@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    ("name", "value", "hint"),
    [
        ("BW_MAX_UPLOAD_BYTES", "many", "whole number"), ("BW_TLS", "perhaps", "true or false"),
        ("BW_WORKERS", "none", "whole number"), ("BW_TRUSTED_ORIGINS", "bw.example", "https://"),
        ("BW_SECRET_KEY_FILE", "/nowhere/key", "cannot read /nowhere/key"),
    ],
)  # fmt: skip
def test_a_wrong_setting_stops_the_start_with_its_name(copy: Copy, name: str, value: str, hint: str) -> None:
    code, said = copy.start(**{name: value}).ended()
    assert code == 1
    assert f"bw: {name}" in said and hint in said and "Traceback" not in said, said
    assert copy.processes() == {}


@pytest.mark.slow
@pytest.mark.timeout(60)
def test_a_port_in_use_is_named_and_nothing_is_started(copy: Copy) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", copy.port + 1))
        other.listen()
        code, said = copy.start().ended()
    assert code == 1 and f"127.0.0.1:{copy.port + 1}" in said and "--port" in said, said
    assert copy.processes() == {}
