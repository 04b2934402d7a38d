"""The house rules that a test can hold."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OURS = [*(ROOT / "incidents").rglob("*.py"), *(ROOT / "borderwatch").rglob("*.py")]
TOP = {
    "manage.py", "pyproject.toml", "borderwatch", "incidents", "templates", "static", "tests", "docker-compose.yml", "README.md",
    "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "LICENSE", "NOTICE", "bw", "Dockerfile", "bench", "docs", ".ci",
    ".gitignore", ".dockerignore", ".git", "var",
}  # fmt: skip
MADE = re.compile(r"__pycache__|\.egg-info$|_cache$|^\.hypothesis$|^\.import_linter_cache$|^\.coverage|^secrets$")


def test_the_top_level_is_the_fixed_one() -> None:
    found = {path.name for path in ROOT.iterdir() if not MADE.search(path.name)}
    assert found <= TOP, found - TOP


def test_no_module_says_nothing_by_its_name() -> None:
    empty = {"utils.py", "helpers.py", "common.py", "services.py", "misc.py", "managers.py"}
    assert not [path for path in OURS if path.name in empty]


def test_parsing_starts_without_django() -> None:
    for path in (ROOT / "incidents" / "parsing").rglob("*.py"):
        assert not re.search(
            r"^\s*(?:from|import) (?:django|rest_framework|celery|redis)\b", path.read_text(encoding="utf-8"), re.M
        ), path
    assert (ROOT / "incidents" / "__init__.py").read_text(encoding="utf-8") == ""


ONLY_FOR_WORKERS_AND_FILES = ("spacy", "slovnet", "pymorphy3", "navec", "weasyprint", "pyarrow", "pandas", "httpx")
LOADS_ALL_PAGES = f"""
import sys, borderwatch.wsgi
from django.urls import get_resolver
assert get_resolver().url_patterns
print(*(name for name in {ONLY_FOR_WORKERS_AND_FILES} if name in sys.modules))
"""


def test_the_web_starts_without_what_only_workers_and_single_files_need() -> None:
    """A second of start, and a hundred megabytes in every process."""
    told = subprocess.run([sys.executable, "-c", LOADS_ALL_PAGES], cwd=ROOT, capture_output=True, text=True)
    assert (told.returncode, told.stdout.split()) == (0, []), told.stderr


def test_nothing_is_left_for_later_in_the_code() -> None:
    for path in OURS:
        assert not re.search(r"\b(?:TODO|FIXME|XXX)\b", path.read_text(encoding="utf-8")), path


def test_only_records_and_review_write_corrections() -> None:
    writers = {
        path.name
        for path in OURS
        if re.search(r"\bCorrection(?:\.objects\.(?:create|bulk_create)|\()", path.read_text(encoding="utf-8"))
        and "migrations" not in path.parts
        and "models" not in path.parts
    }
    # intake keeps what the analyst said at submission, as that analyst's corrections
    assert writers == {"records.py", "log.py", "intake.py"}
