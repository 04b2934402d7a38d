"""The database and Redis that a command uses: yours where DATABASE_URL and REDIS_URL are set, private ones elsewhere."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from borderwatch.private import ROOTS_HOME, Postgres, Redis, checkout_mark, data_home, is_root
from borderwatch.processes import RUN, VAR, CannotStart, end_leftover, started_at


class AlreadyRunning(CannotStart):
    """Another command of this checkout holds the private servers."""


@dataclass
class Servers:
    """Where the servers are; `private` are the ones that this process keeps alive."""

    urls: dict[str, str] = field(default_factory=dict)
    private: list[Postgres | Redis] = field(default_factory=list)
    database: str = ""  # identity of the private cluster; empty for a database of yours


@contextmanager
def servers(*, throw_away: bool = False) -> Iterator[Servers]:
    with ExitStack() as stack:
        found = Servers()
        home = _throw_away_home(stack) if throw_away else data_home()
        if url := os.environ.get("DATABASE_URL"):
            found.urls["DATABASE_URL"] = url
        else:
            postgres = Postgres(home / "postgres", durable=not throw_away)
            stack.callback(postgres.stop)
            postgres.start()
            found.private.append(postgres)
            found.urls["DATABASE_URL"], found.database = postgres.url, postgres.identity
        if url := os.environ.get("REDIS_URL"):
            found.urls["REDIS_URL"] = url
        else:
            redis = Redis(home / "redis", f"redis-{home.name}") if throw_away else Redis(VAR / "redis")
            stack.callback(redis.stop)
            redis.start()
            found.private.append(redis)
            found.urls["REDIS_URL"] = redis.url
        yield found


def _throw_away_home(stack: ExitStack) -> Path:
    """A folder named after this process, so that a later run can tell whether anybody still uses it."""
    parent = ROOTS_HOME if is_root() else VAR
    parent.mkdir(parents=True, exist_ok=True)
    stem = f"test-{checkout_mark()}"
    for folder in parent.glob(f"{stem}-*"):
        _clear_abandoned(folder)
    pid = os.getpid()
    folder = Path(tempfile.mkdtemp(prefix=f"{stem}-{pid}-{started_at(pid)}-", dir=parent))
    if is_root():
        shutil.chown(folder, "postgres")
    stack.callback(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _clear_abandoned(folder: Path) -> None:
    """Ends and removes what a killed `./bw test` left behind."""
    pid, mark = folder.name.split("-")[2:4]
    if started_at(int(pid)) == mark:
        return
    Postgres(folder / "postgres").stop()
    end_leftover(f"redis-{folder.name}")
    shutil.rmtree(folder, ignore_errors=True)


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


@contextmanager
def shared(urls: dict[str, str]) -> Iterator[None]:
    """While the stack runs, `./bw manage` finds its servers here."""
    path = RUN / "urls"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text("".join(f"{name}={url}\n" for name, url in urls.items()))
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


@contextmanager
def running_or_started() -> Iterator[dict[str, str]]:
    """The addresses of the running stack's servers, or of ones started for this while only."""
    with ExitStack() as stack:
        try:
            stack.enter_context(only_one())
        except AlreadyRunning:
            yield _of_the_running_stack()
            return
        yield stack.enter_context(servers()).urls


def _of_the_running_stack() -> dict[str, str]:
    try:
        lines = (RUN / "urls").read_text().splitlines()
    except FileNotFoundError:
        raise AlreadyRunning(
            "Another bw command of this folder is at work. Run this again when it has ended, or while `./bw up` runs."
        ) from None
    return dict(line.split("=", 1) for line in lines)
