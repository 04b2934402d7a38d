"""Child processes that are found again: each is remembered in var/run, so that a start after a crash ends what was left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"
RUN = VAR / "run"


class CannotStart(Exception):
    """Something cannot run here; the message names the cause and the next step."""


def _stat(pid: int) -> list[str]:
    """The fields of /proc/PID/stat after the name; empty when there is no such process."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return []


def started_at(pid: int) -> str:
    """When a process started, in clock ticks: a pid alone may have been given to somebody else since."""
    fields = _stat(pid)
    return fields[19] if fields else ""


def is_over(pid: int, mark: str) -> bool:
    """True when the process that started at `mark` has ended, or only waits for its parent to notice."""
    fields = _stat(pid)
    return not fields or fields[19] != mark or fields[0] == "Z"


def spawn(
    command: list[str], *, name: str, env: dict[str, str] | None = None, log: IO[bytes] | None = None
) -> subprocess.Popen[bytes]:
    """A child in its own process group, remembered under `name`; what an earlier parent left there is ended first."""
    end_leftover(name)
    child: subprocess.Popen[bytes] = subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True
    )
    RUN.mkdir(parents=True, exist_ok=True)
    (RUN / f"{name}.pid").write_text(f"{child.pid} {started_at(child.pid)}", encoding="utf-8")
    return child


def end_leftover(name: str) -> None:
    """Ends what an earlier, killed parent left running under this name; never a process of somebody else."""
    path = RUN / f"{name}.pid"
    if not path.exists():
        return
    pid, _, mark = path.read_text(encoding="utf-8").partition(" ")
    if mark and started_at(int(pid)) == mark:
        _end_group(int(pid), patience=8)
    path.unlink(missing_ok=True)


def _end_group(pid: int, patience: float) -> None:
    """SIGTERM to the leader, who lets its children finish; SIGKILL to the whole group after `patience` seconds."""
    mark = started_at(pid)
    _send(os.kill, pid, signal.SIGTERM)
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline and not is_over(pid, mark):
        time.sleep(0.05)
    # The leader may be gone and its children not: a worker killed outright leaves its pool behind.
    _send(os.killpg, pid, signal.SIGKILL)


def _send(how: Any, pid: int, number: signal.Signals) -> None:
    try:
        how(pid, number)
    except ProcessLookupError:
        return


def end(child: subprocess.Popen[bytes], name: str, patience: float = 12) -> None:
    """The child and its group have ended on return, gently if they did so within `patience` seconds."""
    _end_group(child.pid, patience)
    try:
        child.wait(timeout=3)
    except subprocess.TimeoutExpired:
        sys.stderr.write(f"bw: {name} ({child.pid}) does not end\n")
    (RUN / f"{name}.pid").unlink(missing_ok=True)
