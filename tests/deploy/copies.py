"""A copy of the project as somebody would check it out, and the stack that `./bw up` makes of it."""

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
from pathlib import Path
from typing import Any

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
        self._lend_environment(folder / "var" / "venv")
        self.folder, self.port = folder, two_free_ports()
        self.started: list[Started] = []
        self.env = {name: value for name, value in os.environ.items() if name not in OURS}

    def _lend_environment(self, venv: Path) -> None:
        """The packages of the running tests, under a marker of the copy's own: its `bw` must never install into them."""
        venv.mkdir(parents=True)
        for part in ("bin", "lib", "include", "pyvenv.cfg"):
            (venv / part).symlink_to(Path(sys.prefix) / part)
        marker = 'printf "%s\\n" "$(cksum <pyproject.toml) $(python3 --version 2>&1)" >var/venv/installed'
        subprocess.run(["sh", "-c", marker], cwd=venv.parents[1], check=True)

    def start(self, **env: str) -> Started:
        self.started.append(Started(self, env))
        return self.started[-1]

    def manage(self, *words: str, **env: str) -> str:
        """What a management command prints; its output when it fails is the assertion's message."""
        done = subprocess.run(
            ["./bw", "manage", *words], cwd=self.folder, env={**self.env, **env}, capture_output=True, text=True, check=False
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def processes(self) -> dict[int, str]:
        """Everything that runs for this copy, by its working folder or by the folder of its database: {pid: command}."""
        home = self.folder / "var" / "home"
        found = {}
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                cwd, words = (
                    str((entry / "cwd").readlink()),
                    (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(),
                )
            except OSError:  # it ended meanwhile
                continue
            if cwd.startswith(str(self.folder)) or (home.exists() and home.read_text() in words):
                found[int(entry.name)] = words
        return found

    def end_all(self) -> None:
        for pid in self.processes():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        for one in self.started:
            one.child.wait(timeout=10)

    def make_fresh(self) -> None:
        """As checked out: nothing under var/ but the virtual environment."""
        self.remove_data()
        for path in (self.folder / "var").iterdir():
            if path.is_file():
                path.unlink()
            elif path.name != "venv":
                shutil.rmtree(path)

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

    def sign_in(self, name: str, password: str) -> None:
        self.post("/login/", username=name, password=password)

    def ask(self, path: str) -> Any:
        """What the API answers to the session of this browser."""
        return json.loads(self.get(f"/api/v1/{path}"))

    def get(self, path: str) -> str:
        with self.opener.open(self.base + path, timeout=20) as answer:
            return str(answer.read().decode())

    def post(self, path: str, **fields: str) -> str:
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.get(path))
        assert token, path
        body = urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": token[1]}).encode()
        with self.opener.open(urllib.request.Request(self.base + path, body), timeout=20) as answer:
            return str(answer.read().decode())
