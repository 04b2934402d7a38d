"""`./bw test`: linters, types and contracts, then the suite on throw-away services, on two cores."""

from __future__ import annotations

import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from borderwatch.commands import MANAGE, base_env, once, run
from borderwatch.processes import ROOT, VAR, CannotStart
from borderwatch.servers import servers
from borderwatch.stack import PYTHON, say

# What collected files are made of.
STATIC = ("static", "pyproject.toml", "borderwatch/storage.py", "borderwatch/bundling.py")
CHECKS = [
    ["mypy"],
    ["ruff", "check", "."],
    ["ruff", "format", "--check", "."],
    ["lint-imports"],
    [PYTHON, MANAGE, "makemigrations", "--check", "--dry-run"],
]
# The suite on both cores of the smallest machine; a part runs in one process.
WHOLE = ["-n", "2", "--durations", "20"]


def collect_for_tests(env: dict[str, str]) -> None:
    shutil.rmtree(env["BW_STATIC_ROOT"], ignore_errors=True)
    if run([PYTHON, MANAGE, "collectstatic", "--noinput", "-v", "0"], env):
        raise CannotStart("the static files could not be collected; the reason stands above.")


def checked(env: dict[str, str]) -> int:
    """Linters, types and contracts, two at a time; what each says stands together. The first failure's code."""
    codes = []
    with ThreadPoolExecutor(2) as pool:
        for check, done in zip(CHECKS, pool.map(lambda check: _heard(check, env), CHECKS), strict=True):
            say(" ".join(check))
            sys.stdout.write(done.stdout)
            codes.append(done.returncode)
    return next(filter(None, codes), 0)


def _heard(command: list[str], env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def test(args: list[str]) -> int:
    """Linters, types and contracts first, then the suite on throw-away services; the first failure's code is returned."""
    with servers(throw_away=True) as found:
        env = base_env(**found.urls, BW_STATIC_ROOT=str(VAR / "static-tests"), BW_COMPRESS="false")
        failed = 0 if args else checked(env)
        once(lambda: collect_for_tests(env), "static-tests", [ROOT / name for name in STATIC])
        tests = run([PYTHON, "-m", "pytest", "-p", "tests.apart", *(args or WHOLE)], env)
    return failed or tests
