"""`./bw up`, `./bw test` and friends: the whole product on one machine, on private services under var/."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType

from borderwatch.private import (
    ROOT,
    VAR,
    CannotStart,
    Postgres,
    Redis,
    data_home,
    end,
    end_leftover,
    is_root,
    secret,
    spawn,
)

PYTHON = sys.executable
WITHOUT_SERVICES = {"parse", "evaluate", "help", "--help", "check", "makemigrations"}


class AlreadyRunning(CannotStart):
    """Another `./bw up` holds this checkout."""


def say(words: str) -> None:
    print(f"bw: {words}", flush=True)


def base_env(**more: str) -> dict[str, str]:
    # One thread of linear algebra a process: the pool already uses every core.
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    paths = {"PATH": f"{Path(PYTHON).parent}{os.pathsep}{os.environ.get('PATH', '')}", "PYTHONUNBUFFERED": "1"}
    own = {
        "DJANGO_SETTINGS_MODULE": "borderwatch.settings",
        "BW_SECRET_KEY": os.environ.get("BW_SECRET_KEY") or secret("django"),
    }
    return {**os.environ, **threads, **paths, **own, **more}


@contextmanager
def services(*, throw_away: bool = False) -> Iterator[dict[str, str]]:
    """DATABASE_URL and REDIS_URL of running servers: yours where they are set, private ones elsewhere."""
    with ExitStack() as stack:
        urls = {}
        home = _throw_away_home(stack) if throw_away else data_home()
        if url := os.environ.get("DATABASE_URL"):
            urls["DATABASE_URL"] = url
        else:
            postgres = Postgres(home / "postgres", durable=not throw_away)
            stack.callback(postgres.stop)
            postgres.start()
            urls["DATABASE_URL"] = postgres.url
        if url := os.environ.get("REDIS_URL"):
            urls["REDIS_URL"] = url
        else:
            redis = Redis(Path(stack.enter_context(tempfile.TemporaryDirectory())) if throw_away else VAR / "redis")
            stack.callback(redis.stop)
            redis.start()
            urls["REDIS_URL"] = redis.url
        yield urls


def _throw_away_home(stack: ExitStack) -> Path:
    parent = Path("/var/lib/borderwatch") if is_root() else VAR
    parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="test-", dir=parent))
    if is_root():
        shutil.chown(folder, "postgres")
    stack.callback(shutil.rmtree, folder, ignore_errors=True)
    return folder


@contextmanager
def only_one() -> Iterator[None]:
    """Two stacks on one checkout would fight for its folders."""
    VAR.mkdir(exist_ok=True)
    with (VAR / "up.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning(
                "Borderwatch is already running from this folder. Stop it first with Ctrl-C."
            ) from None
        yield


def manage(env: dict[str, str], *args: str) -> None:
    done = subprocess.run([PYTHON, "manage.py", *args], cwd=ROOT, env=env, check=False)
    if done.returncode:
        raise CannotStart(f"`manage.py {' '.join(args)}` failed; its output stands above.")


def collect_static(env: dict[str, str]) -> None:
    """Hashed copies of the static files, made again only when one changed."""
    if (VAR / "static").exists():
        once(
            lambda: manage(env, "collectstatic", "--noinput", "--clear", "-v", "0"),
            "static",
            [ROOT / "static", ROOT / "pyproject.toml"],
        )
    else:
        manage(env, "collectstatic", "--noinput", "-v", "0")


def once(act: Callable[[], None], name: str, of: list[Path], also: str = "") -> None:
    """Do it again only when one of these files changed since it was done last."""
    files = [
        path
        for root in of
        for path in ([root] if root.is_file() else root.rglob("*"))
        if path.is_file() and path.suffix != ".pyc"
    ]
    state = sorted((str(path), path.stat().st_mtime_ns) for path in files)
    mark = hashlib.sha256(repr((state, also)).encode()).hexdigest()
    stamp = VAR / f"{name}.stamp"
    if stamp.exists() and stamp.read_text() == mark:
        return
    act()
    stamp.write_text(mark)


class Stack:
    """The processes of `./bw up`, restarted when one dies, ended in reverse order."""

    def __init__(self, env: dict[str, str], host: str, port: int) -> None:
        self.env, self.host, self.port = env, host, port
        self.children: dict[str, subprocess.Popen[bytes]] = {}
        (VAR / "log").mkdir(parents=True, exist_ok=True)

    def commands(self) -> dict[str, list[str]]:
        workers = self.env.get("BW_WORKERS", "1")
        return {
            "worker": [PYTHON, "-m", "celery", "-A", "borderwatch", "worker", "-Q", "reports", "-c", workers, "-l", "INFO", "--without-mingle", "--without-gossip"],
            "sweeper": [PYTHON, "manage.py", "sweep", "--every", "5"],
            "live": [
                PYTHON, "-m", "uvicorn", "borderwatch.asgi:application", "--host", self.host, "--port", str(self.port + 1),
                "--timeout-graceful-shutdown", "2", "--no-access-log",
            ],
            "web": [
                PYTHON, "-m", "gunicorn", "borderwatch.wsgi", "--bind", f"{self.host}:{self.port}", "--workers", "2",
                "--preload", "--graceful-timeout", "5",
            ],
        }  # fmt: skip

    def start(self, name: str) -> None:
        log = (VAR / "log" / f"{name}.log").open("ab")
        self.children[name] = spawn(self.commands()[name], name=name, env=self.env, log=log)

    def start_all(self) -> None:
        for name in self.commands():
            self.start(name)

    def watch(self, stopped: threading.Event) -> None:
        """Returns when told to stop; a process that died is started again."""
        while not stopped.wait(1.0):
            for name, child in list(self.children.items()):
                if child.poll() is not None:
                    say(f"{name} ended with {child.returncode}; starting it again (log: var/log/{name}.log)")
                    time.sleep(1)
                    self.start(name)

    def stop(self) -> None:
        for name, child in reversed(self.children.items()):
            end(child, name)
        self.children.clear()


def wait_for(what: str, ready: Callable[[], bool], seconds: float, stopped: threading.Event) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and not stopped.is_set():
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


def worker_answers(env: dict[str, str]) -> Callable[[], bool]:
    """Asks the workers over Redis, as compose's health check does, without a new process for every try."""
    from celery import Celery

    app = Celery("asking", broker=env["REDIS_URL"])
    return lambda: bool(app.control.ping(timeout=0.4))


def up(args: list[str]) -> int:
    options = dict(zip(args[::2], args[1::2], strict=False))
    host, port = options.get("--host", "127.0.0.1"), int(options.get("--port", "8000"))
    address = f"http://{'localhost' if host == '127.0.0.1' else host}:{port}"
    stopped = threading.Event()

    def heard(number: int, _frame: FrameType | None) -> None:
        stopped.set()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, heard)
    for name in ("web", "live", "sweeper", "worker"):
        end_leftover(name)
    begun = time.monotonic()
    say("starting the database and Redis …")
    with only_one(), services() as urls, shared(urls):
        live = f"{address.rpartition(':')[0]}:{port + 1}/live/reports/"
        env = base_env(**urls, BW_LIVE_URL=live, BW_LIVE_ORIGINS=address, BW_STATIC_ROOT=str(VAR / "static"))
        collect_static(env)
        stack = Stack(env, host, port)
        try:
            database = os.environ.get("DATABASE_URL") or str(data_home())
            once(
                lambda: manage(env, "prepare"),
                "prepared",
                [ROOT / "incidents" / "migrations", ROOT / "incidents" / "parsing" / "knowledge"],
                database,
            )
            stack.start_all()
            wait_for("The web server", lambda: answers(f"http://{host}:{port}/healthz"), 60, stopped)
            wait_for("A worker", worker_answers(env), 90, stopped)
            if not stopped.is_set() and not (VAR / "welcomed").exists():
                manage(env, "welcome", "--address", address)
                (VAR / "welcomed").touch()
            elif not stopped.is_set():
                say(f"{address}/ (sign in with the account of the first start)")
                say(f"ready after {time.monotonic() - begun:.0f} s. Ctrl-C stops everything.")
            stack.watch(stopped)
        finally:
            say("stopping …")
            stack.stop()
    say("stopped.")
    return 0


def test(args: list[str]) -> int:
    """Linters, types and contracts first, then the suite on throw-away services; the first failure's code is returned."""
    checks = [
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["lint-imports"],
        ["mypy"],
        [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
    ]
    failed = 0
    with services(throw_away=True) as urls, tempfile.TemporaryDirectory() as static:
        env = base_env(**urls, BW_STATIC_ROOT=static, BW_TESTING="true")
        for check in [] if args else checks:
            say(" ".join(check))
            failed = failed or subprocess.run(check, cwd=ROOT, env=env, check=False).returncode
        manage(env, "collectstatic", "--noinput", "-v", "0")
        tests = subprocess.run([PYTHON, "-m", "pytest", *args], cwd=ROOT, env=env, check=False).returncode
    return failed or tests


def pass_on(args: list[str]) -> int:
    """`./bw manage …` against the running private services, or against ones started for this command only."""
    if args and args[0] in WITHOUT_SERVICES:
        return subprocess.run([PYTHON, "manage.py", *args], cwd=ROOT, env=base_env(), check=False).returncode
    with _running_or_started() as env:
        return subprocess.run([PYTHON, "manage.py", *args], cwd=ROOT, env=env, check=False).returncode


@contextmanager
def shared(urls: dict[str, str]) -> Iterator[None]:
    """While the stack runs, `./bw manage` finds its servers here."""
    path = VAR / "run" / "urls"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text("".join(f"{name}={url}\n" for name, url in urls.items()))
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


@contextmanager
def _running_or_started() -> Iterator[dict[str, str]]:
    urls = VAR / "run" / "urls"
    try:
        with only_one(), services() as found:
            yield base_env(**found)
    except AlreadyRunning:
        yield base_env(**dict(line.split("=", 1) for line in urls.read_text().splitlines()))


def bench(args: list[str]) -> int:
    if not args or not (ROOT / "bench" / f"{args[0]}.py").exists():
        names = ", ".join(sorted(path.stem for path in (ROOT / "bench").glob("*.py")))
        say(f"usage: ./bw bench NAME, one of: {names}")
        return 2
    command = [PYTHON, str(ROOT / "bench" / f"{args[0]}.py"), *args[1:]]
    with services(throw_away=True) as urls:
        return subprocess.run(command, cwd=ROOT, env=base_env(**urls, PYTHONPATH=str(ROOT)), check=False).returncode


def hold_services(_args: list[str]) -> int:
    """Private services until Ctrl-C, for a developer's own runs: prints what to export."""
    with services() as urls:
        for name, url in urls.items():
            print(f"export {name}='{url}'", flush=True)
        print(f"export BW_SECRET_KEY='{secret('django')}' DJANGO_SETTINGS_MODULE=borderwatch.settings", flush=True)
        signal.sigwait({signal.SIGINT, signal.SIGTERM})
    return 0


def main(argv: list[str]) -> int:
    acts = {"up": up, "test": test, "manage": pass_on, "bench": bench, "services": hold_services}
    try:
        return acts[argv[0]](argv[1:])
    except CannotStart as problem:
        say(str(problem))
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
