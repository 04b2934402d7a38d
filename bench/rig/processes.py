"""Servers of a bench: ours as in production, the peers each in its usual shape; ended when the bench leaves."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import django

from borderwatch.private import free_port
from borderwatch.stack import Stack

ROOT = Path(__file__).resolve().parent.parent.parent
HOST = "127.0.0.1"
PEERS = (
    "pygeoapi>=0.21,<0.22",
    "tipg>=1.6,<1.7",
    "gunicorn>=25",
    "uvicorn>=0.40",
    "psycopg2-binary",
    "geoalchemy2",
    "setuptools<81",
)
TABLE = "incidents_incident"
UNLIMITED = dict.fromkeys(("BW_RATE_TOKEN", "BW_RATE_ACCOUNT", "BW_RATE_ADDRESS"), "off")


class NotReady(RuntimeError):
    """A server did not answer in time."""


@contextmanager
def running(command: list[str], log: Path, env: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("wb") as told:
        child = subprocess.Popen(command, env=env, stdout=told, stderr=told, start_new_session=True)
    try:
        yield child
    finally:
        os.killpg(child.pid, signal.SIGTERM)
        try:
            child.wait(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def wait(begun: float, seconds: float, what: str) -> None:
    """Between two looks; raises when the time is over."""
    if time.monotonic() - begun > seconds:
        raise NotReady(f"{what} did not answer within {seconds:.0f} s")
    time.sleep(0.02)


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError):
        return False


def prepared(folder: Path) -> dict[str, str]:
    """Environment of a database with the world's tables, and of the static files."""
    env = {**os.environ, "BW_STATIC_ROOT": str(folder / "static"), "BW_ALLOWED_HOSTS": HOST, **UNLIMITED}
    for command in (["prepare"], ["collectstatic", "--noinput", "-v", "0"]):
        subprocess.run(
            [sys.executable, str(ROOT / "manage.py"), *command], env=env, check=True, stdout=subprocess.DEVNULL
        )
    return env


def loaded(n: int) -> int:
    django.setup()
    from synthetic import load

    return load(n)


@dataclass(frozen=True, slots=True)
class Served:
    """Seconds from the start until every process answers from memory; the process that the workers are children of."""

    address: str
    ready: float
    pid: int

    def workers(self) -> list[int]:
        return [int(pid) for pid in Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()]


@contextmanager
def ours(folder: Path, env: dict[str, str], *, public: bool = True) -> Iterator[Served]:
    """gunicorn as in production."""
    port, log = free_port(), folder / "ours.log"
    env = {**env, "BW_PUBLIC_READING": str(public).lower(), "BW_CUBE": "true"}
    begun = time.monotonic()
    with running(Stack(env, HOST, port).commands()["web"], log, env) as web:
        while " incidents in " not in log.read_text(errors="replace") or not answers(f"http://{HOST}:{port}/healthz"):
            wait(begun, 180, "Borderwatch")
        yield Served(f"http://{HOST}:{port}", time.monotonic() - begun, web.pid)


def peers_python(folder: Path) -> Path:
    """A virtual environment of this run alone with both peers."""
    subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
    python = folder / "venv" / "bin" / "python"
    subprocess.run(
        [python, "-m", "pip", "install", "--quiet", "--quiet", "--disable-pip-version-check", *PEERS], check=True
    )
    return python


def _started(command: list[str], log: Path, env: dict[str, str], ready: str) -> Iterator[None]:
    begun = time.monotonic()
    with running(command, log, env) as child:
        while not answers(ready):
            if child.poll() is not None:
                raise NotReady(f"{log.stem} ended: {log.read_text(errors='replace')[-600:]}")
            wait(begun, 180, log.stem)
        yield


@contextmanager
def tipg(folder: Path, python: Path, database: str) -> Iterator[str]:
    port = free_port()
    env = {
        **os.environ, "DATABASE_URL": database.replace("postgis://", "postgresql://"), "TIPG_DB_SCHEMAS": '["public"]',
        "TIPG_DB_SPATIAL_EXTENT": "false", "TIPG_DB_DATETIME_EXTENT": "false",
    }  # fmt: skip
    env.pop("DJANGO_SETTINGS_MODULE", None)
    command = [
        str(python),
        "-m",
        "uvicorn",
        "tipg.main:app",
        "--host",
        HOST,
        "--port",
        str(port),
        "--workers",
        "2",
        "--no-access-log",
    ]
    address = f"http://{HOST}:{port}"
    with contextmanager(_started)(command, folder / "tipg.log", env, f"{address}/collections/public.{TABLE}"):
        yield f"{address}/collections/public.{TABLE}"


CONFIGURATION = """
server: {{bind: {{host: {host}, port: {port}}}, url: "http://{host}:{port}", mimetype: application/json; charset=UTF-8, encoding: utf-8, languages: [en-US],
  limits: {{default_items: 100, max_items: 10000}}, map: {{url: "http://{host}/none", attribution: none}}}}
logging: {{level: ERROR}}
metadata:
  identification: {{title: bench, description: bench, keywords: [bench], keywords_type: theme, terms_of_service: none, url: "http://{host}"}}
  license: {{name: none, url: "http://{host}"}}
  provider: {{name: bench, url: "http://{host}"}}
  contact: {{name: bench, position: none, address: none, city: none, stateorprovince: none, postalcode: none, country: none, phone: none, fax: none, email: none@localhost, url: "http://{host}", hours: none, instructions: none, role: none}}
resources:
  incident:
    type: collection
    title: incidents
    description: incidents
    keywords: [bench]
    links: []
    extents: {{spatial: {{bbox: [-180, -90, 180, 90], crs: "http://www.opengis.net/def/crs/OGC/1.3/CRS84"}}}}
    providers:
      - {{type: feature, name: PostgreSQL, id_field: id, table: {table}, geom_field: geometry, time_field: date_start,
          data: {{host: {db_host}, port: {db_port}, dbname: {db_name}, user: {db_user}, password: "{db_password}", search_path: [public]}}}}
"""


@contextmanager
def pygeoapi(folder: Path, python: Path, database: str) -> Iterator[str]:
    port, db = free_port(), urlsplit(database)
    written, openapi = folder / "pygeoapi.yml", folder / "openapi.yml"
    written.write_text(
        CONFIGURATION.format(
            host=HOST, port=port, table=TABLE, db_host=db.hostname, db_port=db.port, db_name=db.path.lstrip("/"), db_user=db.username,
            db_password=db.password,
        )
    )  # fmt: skip
    env = {**os.environ, "PYGEOAPI_CONFIG": str(written), "PYGEOAPI_OPENAPI": str(openapi)}
    program = python.parent / "pygeoapi"
    subprocess.run(
        [program, "openapi", "generate", written, "--output-file", openapi], env=env, check=True, capture_output=True
    )
    command = [
        str(python),
        "-m",
        "gunicorn",
        "pygeoapi.flask_app:APP",
        "--bind",
        f"{HOST}:{port}",
        "--workers",
        "2",
        "--threads",
        "4",
    ]
    address = f"http://{HOST}:{port}/collections/incident"
    with contextmanager(_started)(command, folder / "pygeoapi.log", env, f"{address}/items?f=json&limit=1"):
        yield address
