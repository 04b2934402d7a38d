"""`./bw up`, `./bw test` and friends: the whole product on one machine, on private services under var/."""

from __future__ import annotations

import argparse
import importlib
import os
import signal
import sys
import threading
import time
from pathlib import Path
from types import FrameType

from borderwatch.commands import MANAGE, Terminated, base_env, once, run
from borderwatch.private import secret
from borderwatch.processes import ROOT, VAR, CannotStart, end, end_leftover, spawn
from borderwatch.servers import Servers, only_one, running_or_started, servers, shared
from borderwatch.stack import PYTHON, Stack, answers, refuse_taken, say, wait_for, worker_answers
from borderwatch.testing import test

WITHOUT_SERVICES = {"parse", "evaluate", "help", "--help", "check", "makemigrations"}
CHILDREN = ("command", "web", "live", "sweeper", "worker")
KNOWLEDGE = [ROOT / "incidents" / "migrations", ROOT / "incidents" / "parsing" / "knowledge"]


class Stopped(Exception):
    """Somebody asked to stop while the stack was still starting."""


def check_settings(env: dict[str, str]) -> None:
    """A wrong setting stops the start here, with its name, and not in the log of a process that dies again and again."""
    from django.core.exceptions import ImproperlyConfigured

    os.environ.update(env)
    try:
        importlib.import_module("borderwatch.settings")
    except ImproperlyConfigured as problem:
        raise CannotStart(str(problem)) from problem
    workers = env.get("BW_WORKERS", "1")
    if not (workers.isdigit() and 1 <= int(workers) <= 64):
        raise CannotStart(f"BW_WORKERS={workers!r}: give a whole number from 1 to 64")


def manage(env: dict[str, str], *args: str, stopped: threading.Event) -> None:
    """Run a management command to its end, or end it when told to stop."""
    child = spawn([PYTHON, MANAGE, *args], name="command", env=env)
    while child.poll() is None and not stopped.wait(0.05):
        pass
    end(child, "command", patience=5)
    if stopped.is_set():
        raise Stopped
    if child.returncode:
        raise CannotStart(f"`manage.py {' '.join(args)}` failed; its output stands above.")


def collect_static(env: dict[str, str], stopped: threading.Event) -> None:
    """Hashed copies of the static files, made again only when one changed."""
    folder = VAR / "static"
    if not folder.exists():
        (VAR / "static.stamp").unlink(missing_ok=True)
    arguments = ["collectstatic", "--noinput", "-v", "0", *(["--clear"] if folder.exists() else [])]
    once(lambda: manage(env, *arguments, stopped=stopped), "static", [ROOT / "static", ROOT / "pyproject.toml"])


def prepare(env: dict[str, str], found: Servers, stopped: threading.Event) -> None:
    """Migrations and the world's tables; what a database of yours holds is asked each time."""
    if found.database:
        once(lambda: manage(env, "prepare", stopped=stopped), "prepared", KNOWLEDGE, found.database)
    else:
        manage(env, "prepare", stopped=stopped)


def greet(env: dict[str, str], found: Servers, address: str, stopped: threading.Event) -> None:
    """Samples and an administrator on the first start of a database; its address on every one."""
    greeted = VAR / "welcomed"
    mark = found.database or env["DATABASE_URL"].rpartition("@")[2]
    if greeted.exists() and greeted.read_text() == mark:
        say(f"{address}/ (sign in with the account of the first start)")
        return
    manage(env, "welcome", "--address", address, stopped=stopped)
    greeted.write_text(mark)


def up(args: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./bw up", description="Start everything; Ctrl-C stops it.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, default=8000, help="port of the pages; the live stream takes the next one")
    options = parser.parse_args(args)
    stopped = threading.Event()

    def heard(_number: int, _frame: FrameType | None) -> None:
        stopped.set()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, heard)
    with only_one():
        for name in CHILDREN:
            end_leftover(name)
        for port in (options.port, options.port + 1):
            refuse_taken(options.host, port)
        try:
            _run_stack(options.host, options.port, stopped)
        except Stopped:
            say("stopped before it was ready.")
    say("stopped.")
    return 0


def _run_stack(host: str, port: int, stopped: threading.Event) -> None:
    name = "localhost" if host == "127.0.0.1" else host
    address, live = f"http://{name}:{port}", f"http://{name}:{port + 1}/live/reports/"
    begun = time.monotonic()
    say("starting the database and Redis …")
    with servers() as found, shared(found.urls):
        env = base_env(**found.urls, BW_LIVE_URL=live, BW_LIVE_ORIGINS=address, BW_STATIC_ROOT=str(VAR / "static"))
        check_settings(env)
        collect_static(env, stopped)
        prepare(env, found, stopped)
        stack = Stack(env, host, port)
        try:
            stack.start_all()
            wait_for("The web server", lambda: answers(f"http://{host}:{port}/healthz"), 60, stack, stopped)
            wait_for("A worker", worker_answers(env["REDIS_URL"]), 90, stack, stopped)
            if not stopped.is_set():
                greet(env, found, address, stopped)
                say(f"ready after {time.monotonic() - begun:.0f} s. Ctrl-C stops everything.")
            stack.watch(stopped, found.private)
        finally:
            say("stopping …")
            stack.stop()


def pass_on(args: list[str]) -> int:
    """`./bw manage …` against the running private services, or against ones started for this command only."""
    here = Path(os.environ.get("BW_FROM", ROOT))  # file names on the command line count from where it was typed
    if args and args[0] in WITHOUT_SERVICES:
        return run([PYTHON, MANAGE, *args], base_env(), here)
    with running_or_started() as urls:
        return run([PYTHON, MANAGE, *args], base_env(**urls), here)


def bench(args: list[str]) -> int:
    if not args or not (ROOT / "bench" / f"{args[0]}.py").exists():
        names = ", ".join(sorted(path.stem for path in (ROOT / "bench").glob("*.py")))
        say(f"usage: ./bw bench NAME, one of: {names}")
        return 2
    command = [PYTHON, str(ROOT / "bench" / f"{args[0]}.py"), *args[1:]]
    with servers(throw_away=True) as found:
        return run(command, base_env(**found.urls, PYTHONPATH=str(ROOT)))


def hold_services(_args: list[str]) -> int:
    """Private services until Ctrl-C, for a developer's own runs: prints what to export."""
    with servers() as found:
        for name, url in found.urls.items():
            print(f"export {name}='{url}'", flush=True)
        print(f"export BW_SECRET_KEY='{secret('django')}' DJANGO_SETTINGS_MODULE=borderwatch.settings", flush=True)
        threading.Event().wait()
    return 0


def _terminated(_number: int, _frame: FrameType | None) -> None:
    raise Terminated


def main(argv: list[str]) -> int:
    acts = {"up": up, "test": test, "manage": pass_on, "bench": bench, "services": hold_services}
    signal.signal(signal.SIGTERM, _terminated)
    try:
        return acts[argv[0]](argv[1:])
    except CannotStart as problem:
        say(str(problem))
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
