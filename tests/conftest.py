"""What all tests share: one account a role, a real worker, and a real browser."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from hypothesis import settings as examples

from borderwatch.private import free_port
from borderwatch.stack import Stack, answers
from incidents.access import Role
from incidents.cube.current import Cube, cube
from incidents.models import Border, Job, JobState, User
from tests.apart import place
from tests.factories import a_user

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
UNLIMITED = dict.fromkeys(("BW_RATE_TOKEN", "BW_RATE_ACCOUNT", "BW_RATE_ADDRESS"), "off")
CHROMIUM = [
    "--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip

# Property tests on many more examples than the suite has time for: `./bw test FILE --hypothesis-profile=many`.
examples.register_profile("many", max_examples=1600)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Threads of a live server keep connections of their own, also when it has ended; the database could not be dropped."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(OTHERS)


OTHERS = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


@pytest.fixture(autouse=True)
def _answers_by_sql(settings: Any) -> None:
    """A test's rows are never committed, and the columns hold nothing else; `columns` turns them on."""
    settings.CUBE = False


@pytest.fixture(autouse=True)
def _unlimited(settings: Any) -> None:
    """A test asks as often as it likes; those of the limits set their own."""
    settings.RATES = dict.fromkeys(settings.RATES)


@pytest.fixture
def columns(transactional_db: None, settings: Any) -> Iterator[Cube]:
    """The columns of this process, loaded from the test's database."""
    settings.CUBE = True
    held = cube()
    held.forget()
    assert held.is_ready(10)
    yield held
    held.forget()


@pytest.fixture
def users(db: None) -> dict[str, User]:
    """One account of each role, all with the password of factories.PASSWORD."""
    return {role.value: a_user(role.value, role) for role in Role}


@pytest.fixture
def world_rows(db: None) -> None:
    """Borders, crossing points and places of the world, in this test's own database."""
    call_command("load_world", verbosity=0)


@pytest.fixture
def worker(transactional_db: None) -> Iterator[subprocess.Popen[bytes]]:
    """A real Celery worker in a process of its own, on the test database."""
    with running_worker() as child:
        yield child


class running_worker:
    """Starts a worker process on the test database; ends its whole group on leaving."""

    def __init__(self, **env: str) -> None:
        self.env = env

    def __enter__(self) -> subprocess.Popen[bytes]:
        env = {**os.environ, "DATABASE_URL": database_url(), **self.env}
        command = [
            sys.executable,
            "-m",
            "celery",
            "-A",
            "borderwatch",
            "worker",
            "-Q",
            "reports,trials,webhooks",
            "-c",
            "1",
            "-l",
            "WARNING",
        ]
        self.child = subprocess.Popen(
            command, cwd=ROOT, env=env, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        return self.child

    def __exit__(self, *_exc: object) -> None:
        import signal

        if self.child.poll() is not None:
            return
        os.killpg(self.child.pid, signal.SIGTERM)
        try:
            self.child.wait(timeout=15)
        except subprocess.TimeoutExpired:
            os.killpg(self.child.pid, signal.SIGKILL)
            self.child.wait(timeout=5)


def database_url() -> str:
    """Of the tests' own database, for processes of their own."""
    db = connection.settings_dict
    host, port = db["HOST"] or "127.0.0.1", db["PORT"] or "5432"
    return f"postgis://{db['USER']}:{db['PASSWORD']}@{host}:{port}/{db['NAME']}"


@contextmanager
def running_web(told: Path, **env: str) -> Iterator[str]:
    """The web server as in production, on the test database, read by everybody; its address. What it says goes to the file `told`."""
    port = free_port()
    env = {**os.environ, "DATABASE_URL": database_url(), "BW_PUBLIC_READING": "true", **UNLIMITED, **env}
    with told.open("wb") as log:
        command = Stack(env, "127.0.0.1", port).commands()["web"]
        web = subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=log)
    try:
        while not answers(f"http://127.0.0.1:{port}/healthz"):
            assert web.poll() is None, told.read_text()
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        web.terminate()
        web.wait(timeout=20)


@pytest.fixture
def all_read() -> Callable[[float], None]:
    """Waits until no report is waiting or being read; fails with the states that are left."""

    def wait(seconds: float) -> None:
        from incidents.tasks import sweep

        deadline = time.monotonic() + seconds
        left = Job.objects.filter(state__in=(JobState.QUEUED, JobState.RUNNING))
        while time.monotonic() < deadline:
            if not left.exists():
                return
            sweep(older_than=1.0)
            time.sleep(0.5)
        pytest.fail(f"not read in {seconds} s: {list(left.values_list('report_id', 'state', 'attempts', 'error'))}")

    return wait


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """Debian's Chromium, headless; one for the whole run."""
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    from playwright.sync_api import sync_playwright

    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path="/usr/bin/chromium", args=[*CHROMIUM, *as_root])
        yield chromium
        chromium.close()


@pytest.fixture
def borders(db: None) -> dict[str, Border]:
    """Two real-looking borders, enough for most questions."""
    from tests.factories import a_border

    return {code: a_border(code) for code in ("AF-TJ", "KG-TJ")}


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "alone: holds a clock to account, so no other process of the run has a test meanwhile"
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests last: the browser's event loop, once it runs, is in the way of code that starts one; and a broken page shows in
    the others first. In several processes the long files first, so that short ones fill the end."""
    visiting = {item.path for item in items if "browser" in getattr(item, "fixturenames", ())}
    if place() is None:
        items.sort(key=lambda item: item.path in visiting)
    else:
        slow, many = (
            {item.path for item in items if item.get_closest_marker("slow")},
            Counter(item.path for item in items),
        )
        items.sort(key=lambda item: (item.path in visiting, item.path not in slow, -many[item.path]))
