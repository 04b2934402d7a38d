"""What the acts of `./bw` share: the environment of their processes, commands in the foreground, and what is done once."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

from borderwatch.private import secret
from borderwatch.processes import ROOT, VAR
from borderwatch.stack import PYTHON

MANAGE = str(ROOT / "manage.py")


class Terminated(KeyboardInterrupt):
    """SIGTERM, which reaches this process alone; Ctrl-C reaches the children as well."""


def base_env(**more: str) -> dict[str, str]:
    # One thread of linear algebra a process: the pool already uses every core.
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    paths = {"PATH": f"{Path(PYTHON).parent}{os.pathsep}{os.environ.get('PATH', '')}", "PYTHONUNBUFFERED": "1"}
    own = {"DJANGO_SETTINGS_MODULE": "borderwatch.settings"}
    if not (os.environ.get("BW_SECRET_KEY") or os.environ.get("BW_SECRET_KEY_FILE")):
        own["BW_SECRET_KEY"] = secret("django")
    return {**os.environ, **threads, **paths, **own, **more}


def run(command: list[str], env: dict[str, str], cwd: Path = ROOT) -> int:
    """The exit code of a command in the foreground, which gets to clean up when it is interrupted."""
    child = subprocess.Popen(command, cwd=cwd, env=env)
    try:
        return child.wait()
    except KeyboardInterrupt as interrupt:
        if isinstance(interrupt, Terminated):
            child.send_signal(signal.SIGINT)
        try:
            child.wait(timeout=30)
        except subprocess.TimeoutExpired:
            child.kill()
        raise


def once(act: Callable[[], None], name: str, of: list[Path], also: str = "") -> None:
    """Do it again only when one of these files, or what it was done for, changed since it was done last."""
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
