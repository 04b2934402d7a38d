"""The processes of `./bw up`: started, watched, started again when one dies, ended in reverse order."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

from borderwatch.private import Postgres, Redis
from borderwatch.processes import VAR, CannotStart, end, spawn

PYTHON = sys.executable
LOG = VAR / "log"
SETTLED = 60.0  # seconds after which a process that dies is no longer one that cannot start
LONGEST_PAUSE = 30.0


def say(words: str) -> None:
    print(f"bw: {words}", flush=True)


def refuse_taken(host: str, port: int) -> None:
    """Another program behind our port would answer in our name."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            raise CannotStart(
                f"cannot listen on {host}:{port}: {problem.strerror}. Stop what uses it, or run ./bw up --port NUMBER "
                "(the number and the one after it must be free)."
            ) from problem


class Stack:
    """Web, live stream, sweeper and workers on one machine."""

    def __init__(self, env: dict[str, str], host: str, port: int) -> None:
        self.env, self.host, self.port = env, host, port
        self.children: dict[str, subprocess.Popen[bytes]] = {}
        self.started: dict[str, float] = {}
        self.pause: dict[str, float] = {}
        self.due: dict[str, float] = {}  # when a dead one is started again
        LOG.mkdir(parents=True, exist_ok=True)

    def commands(self) -> dict[str, list[str]]:
        workers = self.env.get("BW_WORKERS", "1")
        return {
            "worker": [PYTHON, "-m", "celery", "-A", "borderwatch", "worker", "-Q", "reports,trials,webhooks", "-c", workers, "-l", "INFO", "--without-mingle", "--without-gossip"],
            "sweeper": [PYTHON, "manage.py", "sweep", "--every", "5"],
            "live": [
                PYTHON, "-m", "uvicorn", "borderwatch.asgi:application", "--host", self.host, "--port", str(self.port + 1),
                "--timeout-graceful-shutdown", "2", "--no-access-log",
            ],
            "web": [
                PYTHON, "-m", "gunicorn", "borderwatch.wsgi", "--config", "python:borderwatch.webserver", "--bind", f"{self.host}:{self.port}", "--workers", "2",
                "--preload", "--graceful-timeout", "5",
            ],
        }  # fmt: skip

    def start(self, name: str) -> None:
        with (LOG / f"{name}.log").open("ab") as log:
            self.children[name] = spawn(self.commands()[name], name=name, env=self.env, log=log)
        self.started[name] = time.monotonic()

    def start_all(self) -> None:
        for name in self.commands():
            self.start(name)

    def refuse_dead(self) -> None:
        """A process that ends while the stack is starting has something to say."""
        for name, child in self.children.items():
            if child.poll() is not None:
                raise CannotStart(
                    f"{name} ended with {child.returncode}. Its last words:\n{_tail(LOG / f'{name}.log')}"
                )

    def watch(self, stopped: threading.Event, private: list[Postgres | Redis]) -> None:
        """Returns when told to stop; whatever died is started again, later each time it cannot stay up."""
        while not stopped.wait(1.0):
            for server in private:
                self._revive(server)
            for name, child in list(self.children.items()):
                if child.poll() is not None:
                    self._restart(name, child.returncode)

    def _restart(self, name: str, code: int) -> None:
        now = time.monotonic()
        if name not in self.due:
            settled = now - self.started[name] > SETTLED
            self.pause[name] = 1.0 if settled else min(LONGEST_PAUSE, 2 * self.pause.get(name, 0.5))
            self.due[name] = now + self.pause[name]
            say(f"{name} ended with {code}; starting it again in {self.pause[name]:.0f} s (log: var/log/{name}.log)")
        elif now >= self.due[name]:
            del self.due[name]
            self.start(name)

    def _revive(self, server: Postgres | Redis) -> None:
        try:
            if server.revive():
                say(f"{type(server).__name__} had ended and was started again.")
        except CannotStart as problem:
            say(str(problem))

    def stop(self) -> None:
        for name, child in reversed(self.children.items()):
            end(child, name)
        self.children.clear()


def _tail(path: Path, lines: int = 12) -> str:
    return "\n".join(path.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])


def wait_for(what: str, ready: Callable[[], bool], seconds: float, stack: Stack, stopped: threading.Event) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and not stopped.is_set():
        stack.refuse_dead()
        if ready():
            return
        stopped.wait(0.25)
    if not stopped.is_set():
        raise CannotStart(f"{what} did not answer within {seconds:.0f} s; see var/log/.")


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def worker_answers(broker: str) -> Callable[[], bool]:
    """Asks the workers over Redis, as compose's health check does, without a new process for every try."""
    from celery import Celery

    app = Celery("asking", broker=broker)
    return lambda: bool(app.control.ping(timeout=0.4))
