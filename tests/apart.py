"""What the processes of one run may not share or do at once. `./bw test` has pytest read this first."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Generator, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest
from xdist.scheduler import LoadFileScheduling

from borderwatch.env import redis_url
from borderwatch.processes import VAR

ONE_COPY = "tests/deploy/test_up"  # these files start one copy of the project, whose first start is the dear one


def place() -> int | None:
    """Which of several processes this is, from 0; None where there is but one."""
    name = os.environ.get("PYTEST_XDIST_WORKER", "")
    return int(name.removeprefix("gw")) if name else None


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests() -> Generator[None, Any, Any]:
    """Before any setting is read: each process on a Redis database of its own, as its PostgreSQL one is by its name."""
    if place():
        parts = urlsplit(redis_url())
        number = int(parts.path.strip("/") or 0) + (place() or 0)
        os.environ["REDIS_URL"] = parts._replace(path=f"/{number}").geturl()
        os.environ.pop("REDIS_URL_FILE", None)
    return (yield)


class ByFile(LoadFileScheduling):
    """Hands out whole files, in the order of collection."""

    def _split_scope(self, nodeid: str) -> str:
        return ONE_COPY if nodeid.startswith(ONE_COPY) else str(super()._split_scope(nodeid))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile:
    config.option.loadscopereorder = False
    return ByFile(config, log)


@contextmanager
def _locked(name: str, how: int) -> Iterator[None]:
    with (VAR / name).open("w") as lock:
        fcntl.flock(lock, how)
        yield


@contextmanager
def turn(*, alone: bool) -> Iterator[None]:
    """Ordinary tests run side by side, one that must be alone while no other does; who waits for that holds the door."""
    with ExitStack() as room:
        with _locked("tests.door", fcntl.LOCK_EX):
            room.enter_context(_locked("tests.room", fcntl.LOCK_EX if alone else fcntl.LOCK_SH))
        yield


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, Any, Any]:
    """Outside of the test's own time limit, which must not run while it waits."""
    if place() is None:
        return (yield)
    with turn(alone=item.get_closest_marker("alone") is not None):
        return (yield)
